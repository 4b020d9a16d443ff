import { PIN } from '#clients/lab/people/cast.ts';
import { MOVES, NEW_PASSWORD } from './hands.ts';
import { at, installKiosk, openStation, startAfresh } from './station.ts';

// How long STEP 2 takes a person: the time the kiosk needs is measured, the person's is added from this table.

/** Seconds in which a person reads a screen, thinks, or moves a hand with a card. */
const READS: Record<string, number> = {
  menu: 2,
  consent: 6,
  'place-card': 4,
  pin: 1.5,
  found: 4,
  password: 4,
  confirm: 1.5,
  done: 3,
};
/** Seconds for one touch: a digit of a PIN known by heart, a key that is looked for, the same once more, a button. */
const TOUCH = { pin: 0.5, first: 0.9, second: 0.7, button: 0.7 };
const KEYS: Record<string, number> = {
  pin: PIN.length * TOUCH.pin,
  password: NEW_PASSWORD.length * TOUCH.first,
  confirm: NEW_PASSWORD.length * TOUCH.second,
};
const WITHOUT_BUTTON = new Set(['place-card', 'done']);
const LIMIT = 60;
const RUNS = 3;

const person = (screen: string) =>
  READS[screen]! + (KEYS[screen] ?? 0) + (WITHOUT_BUTTON.has(screen) ? 0 : TOUCH.button);

const station = await openStation();
const kiosk = await installKiosk(station);
const screens = Object.keys(READS);
const waits = new Map<string, number[]>(screens.map((screen) => [screen, []]));
try {
  for (let run = 0; run < RUNS; run++) {
    await startAfresh(station, kiosk);
    for (const [index, screen] of screens.entries()) {
      await at(kiosk.page, screen);
      await MOVES[screen]!(kiosk.page);
      const moved = performance.now();
      await at(kiosk.page, screens[index + 1] ?? 'receipt');
      waits.get(screen)!.push((performance.now() - moved) / 1_000);
    }
  }
} finally {
  await station.close();
}

const median = (values: number[]) => [...values].sort((a, b) => a - b)[values.length >> 1]!;
const rows = screens.map((screen) => ({ screen, person: person(screen), kiosk: median(waits.get(screen)!) }));
const total = rows.reduce((sum, row) => sum + row.person + row.kiosk, 0);
for (const row of rows)
  process.stdout.write(
    `${row.screen.padEnd(12)} person ${row.person.toFixed(1).padStart(5)} s   kiosk ${row.kiosk.toFixed(2)} s\n`,
  );
process.stdout.write(`\n${total.toFixed(1)} s from the menu to the card in hand, of at most ${LIMIT}\n`);
process.exitCode = total <= LIMIT ? 0 : 1;

import assert from 'node:assert/strict';
import type { EndpointName } from '#schema/contract/endpoints.ts';
import { NEW_PASSWORD } from '#clients/kiosk/test/hands.ts';
import type { Bench, Holder } from './bench.ts';
import { between, type Treatment } from './network.ts';
import { visit, type Hand, type Seen } from './person.ts';
import type { Pull } from './reader.ts';

/** One thing that is done to a kiosk; it throws a sentence where the kiosk does not stand it. */
export interface Trial {
  of: 'card' | 'network' | 'phone' | 'clock';
  tried: string;
  /** Seconds that the kiosk's clock is ahead. */
  skew?: number;
  run(bench: Bench): Promise<void>;
}

/** Milliseconds for a proof to reach the service after the visit. */
const DELIVERY = 40_000;
const CALLS: EndpointName[] = ['openRedemption', 'claim', 'authorise', 'complete'];

interface How {
  pull?: Pull;
  hostile?: { call: EndpointName; treatment: Treatment; times: number };
  holder?: Holder;
  hand?(bench: Bench, holder: Holder): Hand;
}

const ordinaryHand = ({ reader }: Bench, { card }: Holder): Hand => ({
  lay: () => reader.lay(card),
  take: () => reader.remove(),
});

/** One visit under these conditions, and what must hold whatever they are. */
async function endure(bench: Bench, how: How = {}): Promise<Seen & { holder: Holder; commands: number }> {
  const { page, reader } = bench;
  const holder = how.holder ?? (await bench.holder());
  const { sent, struck } = await between(page, how.hostile ?? null);
  const before = await holder.store.load();
  reader.begin(how.pull ?? null);
  const seen = await visit(page, (how.hand ?? ordinaryHand)(bench, holder));
  const commands = reader.count;
  await reader.remove();
  await between(page, null);
  if (how.hostile) assert.ok(struck() > 0, `${how.hostile.call} was never called`);
  await agree(bench, holder, before.reset.counter, seen);
  for (const text of sent)
    assert.ok(!text.includes(NEW_PASSWORD), `the password went to ${text.split(' ')[0]}`);
  return { ...seen, holder, commands };
}

/** Card, service and screen say the same; no try was lost, for nothing wrong was typed. */
async function agree(
  { page }: Bench,
  holder: Holder,
  before: number,
  { told, screens }: Seen,
): Promise<void> {
  const { reset, references } = await holder.store.load();
  const written = reset.counter > before;
  const way = screens.join(' → ');
  assert.equal(
    told,
    written,
    `the card ${written ? 'has' : 'has not'} the password, and the screen said otherwise: ${way}`,
  );
  assert.equal(references.userPin.tries, 3, `${3 - references.userPin.tries} PIN tries lost: ${way}`);
  if ((await holder.state()) === 'none') return;
  for (const until = Date.now() + DELIVERY; ; await page.waitForTimeout(200)) {
    const state = await holder.state();
    if (written ? state === 'completed' : state === 'reserved') return;
    // A lease that nobody gave back ends by itself; a reset that never was is never recorded.
    if (!written && state === 'claimed') return;
    assert.ok(written && Date.now() < until, `written: ${written}, and the service says ${state}: ${way}`);
    await page.evaluate(() => void dispatchEvent(new Event('online')));
  }
}

const succeeds = async (bench: Bench, how: How = {}): Promise<void> => {
  const { told, screens } = await endure(bench, how);
  assert.ok(told, `not done: ${screens.join(' → ')}`);
};

/** How many commands an ordinary visit takes, and that it succeeds. */
export async function countCommands(bench: Bench): Promise<number> {
  const { told, commands, screens } = await endure(bench);
  assert.ok(told, `not done: ${screens.join(' → ')}`);
  return commands;
}

/** The card pulled at each command, before and after it was carried out, and laid down again when asked for. */
export const tears = (commands: number, every = 1): Trial[] =>
  Array.from({ length: Math.ceil(commands / every) }, (_, index) => index * every).flatMap((at) =>
    (['before', 'after'] as const).map((when) => ({
      of: 'card' as const,
      tried: `pulled ${when} command ${at + 1} of ${commands}`,
      run: (bench: Bench) => succeeds(bench, { pull: { at, when } }),
    })),
  );

const TREATMENTS: [string, Treatment, number][] = [
  ['does not get through once', { does: 'cut' }, 1],
  ['does not get through three times', { does: 'cut' }, 3],
  ['gets through, and its answer is lost', { does: 'swallow' }, 1],
  ['gets through twice', { does: 'repeat' }, 1],
  ['is three seconds late', { does: 'delay', by: 3_000 }, 1],
  ['is answered by a gateway', { does: 'garble' }, 1],
];

export const NETWORK: Trial[] = CALLS.flatMap((call) =>
  TREATMENTS.map(([what, treatment, times]) => ({
    of: 'network' as const,
    tried: `${call} ${what}`,
    run: (bench: Bench) => succeeds(bench, { hostile: { call, treatment, times } }),
  })),
);

const refusals = (
  [
    ['openRedemption', 'kiosk-closed'],
    ['claim', 'kiosk-closed'],
    ['claim', 'no-reservation'],
    ['claim', 'reservation-expired'],
    ['claim', 'certificate-revoked'],
    ['authorise', 'kiosk-closed'],
    ['authorise', 'reservation-expired'],
  ] as const
).map(([call, code]): Trial => ({
  of: 'phone',
  tried: `${call} is refused: ${code}`,
  run: async (bench) => {
    const { told } = await endure(bench, {
      hostile: { call, treatment: { does: 'refuse', code }, times: 9 },
    });
    assert.equal(told, false);
  },
}));

export const CARDS: Trial[] = [
  {
    of: 'phone',
    tried: 'a card without a reservation',
    run: async (bench) => {
      const { told } = await endure(bench, { holder: await bench.holder(false) });
      assert.equal(told, false);
    },
  },
  {
    of: 'card',
    tried: "somebody else's card laid down after a pull",
    run: async (bench) => {
      const other = await bench.holder(false);
      let laid = 0;
      const hand = ({ reader }: Bench, { card }: Holder): Hand => ({
        lay: () => reader.lay(laid++ === 0 ? card : other.card),
        take: () => reader.remove(),
      });
      const { told } = await endure(bench, { hand, pull: { at: 40, when: 'before' } });
      assert.equal(told, false);
      assert.equal((await other.store.load()).reset.counter, 0, "somebody else's card was written");
    },
  },
  {
    of: 'phone',
    tried: 'claim is refused once, as if another kiosk had the reservation',
    run: async (bench) => {
      const treatment = { does: 'refuse', code: 'reservation-in-use' } as const;
      await endure(bench, { hostile: { call: 'claim', treatment, times: 1 } });
    },
  },
  ...refusals,
];

const HOUR = 3_600;
export const CLOCKS: Trial[] = [HOUR, -HOUR, 30 * 24 * HOUR].map((skew) => ({
  of: 'clock',
  tried: `the kiosk's clock is ${skew / HOUR} hours ahead`,
  skew,
  run: (bench) => succeeds(bench),
}));

import { rmSync, writeFileSync } from 'node:fs';
import { parseArgs } from 'node:util';
import { HOLDER, PASSWORD, PIN } from '#clients/lab/people/cast.ts';
import { openLocalLab } from '#clients/lab/people/lab.ts';
import { everyKiosk, issueCode, moveKiosks } from '#clients/operator/commands/kiosk.ts';
import { readRings } from '#clients/operator/rotation/ring-file.ts';
import { secretOf, type Rings } from '#clients/operator/rotation/ring.ts';
import { LOCAL_CONSOLE } from '#clients/operator/console.ts';
import { inJapan, japanTime } from './clock.ts';
import { buildConsolePages, buildLabPages } from './pages.ts';
import { startLocalSystem, type LocalSystem } from './system.ts';

const { values } = parseArgs({
  options: {
    port: { type: 'string', default: '8787' },
    /** Time of day in Japan to start at, HH:MM: kiosks are closed at night. */
    at: { type: 'string' },
    /** Leave kiosks to be confirmed by hand: `npm run kaijo -- kiosk confirm WORDS`. */
    'by-hand': { type: 'boolean', default: false },
    /** An operator's ring file, to practise rotations with. */
    ring: { type: 'string' },
    /** Print the Worker's log lines. */
    log: { type: 'boolean', default: false },
  },
});
const say = (text: string) => void process.stdout.write(`${text}\n`);

if (values.at !== undefined && !isTimeOfDay(values.at)) refuse(`not a time of day: ${values.at} (HH:MM)`);
say('Building the pages…');
const now = Math.floor(Date.now() / 1_000);
const pages = await buildLabPages(await openLocalLab(now), now);
const console = `http://127.0.0.1:${Number(values.port) + 1}`;
const system = await startLocalSystem({
  port: Number(values.port),
  consolePort: Number(values.port) + 1,
  keep: true,
  pages,
  consolePages: await buildConsolePages(),
  ...(values.ring === undefined ? {} : { secrets: secretsIn(await readRings(values.ring)) }),
  ...(values.log ? { onLog: say } : {}),
}).catch((error: Error & { code?: string }) => {
  if (error.code !== 'ERR_ADDRESS_IN_USE') throw error;
  return refuse(
    `port ${values.port} is in use, perhaps by another npm start; choose one: npm start -- --port 8790`,
  );
});
if (values.at) system.clock.moveTo(inJapan(now, 0, values.at));
const code = await issueCode(system.operator, 'Local kiosk');
// Where `npm run kaijo -- …` finds it, as long as it runs.
writeFileSync(LOCAL_CONSOLE, console);
process.on('exit', () => rmSync(LOCAL_CONSOLE, { force: true }));
for (const signal of ['SIGINT', 'SIGTERM'] as const) process.on(signal, () => process.exit());
await system.cron();
const confirming = values['by-hand']
  ? 'Kiosks that enrol wait to be confirmed, by the words on their screen: npm run kaijo -- kiosk confirm WORDS'
  : 'Kiosks that enrol with the code are confirmed here at once, as an operator would after comparing their check words.';
say(`
Kaijo is running, and the time in Japan is ${japanTime(system.clock.now())}. Everything about cards and cameras here is simulated.

  phone   ${system.origin}/
  kiosk   ${system.origin}/kiosk/        enrolment code: ${code}
  API     ${system.origin}/v1/service    reference: ${system.origin}/reference/
  console ${console}/        for operators; what they do there is by "local"

  card    front: born ${HOLDER.birthDate}, expires ${HOLDER.cardExpiry.slice(0, 4)}, security code ${HOLDER.securityCode}
          4-digit PIN ${PIN}, signature password ${PASSWORD}

${confirming}
Ctrl+C stops it; the database stays in .kaijo/state.
`);
if (!values['by-hand']) setInterval(() => void confirmPending(system), 1_000);
setInterval(() => void system.cron(), 600_000);

/** What a ring file has for a local system; cards of the lab know the lab's own authority alone. */
function secretsIn({ master, ticket }: Rings): Record<string, string> {
  return { MASTER_KEYS: secretOf(master), TICKET_KEYS: secretOf(ticket) };
}

function isTimeOfDay(text: string): text is `${number}:${number}` {
  return /^([01]\d|2[0-3]):[0-5]\d$/.test(text);
}

function refuse(reason: string): never {
  process.stderr.write(`${reason}\n`);
  process.exit(1);
}

async function confirmPending({ operator }: LocalSystem): Promise<void> {
  const pending = await everyKiosk(operator, { state: 'pending' });
  if (pending.length === 0) return;
  const shown = pending.map(({ thumbprint }) => thumbprint);
  for await (const { done } of moveKiosks(operator, 'confirmKiosks', shown))
    for (const { thumbprint } of done) say(`confirmed the kiosk with thumbprint ${thumbprint}`);
}

import { parseArgs } from 'node:util';
import { HOLDER, PASSWORD, PIN } from '#clients/lab/people/cast.ts';
import { openLocalLab } from '#clients/lab/people/lab.ts';
import { localDatabase } from '#clients/operator/commands/database.ts';
import { confirmKiosk, issueCode, listKiosks } from '#clients/operator/commands/kiosk.ts';
import { inJapan, japanTime } from './clock.ts';
import { buildLabPages } from './pages.ts';
import { startLocalSystem, type LocalSystem } from './system.ts';

const { values } = parseArgs({
  options: {
    port: { type: 'string', default: '8787' },
    /** Time of day in Japan to start at, HH:MM: kiosks are closed at night. */
    at: { type: 'string' },
    /** Print the Worker's log lines. */
    log: { type: 'boolean', default: false },
  },
});
const say = (text: string) => void process.stdout.write(`${text}\n`);

if (values.at !== undefined && !isTimeOfDay(values.at)) refuse(`not a time of day: ${values.at} (HH:MM)`);
say('Building the pages…');
const now = Math.floor(Date.now() / 1_000);
const pages = await buildLabPages(await openLocalLab(now), now);
const system = await startLocalSystem({
  port: Number(values.port),
  keep: true,
  pages,
  ...(values.log ? { onLog: say } : {}),
}).catch((error: Error & { code?: string }) => {
  if (error.code !== 'ERR_ADDRESS_IN_USE') throw error;
  return refuse(
    `port ${values.port} is in use, perhaps by another npm start; choose one: npm start -- --port 8788`,
  );
});
if (values.at) system.clock.moveTo(inJapan(now, 0, values.at));
const code = await issueCode(localDatabase(system.database), 'Local kiosk', system.clock.now());
await system.cron();
say(`
Kaijo is running, and the time in Japan is ${japanTime(system.clock.now())}. Everything about cards and cameras here is simulated.

  phone   ${system.origin}/
  kiosk   ${system.origin}/kiosk/        enrolment code: ${code}
  API     ${system.origin}/v1/service    reference: ${system.origin}/reference/

  card    front: born ${HOLDER.birthDate}, expires ${HOLDER.cardExpiry.slice(0, 4)}, security code ${HOLDER.securityCode}
          4-digit PIN ${PIN}, signature password ${PASSWORD}

Kiosks that enrol with the code are confirmed here at once, as an operator would after comparing the thumbprint.
Ctrl+C stops it; the database stays in .kaijo/state.
`);
setInterval(() => void confirmPending(system), 1_000);
setInterval(() => void system.cron(), 600_000);

function isTimeOfDay(text: string): text is `${number}:${number}` {
  return /^([01]\d|2[0-3]):[0-5]\d$/.test(text);
}

function refuse(reason: string): never {
  process.stderr.write(`${reason}\n`);
  process.exit(1);
}

async function confirmPending({ database, clock }: LocalSystem): Promise<void> {
  const operator = localDatabase(database);
  for (const { state, thumbprint } of await listKiosks(operator)) {
    if (state !== 'pending') continue;
    await confirmKiosk(operator, String(thumbprint), clock.now());
    say(`confirmed the kiosk with thumbprint ${thumbprint}`);
  }
}

import { parseArgs } from 'node:util';
import { freePort, startLocalSystem } from '#clients/lab/system/system.ts';
import { writeBusyDay } from './busy-day.ts';
import { AT_KIOSK, writeVisit } from './visit.ts';

// `npm run lab -- console:bench`: how long the console waits for what it shows, over a day of so many journeys and a
// country of kiosks. Fails over the limit. How many trips that takes: workers/api/test/service-day.edge.test.ts.

const { values } = parseArgs({
  options: {
    journeys: { type: 'string', default: '20000' },
    kiosks: { type: 'string', default: '55000' },
    times: { type: 'string', default: '40' },
  },
});
/** Milliseconds, the median. */
const LIMIT = 200;

const consolePort = await freePort();
const system = await startLocalSystem({ consolePort });
const size = { journeys: Number(values.journeys), kiosks: Number(values.kiosks) };
await writeBusyDay(system.database, system.clock.now(), size);
await writeVisit(system.database, system.clock.now());

/** Milliseconds of each call, in order; answers what the last one said. */
async function measure(call: string, asked: object): Promise<{ waits: number[]; bytes: number }> {
  const waits: number[] = [];
  let bytes = 0;
  for (let time = 0; time < Number(values.times); time++) {
    const began = performance.now();
    const response = await fetch(`http://127.0.0.1:${consolePort}/calls/${call}`, {
      method: 'POST',
      headers: { 'Content-Type': 'application/json' },
      body: JSON.stringify(asked),
    });
    bytes = (await response.arrayBuffer()).byteLength;
    if (!response.ok) throw new Error(`${call}: ${response.status}`);
    waits.push(performance.now() - began);
  }
  return { waits: waits.sort((a, b) => a - b), bytes };
}

const at = (waits: readonly number[], share: number) =>
  Math.round(waits[Math.min(waits.length - 1, Math.floor(waits.length * share))]!);

process.stdout.write(`over ${values.journeys} journeys a day and ${values.kiosks} kiosks, milliseconds\n`);
let slow = false;
for (const [call, asked] of [
  ['readDay', {}],
  ['findVisit', { of: AT_KIOSK }],
  ['listKiosks', { search: 'Store 12', state: null, after: null }],
] as const) {
  const { waits, bytes } = await measure(call, asked);
  slow ||= at(waits, 0.5) > LIMIT;
  const line = `median ${at(waits, 0.5)}, 95 of 100 within ${at(waits, 0.95)}, answer ${Math.round(bytes / 1_024)} KiB`;
  process.stdout.write(`  ${call.padEnd(10)}  ${line}\n`);
}
await system.stop();
if (slow) process.stderr.write(`over the limit of ${LIMIT} milliseconds\n`);
process.exitCode = slow ? 1 : 0;

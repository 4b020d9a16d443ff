import { beforeEach, expect, it } from 'vitest';
import type { AlarmMessage } from '#schema/contract/thresholds.ts';
import { readConfig } from '../config.ts';
import { operate } from '../operator-calls.ts';
import { raiseAlarms } from '../services/raise-alarms.ts';
import { createWorld, emptyDatabase, lab, rowsOf, type World } from './world.ts';

let world: World;
let posted: AlarmMessage[];
beforeEach(async () => {
  await emptyDatabase();
  posted = [];
  const alarmWebhook = async (message: AlarmMessage) => posted.push(message) > 0;
  world = await createWorld({ wrap: (ports) => ({ ...ports, alarmWebhook }) });
});
const count = (step: string, outcome: string, under: number, number: number) =>
  world.ports.stepCounts.add([
    { hour: world.now - (world.now % 3_600), step, outcome, under, count: number },
  ]);

it('a crossed threshold stands in the status, is posted once, and once more when an hour went well', async () => {
  await count('claim', 'internal', 50, 4);
  const reply = await operate(world.ports, 'readStatus', 'a@operator.example', {});
  expect(reply.ok && reply.value.thresholds.filter(({ crossed }) => crossed)).toEqual([
    { name: 'step2-faults', asked: 4, bad: 4, allowed: 0.005, crossed: true },
  ]);
  for (let run = 0; run < 2; run++) await raiseAlarms(world.ports, world.now);
  world.now += 3_600;
  await count('claim', 'ok', 50, 20);
  for (let run = 0; run < 2; run++) await raiseAlarms(world.ports, world.now);
  expect(posted.map(({ alarm, state }) => [alarm, state])).toEqual([
    ['step2-faults', 'crossed'],
    ['step2-faults', 'well'],
  ]);
  expect(await rowsOf('SELECT * FROM alarms')).toEqual([]);
});

it.each(['http://example.com/', 'ftp://example.com/', 'here'])(
  'no alarm is posted to %s',
  (ALARM_WEBHOOK) => {
    const environment = { ...lab.environment, ALARM_WEBHOOK } as never;
    expect(() => readConfig(environment)).toThrow('ALARM_WEBHOOK must be an https address');
  },
);

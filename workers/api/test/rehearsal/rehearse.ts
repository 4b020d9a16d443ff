import { verifyService } from '#clients/operator/commands/audit-service.ts';
import { localDatabase } from '#clients/operator/commands/database.ts';
import type { TestCard } from '../card.ts';
import { Chance } from '../random.ts';
import { Fleet } from '../rotation/fleet.ts';
import { database, rowsOf } from '../world.ts';
import { ACTS, type Beside } from './acts.ts';
import { Citizen, enrolled, moment, type City } from './citizen.ts';

/** Seconds of the service's clock for each that passes: what an isolate remembers for ten is forgotten in half a second. */
const PACE = 20;
/** 5xx that an operator meant. */
const MEANT = new Set(['phone-closed', 'kiosk-closed', 'service-paused']);

/** One act, while so many journeys ended. */
interface Row {
  act: string;
  journeys: number;
  seconds: number;
  came: string;
}

/** What a rehearsal came to. */
export interface Rehearsed {
  rows: Row[];
  journeys: number;
  answers: number;
  /** 5xx answers that were meant, and that were not, by code. */
  meant: number;
  failed: Record<string, number>;
  lost: number;
  faults: string[];
}

/** All that operators do to a service, while people walk `journeys` times through both steps of it. */
export async function rehearse(
  { journeys, seed }: { journeys: number; seed: number },
  [patient, ...walkers]: readonly [TestCard, ...TestCard[]],
): Promise<Rehearsed> {
  const fleet = new Fleet(seed, PACE);
  await fleet.deploy({ KIOSK_OPENS: '00:00', KIOSK_CLOSES: '23:59' }, false);
  const city: City = {
    fleet,
    chance: new Chance(seed),
    kiosks: [],
    restores: 0,
    journeys: 0,
    lost: 0,
    faults: [],
  };
  for (let kiosk = 0; kiosk < 3; kiosk++) city.kiosks.push(await enrolled(city));
  const stage = { over: false };
  const underWay = new Set<Promise<void>>();
  const walking = walkers.map(async (card) => {
    const citizen = new Citizen(city, card);
    while (!stage.over) {
      const journey = citizen.walk();
      underWay.add(journey);
      await journey.finally(() => underWay.delete(journey));
    }
  });
  const beside: Beside = {
    cards: [patient, ...walkers],
    patient,
    arrived: async () => void (await Promise.all(underWay)),
    kiosks: journeys,
  };
  const rows = await actAll(city, beside, journeys).finally(() => (stage.over = true));
  await Promise.all(walking);
  await fleet.seal();
  return figuresOf(city, rows, await contradictions(city, [patient, ...walkers]));
}

async function actAll(city: City, beside: Beside, journeys: number): Promise<Row[]> {
  const rows: Row[] = [];
  const until = async (count: number) => {
    while (city.journeys < count) await moment();
  };
  for (const [turn, { name, run }] of ACTS.entries()) {
    await until(turn === 0 ? Math.min(50, journeys / 8) : (turn * journeys) / ACTS.length);
    const [began, before] = [performance.now(), city.journeys];
    const came = await run(city, beside);
    const seconds = (performance.now() - began) / 1_000;
    rows.push({ act: name, journeys: city.journeys - before, seconds, came });
  }
  await until(journeys);
  return rows;
}

function figuresOf(city: City, rows: Row[], found: string[]): Rehearsed {
  const { fleet, journeys, lost, faults } = city;
  const failed = [...fleet.failed];
  const isMeant = ([code]: [string, number]) => MEANT.has(code);
  return {
    rows,
    journeys,
    answers: fleet.answers,
    meant: failed.filter(isMeant).reduce((sum, [, count]) => sum + count, 0),
    failed: Object.fromEntries(failed.filter((each) => !isMeant(each))),
    lost,
    faults: [...faults, ...found],
  };
}

/** What trail, tables and cards say against one another. */
async function contradictions({ fleet }: City, cards: readonly TestCard[]): Promise<string[]> {
  const { ports, now } = fleet.isolate();
  const keys = ports.tokens.jwks() as Parameters<typeof verifyService>[1];
  const verdict = await verifyService(localDatabase(database as never), keys, { now });
  const told = await rowsOf(`SELECT reservation_id FROM audit_events
    WHERE kind IN ('reservation-completed', 'completion-without-row')`);
  const resets = cards.reduce((sum, { counter }) => sum + counter, 0);
  return [
    ...[verdict.fault, ...verdict.contradictions].flatMap((fault) => (fault ? [JSON.stringify(fault)] : [])),
    ...(told.length === resets ? [] : [`${resets} resets on the cards, ${told.length} in the trail`]),
  ];
}

/** The figures as a table of Markdown. */
export const tableOf = ({ rows, journeys, answers, meant, failed, lost }: Rehearsed): string =>
  [
    '| act | journeys meanwhile | seconds | what came of it |',
    '|---|---|---|---|',
    ...rows.map(
      ({ act, journeys: ended, seconds, came }) => `| ${act} | ${ended} | ${seconds.toFixed(1)} | ${came} |`,
    ),
    '',
    `${journeys} journeys, ${answers} answers, 5xx that nobody meant: ${JSON.stringify(failed)}; ${meant} that were meant (closed, paused);`,
    `${lost} journeys begun anew because the copy did not know them. A fake matcher; three people at once.`,
  ].join('\n');

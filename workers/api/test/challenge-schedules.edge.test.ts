import { beforeAll, describe, expect, inject, it } from 'vitest';
import type { CardReply, LivenessChallenge } from '#schema/contract/session.ts';
import { FRAMES, type Phone } from './actors.ts';
import { problemOf } from './proven.ts';
import { Chance } from './random.ts';
import { mortal, Mortality } from './schedule/mortal.ts';
import { cardAt, createWorld, emptyDatabase, rowsOf, type World } from './world.ts';

// Two phones with one card ask and answer in random order, at the same time, and the process dies between any two steps.
// Whatever they were told, the database must keep to what is promised of a card's sequence and of its tries.

const { runs: all, seed } = inject('schedules');
/** Each is a dozen of calls with everything behind them. */
const runs = Math.ceil(all / 4);
const STEPS = 14;
const OUTCOMES = ['no-match', 'no-match', 'not-live', 'match', 'broken', { unusable: ['blurred'] }] as const;

interface Row {
  id: string;
  steps: string;
  answer_by: number;
  answered_at: number | null;
  replaced: number;
  /** Of this card so far. */
  matches: number;
}

const mortality = new Mortality();
let world: World;
beforeAll(async () => {
  await emptyDatabase();
  world = await createWorld({ wrap: (ports) => mortal(ports, mortality) });
});

/** One schedule. A sequence is known by the instant it runs out at, and by what went before it: two may begin in one second. */
class Schedule {
  readonly #random: Chance;
  readonly #phones: { phone: Phone; held: CardReply }[];
  readonly #known: LivenessChallenge[] = [];
  readonly #sequences = new Map<string, Set<string>>();
  readonly #met: Set<string>;
  #before: Row | undefined;

  constructor(random: Chance, phones: { phone: Phone; held: CardReply }[], met: Set<string>) {
    this.#random = random;
    this.#phones = phones;
    this.#met = met;
  }

  /** Answers what was found that must never be. */
  async run(): Promise<string[]> {
    const faults: string[] = [];
    for (let step = 0; step < STEPS; step++) {
      world.now += this.#random.pick([0, 0, 1, 30, 61, 119, 120, 121]);
      world.matcher.outcome = structuredClone(this.#random.pick(OUTCOMES)) as World['matcher']['outcome'];
      const dies = this.#random.is(0.3);
      mortality.begin(dies ? { left: 1 + this.#random.below(4), after: this.#random.is(0.5) } : null);
      await Promise.all(Array.from({ length: this.#random.pick([1, 2, 3]) }, () => this.#act()));
      mortality.begin(null);
      for (const fault of await this.#faults()) faults.push(`step ${step}: ${fault}`);
    }
    return faults;
  }

  async #act(): Promise<void> {
    const { phone, held } = this.#random.pick(this.#phones);
    const token = held.cardToken;
    if (this.#known.length === 0 || this.#random.is(0.5)) {
      const asked = phone.api.call('challengeLiveness', { token });
      return this.#note(asked.then((told) => this.#known.push(told)));
    }
    const { challenge } = this.#random.pick(this.#known.slice(-3));
    const message = { challenge, capturedAt: [0, 400, 800 + this.#random.below(2)] };
    const send = () => this.#note(phone.api.call('reserve', { token, message, files: { frame: FRAMES } }));
    // A client that hears nothing sends the same again.
    await Promise.all(this.#random.is(0.3) ? [send(), send()] : [send()]);
  }

  /** What became of a call: `internal` is one that died on its way. */
  async #note(call: Promise<unknown>): Promise<void> {
    this.#met.add(
      await call.then(
        () => 'ok',
        async () => (await problemOf(call)).code,
      ),
    );
  }

  async #faults(): Promise<string[]> {
    const asked = 'SELECT *, (SELECT count(*) FROM reservations) AS matches FROM liveness_challenges';
    const [row] = (await rowsOf(asked)) as unknown as (Row | undefined)[];
    const before = this.#before;
    this.#before = row;
    const faults = (await ledgerHolds()) ? [] : ['tries counted that no event tells of'];
    if (!row) return faults;
    const ids = this.#sequences.get(nameOf(row)) ?? new Set();
    this.#sequences.set(nameOf(row), ids.add(row.id));
    if ((await decisionsOn([...ids])) > 1) faults.push('two decisions on one sequence');
    if (before && !followed(before, row)) faults.push(`${JSON.stringify(before)} → ${JSON.stringify(row)}`);
    return faults;
  }
}

const nameOf = ({ answer_by, replaced, matches }: Row) => `${answer_by} ${replaced} ${matches}`;

/** Another sequence than before is counted and followed an end, or a match came between; the same one has the same steps. */
function followed(before: Row, row: Row): boolean {
  if (nameOf(row) === nameOf(before)) return row.steps === before.steps;
  return row.replaced > before.replaced || row.replaced === 0;
}

/** How many answers stand to the challenges of these ids, those for pictures that could not be used aside. */
async function decisionsOn(ids: string[]): Promise<number> {
  const rows = await rowsOf(
    `SELECT 1 FROM seen_tokens WHERE kind = 'liveness' AND id IN (SELECT value FROM json_each(?))
      AND outcome IS NOT NULL AND coalesce(outcome ->> '$.failure.code', '') <> 'face-unusable'`,
    JSON.stringify(ids),
  );
  return rows.length;
}

/** The count of tries is what its events say, and nothing else. */
async function ledgerHolds(): Promise<boolean> {
  const [{ told } = { told: 0 }] = await rowsOf(
    `SELECT sum(CASE kind WHEN 'try-charged' THEN 1 WHEN 'try-given-back' THEN -1 ELSE 0 END) AS told
      FROM audit_events WHERE seq > coalesce((SELECT max(seq) FROM audit_events WHERE kind = 'reservation-reserved'), 0)`,
  );
  const [{ failures } = { failures: 0 }] = await rowsOf('SELECT failures FROM throttles');
  return failures === (told ?? 0);
}

describe('the sequence of a card under random schedules', () => {
  it(
    `is one at a time, decided once, and counted: ${runs} schedules from seed ${seed}`,
    async () => {
      const card = await cardAt(0);
      const met = new Set<string>();
      for (let n = 0; n < runs; n++) {
        for (const table of [
          'liveness_challenges',
          'throttles',
          'seen_tokens',
          'reservations',
          'audit_events',
        ])
          await rowsOf(`DELETE FROM ${table}`);
        mortality.begin(null);
        world.matcher.outcome = 'match';
        const phones = [await world.phone(), await world.phone()];
        const present = async (phone: Phone) => ({ phone, held: await phone.present(card) });
        const schedule = new Schedule(new Chance(seed + n), await Promise.all(phones.map(present)), met);
        expect(await schedule.run(), `seed ${seed + n}`).toEqual([]);
      }
      for (const code of ['ok', 'internal', 'conflict', 'token-used', 'face-unusable', 'face-no-match'])
        expect(met).toContain(code);
    },
    runs * 2_000,
  );
});

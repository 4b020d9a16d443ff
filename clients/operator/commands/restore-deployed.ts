import { sql } from 'drizzle-orm';
import { auditEvents, auditHeads } from '#schema/tables/audit.ts';
import { putSecret, runWrangler } from '../wrangler.ts';
import type { OperatorService } from '../service.ts';
import type { OperatorDatabase } from './database.ts';
import type { Restorable } from './restore.ts';

/** Seconds: the longest a request that was let in may still work, with what a new version takes to be everywhere. */
const SETTLED = 60;
/** Seconds: the cron that seals comes every ten minutes. */
const TURN = 15;
const LONGEST = 6 * 3_600;

const wait = (count: number) => new Promise<void>((done) => setTimeout(done, 1_000 * count));

/** A deployed service: D1's own Time Travel, a secret that pauses the Worker, and the cron that seals. */
export const deployed = (
  operator: OperatorService,
  database: OperatorDatabase,
  env: string,
  say: (line: string) => void,
): Restorable => ({
  async close() {
    const ordered = { scope: 'both', cuts: true, reason: 'emergency', note: null } as const;
    return (await operator.ask('closeNow', { seconds: LONGEST, ...ordered })).id;
  },
  open: async (closure) => void (await operator.ask('endClosure', { id: closure })),
  async pause() {
    await putSecret('PAUSED', 'yes', env);
    await wait(SETTLED);
  },
  resume: async () => void (await putSecret('PAUSED', 'no', env)),
  async trail() {
    const last = sql`(SELECT coalesce(max(seq), 0) FROM ${auditHeads})`;
    const [rows] = await database.run(
      sql`SELECT ${last} AS sealed, count(*) AS unsealed FROM ${auditEvents} WHERE seq > ${last}`,
    );
    return rows![0] as { sealed: number; unsealed: number };
  },
  turn: () => wait(TURN),
  async bookmark() {
    const answer = await timeTravel(env, 'info');
    return String((JSON.parse(answer) as { bookmark: string }).bookmark);
  },
  putBack: async (to) => void (await timeTravel(env, 'restore', ...placeOf(to))),
  say,
});

const timeTravel = (env: string, ...words: string[]) =>
  runWrangler(['d1', 'time-travel', words[0]!, 'DB', ...words.slice(1), '--env', env, '--json']);

/** An instant, in seconds or as RFC 3339, or else a bookmark. */
const placeOf = (to: string): string[] =>
  /^\d+$|^\d{4}-\d\d-\d\dT/.test(to) ? [`--timestamp=${to}`] : [`--bookmark=${to}`];

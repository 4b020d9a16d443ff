import { parseArgs } from 'node:util';
import type { Clause, House, Scene } from './clause.ts';
import { PROBLEM_CLAUSES } from './problems.ts';
import { PROOFS } from './proofs.ts';
import { refusedClauses } from './refused.ts';
import { deploymentAt, localDeployment } from './scene.ts';
import { stateClauses } from './states.ts';
import { timeClauses } from './time.ts';
import { tokenClauses } from './tokens.ts';

// `npm run lab -- api:conformance [--origin URL --code CODE]`: what the service claims, tried from outside, as a table of Markdown.

/** A clause and what came of it: null where it held, else the sentence that says why not. */
interface Tried extends Pick<Clause, 'of' | 'tried'> {
  fault: string | null;
}

/** Tries every clause, one after another. */
async function tryAll(
  scene: Scene,
  house: House | null,
  told: (row: Tried) => void = () => undefined,
): Promise<Tried[]> {
  const { before, after, held } = stateClauses();
  const rows: Tried[] = [];
  for (const { of, tried, run } of [
    ...PROOFS,
    ...PROBLEM_CLAUSES,
    ...before,
    ...tokenClauses(held),
    ...after,
    ...(house ? [...timeClauses(house), ...refusedClauses(house)] : []),
  ]) {
    const fault = await run(scene).then(
      () => null,
      (error: unknown) => (error instanceof Error ? error.message : String(error)),
    );
    rows.push({ of, tried, fault });
    told(rows.at(-1)!);
  }
  return rows;
}

const NEED_A_HOUSE =
  'time, closures, states of kiosks, revoked cards, faces: they need clock, operator and authorities';

const line = ({ of, tried, fault }: Tried): string =>
  `| ${of} | ${tried} | ${fault === null ? 'holds' : `FAILED: ${fault.replaceAll(/\s+/g, ' ')}`} |\n`;

const write = (text: string) => void process.stdout.write(text);

if (import.meta.main) {
  const { origin, code } = parseArgs({
    options: { origin: { type: 'string' }, code: { type: 'string' } },
  }).values;
  if (origin !== undefined && code === undefined) throw new Error('--origin needs --code, of an enrolment');
  const { scene, house, leave } =
    origin === undefined ? await localDeployment() : await deploymentAt(origin, code!);
  write('| clause | tried | result |\n|---|---|---|\n');
  try {
    const rows = await tryAll(scene, house, (row) => write(line(row)));
    const failed = rows.filter(({ fault }) => fault !== null).length;
    write(`\nconformance: ${rows.length - failed} passed, ${failed} failed\n`);
    if (!house) write(`not tried from outside: ${NEED_A_HOUSE}\n`);
    process.exitCode = failed === 0 ? 0 : 1;
  } finally {
    await leave();
  }
}

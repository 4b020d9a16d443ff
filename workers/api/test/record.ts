import { spawnSync } from 'node:child_process';
import { writeFileSync } from 'node:fs';
import { PROBLEM_CODES } from '#schema/contract/problem.ts';
import { endpoints } from '#schema/contract/endpoints.ts';

// `npm run lab -- api:examples` runs the tests of the API and keeps, of what they exchanged with it, one reply of each call and
// one refusal of each code: the shortest, so that another run changes as little as it can.

const { stdout } = spawnSync('vitest', ['run', '--project', 'api', '--reporter=verbose'], {
  env: { ...process.env, API_RECORDING: '1', NO_COLOR: '1' },
  encoding: 'utf8',
  maxBuffer: 2 ** 30,
});
const kept = { CALL: new Map<string, string>(), PROBLEM: new Map<string, string>() };
for (const [, kind, name, text] of stdout.matchAll(/^(CALL|PROBLEM) (\S+) (\{.*\})$/gm)) {
  // Refusals are kept in English.
  if (kind === 'PROBLEM' && /[^ -~]/.test(text!)) continue;
  const known = kept[kind as keyof typeof kept];
  const before = known.get(name!);
  if (before === undefined || text!.length < before.length) known.set(name!, text!);
}
const missing = Object.keys(endpoints).filter((name) => !kept.CALL.has(name));
if (missing.length > 0)
  throw new Error(`no test makes this call: ${missing.join(', ')}\n${stdout.slice(-3_000)}`);

const read = (known: Map<string, string>, names: readonly string[]): Record<string, unknown> =>
  Object.fromEntries(
    names.filter((name) => known.has(name)).map((name) => [name, JSON.parse(known.get(name)!)]),
  );
const examples = {
  calls: read(kept.CALL, Object.keys(endpoints)),
  problems: read(kept.PROBLEM, PROBLEM_CODES),
};
writeFileSync(
  new URL('../../../schema/openapi/examples.json', import.meta.url),
  `${JSON.stringify(examples, null, 2)}\n`,
);

import { spawnSync } from 'node:child_process';
import { readdirSync, readFileSync, writeFileSync } from 'node:fs';

// `npm run migration -- --name what_changes`: drizzle-kit's migration, with what it cannot say added.

/** Tables that are found by their key alone: without a rowid the key is the table, and no index beside it. */
const BY_KEY = ['spent_proofs', 'seen_tokens', 'redemptions', 'throttles', 'liveness_challenges', 'alarms'];

const root = `${import.meta.dirname}/../`;
const generated = spawnSync(
  process.execPath,
  [
    `${root}node_modules/drizzle-kit/bin.cjs`,
    'generate',
    '--config',
    'schema/drizzle.config.ts',
    ...process.argv.slice(2),
  ],
  { cwd: root, stdio: 'inherit' },
);
const folder = `${root}schema/migrations/`;
for (const name of readdirSync(folder).filter((file) => file.endsWith('.sql'))) {
  const before = readFileSync(folder + name, 'utf8');
  const after = BY_KEY.reduce(
    (sql, table) =>
      sql.replace(new RegExp(`(CREATE TABLE \`${table}\` \\([^;]*\\n\\));`), '$1 WITHOUT ROWID;'),
    before,
  );
  if (after !== before) writeFileSync(folder + name, after);
}
process.exitCode = generated.status ?? 1;

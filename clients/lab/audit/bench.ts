import { mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { parseArgs } from 'node:util';
import { verifyService } from '#clients/operator/commands/audit-service.ts';
import { wranglerDatabase } from '#clients/operator/commands/database.ts';
import { runWrangler } from '#clients/operator/wrangler.ts';
import { TrailMaker } from './trail.ts';

const { values } = parseArgs({ options: { events: { type: 'string', default: '1000000' } } });
const say = (text: string) => void process.stdout.write(`${text}\n`);
const count = Number(values.events);
const now = Math.floor(Date.now() / 1_000);
const folder = mkdtempSync(join(tmpdir(), 'kaijo-trail-'));

const progress = (seq: number) => void process.stderr.write(`\r${seq}`);

/** Makes a trail of so many events and times `audit verify` over it, the way the operator's command reads it. */
async function bench(): Promise<void> {
  const where = ['--local', '--persist-to', folder];
  await runWrangler(['d1', 'migrations', 'apply', 'DB', ...where]);
  const file = readdirSync(folder, { recursive: true, encoding: 'utf8' }).find((name) =>
    /D1DatabaseObject.*[0-9a-f]{32,}\.sqlite$/.test(name),
  );
  const sqlite = new DatabaseSync(join(folder, file!));
  const maker = await TrailMaker.create(sqlite, now - 86_400);
  sqlite.exec('BEGIN');
  for (let index = 0; 4 * index + 2 < count; index++) await maker.reset(`r${index}`, now - 80_000);
  sqlite.exec('COMMIT');
  await maker.write();
  sqlite.close();
  say(`${count} events made`);
  const began = performance.now();
  const verdict = await verifyService(wranglerDatabase(where), maker.keys, { now, progress });
  const seconds = (performance.now() - began) / 1_000;
  const memory = Math.round(process.memoryUsage().rss / 2 ** 20);
  say(`\n${JSON.stringify(verdict)}\nverified in ${seconds.toFixed(1)} s, ${memory} MiB`);
  if (verdict.fault || verdict.contradictions.length > 0) process.exitCode = 1;
}

await bench().finally(() => rmSync(folder, { recursive: true }));

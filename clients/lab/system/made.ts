import { mkdir, readdir, readFile, rm, stat, writeFile } from 'node:fs/promises';
import { relative } from 'node:path';
import { setTimeout } from 'node:timers/promises';
import { MADE, ROOT } from '#clients/operator/wrangler.ts';

// What this clone makes once and keeps in `.kaijo`. Several tests may ask for it at once, or a test beside `npm start`.

/** What pages are made from that hold no model. */
export const PAGE_SOURCES = ['clients', 'schema/contract', 'package-lock.json'] as const;

const LOOK_AGAIN_MS = 100;

/** Makes a file, with all that comes with it, unless it is newer than everything it is made from. Paths from the root. */
export async function makeOnce(
  made: string,
  from: readonly string[],
  make: () => Promise<void>,
): Promise<void> {
  await alone(relative(MADE, made).replaceAll('/', '-'), async () => {
    if (!(await isCurrent(made, from))) await make();
  });
}

/** Does work of this name while no other process of this clone does; a lock whose process is gone is nobody's. */
export async function alone<T>(name: string, work: () => Promise<T>): Promise<T> {
  const lock = `${MADE}locks/${name}`;
  await mkdir(`${MADE}locks`, { recursive: true });
  while (!(await take(lock))) await setTimeout(LOOK_AGAIN_MS);
  try {
    return await work();
  } finally {
    await rm(lock, { force: true });
  }
}

async function take(lock: string): Promise<boolean> {
  try {
    await writeFile(lock, String(process.pid), { flag: 'wx' });
    return true;
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'EEXIST') throw error;
  }
  const holder = Number(await readFile(lock, 'utf8').catch(() => ''));
  if (holder && !isRunning(holder)) await rm(lock, { force: true });
  return false;
}

function isRunning(pid: number): boolean {
  try {
    return process.kill(pid, 0);
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === 'EPERM';
  }
}

/** Was a file made after everything in the folders (or files) it was made from last changed? Paths from the root. */
export async function isCurrent(made: string, from: readonly string[]): Promise<boolean> {
  const built = await changedAt(made);
  const sources = await Promise.all(from.map((path) => newestIn(`${ROOT}${path}`)));
  return built > Math.max(...sources);
}

const changedAt = async (path: string): Promise<number> =>
  (await stat(path).catch(() => ({ mtimeMs: 0 }))).mtimeMs;

async function newestIn(path: string): Promise<number> {
  const entries = await readdir(path, { recursive: true, withFileTypes: true }).catch(() => []);
  const files = entries.filter((entry) => entry.isFile()).map((entry) => `${entry.parentPath}/${entry.name}`);
  const times = await Promise.all([path, ...files].map(changedAt));
  return times.reduce((newest, time) => Math.max(newest, time), 0);
}

/** A build is the same whatever runs it: a test runner's NODE_ENV would make it one for development. */
export async function asProduction(work: () => Promise<unknown>): Promise<void> {
  const before = process.env['NODE_ENV'];
  process.env['NODE_ENV'] = 'production';
  try {
    await work();
  } finally {
    if (before === undefined) delete process.env['NODE_ENV'];
    else process.env['NODE_ENV'] = before;
  }
}

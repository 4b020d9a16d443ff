import { readdir, stat } from 'node:fs/promises';
import { ROOT } from '#clients/operator/wrangler.ts';

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

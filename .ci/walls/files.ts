import { execFileSync } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import type { Source } from './graph.ts';

export const ROOT = resolve(import.meta.dirname, '../..');

/** Files of the working tree that are tracked or would be, from the root. */
export const treeFiles = (): string[] =>
  execFileSync('git', ['ls-files', '-z', '--cached', '--others', '--exclude-standard'], {
    cwd: ROOT,
    encoding: 'utf8',
    maxBuffer: 16 * 1024 * 1024,
  })
    .split('\0')
    .filter((path) => path !== '' && existsSync(resolve(ROOT, path)));

export const readSource = (path: string): Source => ({
  path,
  text: readFileSync(resolve(ROOT, path), 'utf8'),
});

/** All code there is. */
export const codeFiles = (): Source[] =>
  treeFiles()
    .filter((path) => /\.[cm]?[jt]sx?$/.test(path))
    .map(readSource);

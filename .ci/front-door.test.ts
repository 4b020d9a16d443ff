import { execFileSync } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { LAB } from './lab.ts';

const ROOT = new URL('../', import.meta.url);
const { scripts } = JSON.parse(readFileSync(new URL('package.json', ROOT), 'utf8')) as {
  scripts: Record<string, string>;
};

/** Every `npm run …` that a tracked file speaks of, with where. */
function mentions(): { where: string; script: string; name: string | undefined }[] {
  const pattern = 'npm run (-s )?[a-z][a-z:]*( -- [a-z:]+)?';
  const files = ['*.md', '*.ts', '*.tsx', '*.toml', '*.yml', 'package.json', '.ci/run'];
  const found = execFileSync('git', ['grep', '-oE', pattern, '--', ...files], {
    cwd: ROOT,
    encoding: 'utf8',
  });
  return found
    .trim()
    .split('\n')
    .map((line) => {
      const [, where = '', script = '', name] = /^(.+?):npm run (?:-s )?([a-z:]+)(?: -- ([a-z:]+))?$/.exec(
        line,
      )!;
      return { where, script, name };
    });
}

describe('the commands', () => {
  it('are few enough to read', () => {
    expect(Object.keys(scripts).length).toBeLessThanOrEqual(14);
  });

  it.each(Object.entries(LAB))('of the laboratory have a script and a line: %s', (_name, [file, does]) => {
    expect(existsSync(new URL(file, ROOT))).toBe(true);
    expect(does).toMatch(/^[^\n]{10,80}$/);
  });

  it('that anything speaks of exist', () => {
    const all = mentions();
    expect(all.length).toBeGreaterThan(60);
    const missing = all.filter(
      ({ script, name }) => !scripts[script] || (script === 'lab' && name && !LAB[name]),
    );
    expect(missing).toEqual([]);
  });
});

describe('the table of threats', () => {
  const text = readFileSync(new URL('.github/SECURITY.md', ROOT), 'utf8');
  const rows = text.split('\n').filter((line) => /^\| T\d+ \|/.test(line));

  it('has all thirteen', () => {
    expect(rows.map((row) => row.split(' ')[1])).toEqual(Array.from({ length: 13 }, (_, i) => `T${i + 1}`));
  });

  it.each(rows)('names tests that are there: %s', (row) => {
    const tests = [...row.matchAll(/`([^`]+)`/g)].map(([, path]) => path!);
    expect(tests.length).toBeGreaterThan(0);
    for (const path of tests) expect(path).toMatch(/\.test\.ts$/);
    expect(tests.filter((path) => !existsSync(new URL(path, ROOT)))).toEqual([]);
  });
});

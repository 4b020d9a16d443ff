import { globSync, readFileSync } from 'node:fs';
import { basename } from 'node:path';
import { describe, expect, it } from 'vitest';
import { ROOT } from '#clients/operator/wrangler.ts';
import { CLAUSES } from './clauses.ts';
import { openAcr, REPORT } from './report.ts';
import { STATED, statementOf } from './statements.ts';

const clauses = Object.values(CLAUSES).flat() as string[];

describe('the accessibility report', () => {
  it('states something of every clause, with a reason, and of no other', () => {
    expect(new Set(clauses).size).toBe(clauses.length);
    expect(clauses.filter((clause) => (statementOf(clause)?.[1].length ?? 0) < 8)).toEqual([]);
    expect(STATED.filter((clause) => !clauses.includes(clause))).toEqual([]);
  });

  it('is the file that is published', () => {
    expect(readFileSync(REPORT, 'utf8')).toBe(openAcr());
  });

  it('names only proofs that are there', () => {
    const files = new Set(
      globSync('{clients,schema}/**/*.{ts,tsx}', { cwd: ROOT, exclude: ['**/node_modules/**'] }).map((path) =>
        basename(path),
      ),
    );
    const named = clauses.flatMap((clause) => statementOf(clause)![1].match(/[\w.-]+\.tsx?\b/g) ?? []);
    expect(named.length).toBeGreaterThan(20);
    expect([...new Set(named)].filter((file) => !files.has(file))).toEqual([]);
  });

  it('claims no more than it can: partial support where a person has not judged, or not every language speaks', () => {
    const level = (clause: string) => statementOf(clause)![0];
    for (const clause of ['4.2.1', '4.2.2', '4.2.10', '5.1.3', '5.1.3.14'])
      expect(level(clause)).toBe('partially-supports');
    expect(level('12.2.3')).toBe('does-not-support');
  });
});

import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { endpoints } from '../contract/endpoints.ts';
import { PROBLEM_CODES } from '../contract/problem.ts';
import { openApiDocument } from './document.ts';
import { EXAMPLES } from './examples.ts';
import { referencePage } from './page.ts';

describe('the reference page', () => {
  const page = referencePage(openApiDocument(), 'page.css');

  it('has every call with its members, and every code', () => {
    for (const [name, { method, path }] of Object.entries(endpoints)) {
      expect(page).toContain(`<section id="${name}">`);
      expect(page).toContain(`<code>${method} ${path}</code>`);
    }
    for (const code of PROBLEM_CODES) expect(page).toContain(`<code>${code}</code>`);
    expect(page).toMatch(/<code>binding<\/code> object<ul><li><code>cardId<\/code> string/);
  });
  it('shows of every call and every code what was really exchanged', () => {
    expect(Object.keys(endpoints).filter((name) => !(name in EXAMPLES.calls))).toEqual([]);
    expect(PROBLEM_CODES.filter((code) => !(code in EXAMPLES.problems))).toEqual([]);
  });
  it('asks nobody else for anything, and runs nothing', () => {
    expect(page).not.toMatch(/<script|style=|\b(?:src|href|action)="https?:|\bon[a-z]+=/);
    expect(readFileSync(new URL('page.css', import.meta.url), 'utf8')).not.toMatch(/url\(|@import/);
  });
});

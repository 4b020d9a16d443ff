import { PROBLEM_CODES } from '#schema/contract/problem.ts';
import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { FAULT_CAUSES, faultOf, matcherFault, MatcherLate, type FaultCause } from './fault.ts';

const query = (said: string) => new Error('Failed query: select …\nparams: 花子', { cause: new Error(said) });

describe('the cause of a fault', () => {
  const said: [string, FaultCause][] = [
    ['D1_ERROR: D1 DB is overloaded. Requests queued for too long.', 'd1-overloaded'],
    ['D1_ERROR: D1 DB is overloaded. Too many requests queued.', 'd1-overloaded'],
    ['D1_ERROR: Network connection lost.', 'd1-network'],
    ['D1_ERROR: Cannot resolve D1 DB due to transient issue on remote node.', 'd1-network'],
    ['D1_ERROR: Internal error in D1 DB storage caused object to be reset.', 'd1-network'],
    ['D1_ERROR: D1 DB storage operation exceeded timeout which caused object to be reset.', 'd1-timeout'],
    ['D1_ERROR: D1 DB exceeded its CPU time limit and was reset.', 'd1-timeout'],
    ['D1_ERROR: UNIQUE constraint failed: reservations.cert_id: SQLITE_CONSTRAINT', 'd1-constraint'],
    ['D1_ERROR: CHECK constraint failed: reservations_version: SQLITE_CONSTRAINT', 'd1-constraint'],
    ['D1_ERROR: no such table: reservations: SQLITE_ERROR', 'd1-other'],
  ];
  it.each(said)('is found where D1 says %s', (message, cause) => {
    expect(faultOf(new Error(message)).cause).toBe(cause);
    expect(faultOf(query(message)).cause).toBe(cause);
  });
  it('is a bug where nobody else is to blame', () => {
    for (const thrown of [new TypeError('x is not a function'), new Error('network'), 'text', null])
      expect(faultOf(thrown).cause).toBe('bug');
  });
  it('of a matcher is that it was late, or anything else', () => {
    expect(matcherFault(new MatcherLate('in time')).cause).toBe('matcher-timeout');
    expect(matcherFault(new Error('D1_ERROR: a matcher has none')).cause).toBe('matcher-rpc');
  });
});

describe('the stack of a fault', () => {
  it('names functions, and nothing that a message says', () => {
    const message = '花子\n    at secret (file:1:2)\n    at Password1 (file:1:2)';
    const { stack } = faultOf(
      (function thrower() {
        return new Error(message);
      })(),
    );
    expect(stack).toMatch(/^thrower\b/);
    expect(stack).not.toMatch(/secret|Password1|花子|file/);
  });
  it('has nothing of a message that was changed afterwards', () => {
    const error = new Error('one\n    at secret (file:1:2)');
    error.message = 'another';
    expect(faultOf(error).stack).not.toContain('secret');
  });
});

describe('the runbook', () => {
  it('has a line for each cause, and for nothing else', () => {
    const text = readFileSync(new URL('../../README.md', import.meta.url), 'utf8');
    const [, table = ''] = text.split('\n## Faults\n');
    const lines = table.split('\n## ')[0]!.matchAll(/^\| `([a-z0-9-]+)` \|/gm);
    expect(Array.from(lines, ([, cause]) => cause)).toEqual([...FAULT_CAUSES]);
  });
  it('has a line for each code that a refusal can have, and for nothing else', () => {
    const text = readFileSync(new URL('../../README.md', import.meta.url), 'utf8');
    const table = text.split('\n## Refusals\n')[1]!.split('\n## ')[0]!;
    const cells = Array.from(table.matchAll(/^\| (`.*?`) \|/gm), ([, cell]) => cell!);
    const codes = cells.flatMap((cell) => Array.from(cell.matchAll(/`([a-z-]+)`/g), ([, code]) => code!));
    expect(codes.toSorted()).toEqual(PROBLEM_CODES.toSorted());
  });
  it('tells on its first screen whose fault it is, and where the database is not', () => {
    const lines = readFileSync(new URL('../../README.md', import.meta.url), 'utf8')
      .split('\n')
      .slice(0, 32)
      .join('\n');
    for (const word of ['**us**', '**D1**', '**the revocation source**', '**the network**', 'is Japan.'])
      expect(lines).toContain(word);
  });
});

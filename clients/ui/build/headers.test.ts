import { describe, expect, it } from 'vitest';
import { HEADERS } from './headers.ts';

const policy = Object.fromEntries(
  HEADERS['/*']!['Content-Security-Policy']!.split('; ').map((directive) => {
    const [name, ...sources] = directive.split(' ');
    return [name, sources];
  }),
);

describe('what the pages may do', () => {
  it('is nothing, save what is named', () => {
    expect(policy['default-src']).toEqual(["'none'"]);
    const sources = Object.values(policy).flat();
    for (const source of ["'unsafe-inline'", "'unsafe-eval'", 'data:', 'blob:', '*', 'https:'])
      expect(sources).not.toContain(source);
  });

  it('is opened for the engine and for a reader on this machine, nothing else', () => {
    expect(policy['script-src']).toEqual(["'self'", "'wasm-unsafe-eval'"]);
    expect(policy['connect-src']).toEqual(["'self'", 'ws://127.0.0.1:*']);
  });
});

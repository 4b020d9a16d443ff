import { describe, expect, it } from 'vitest';
import { readOptions } from '#clients/card/pcsc/bridge/options.ts';
import { HEADERS, kioskPolicy } from './headers.ts';

const policyOf = (path: string): Record<string, string[]> =>
  Object.fromEntries(
    HEADERS[path]!['Content-Security-Policy']!.split('; ').map((directive) => {
      const [name, ...sources] = directive.split(' ');
      return [name, sources];
    }),
  );
const policy = policyOf('/*');

describe('what the pages may do', () => {
  it('is nothing, save what is named', () => {
    expect(policy['default-src']).toEqual(["'none'"]);
    const sources = Object.values(policy).flat();
    for (const source of ["'unsafe-inline'", "'unsafe-eval'", 'data:', 'blob:', '*', 'https:'])
      expect(sources).not.toContain(source);
  });

  it('is opened for the engine, nothing else', () => {
    expect(policy['script-src']).toEqual(["'self'", "'wasm-unsafe-eval'"]);
    expect(policy['connect-src']).toEqual(["'self'"]);
  });

  it("is the same at the kiosk, but for the one port of its machine's reader bridge", () => {
    const port = String(readOptions([], {}).port);
    expect(policyOf('/kiosk/*')).toEqual({ ...policy, 'connect-src': ["'self'", `ws://127.0.0.1:${port}`] });
  });

  it('is to be in a frame of the one page that the operator names, at the kiosk alone', () => {
    expect(policy['frame-ancestors']).toEqual(["'none'"]);
    expect(kioskPolicy()).toContain("frame-ancestors 'none';");
    expect(kioskPolicy('https://menu.example')).toContain('frame-ancestors https://menu.example;');
    for (const wrong of ['*', 'menu.example', 'https://menu.example/', 'https://a.example; script-src *'])
      expect(() => kioskPolicy(wrong)).toThrow('no origin');
  });

  it('is asked for by TLS alone', () => {
    expect(HEADERS['/*']!['Strict-Transport-Security']).toBe('max-age=63072000');
  });
});

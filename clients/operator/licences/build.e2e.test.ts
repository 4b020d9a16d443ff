import { build, type Rollup } from 'vite';
import { beforeAll, describe, expect, it, vi } from 'vitest';
import { ROOT } from '../wrangler.ts';

/** What a reader of the code knows to be in the pages and the Workers, by a word of its title. */
const KNOWN = `
  preact jose valibot @noble/ciphers @noble/hashes hono drizzle-orm pkijs asn1js
  onnxruntime-web @digital-go-jp/design-tokens @jsquash/jpeg pdfjs-dist
  @fontsource-variable/noto-sans-jp @fontsource-variable/noto-sans-kr @fontsource-variable/noto-sans-sc
`;

const MODELS = [
  'model detector',
  'model landmarks',
  'model embedding',
  'voice hts-voice-nitech-jp-atr503-m001',
];

describe('a production build', () => {
  let output: Rollup.RolldownOutput['output'];
  let notices: Map<string, string>;

  beforeAll(async () => {
    vi.stubEnv('NODE_ENV', 'production');
    const built = await build({
      configFile: `${ROOT}clients/vite.config.ts`,
      mode: 'production',
      logLevel: 'error',
      build: { write: false },
    });
    output = ([built].flat()[0] as Rollup.RolldownOutput).output;
    const file = output.find(({ fileName }) => fileName === 'licences.txt') as Rollup.OutputAsset;
    const parts = String(file.source)
      .split(/^={80}\n/m)
      .slice(1);
    notices = new Map(parts.map((part) => [part.split('\n')[0]!, part.slice(part.indexOf('\n'))]));
  });

  const textOf = (name: string): string =>
    String((output.find(({ fileName }) => fileName === name) as Rollup.OutputAsset).source);
  const noticeOf = (name: string): string | undefined =>
    [...notices].find(([title]) => title.startsWith(`${name} `))?.[1];

  it.each([...KNOWN.trim().split(/\s+/), ...MODELS])('carries the words that go with %s', (name) => {
    expect(noticeOf(name)?.trim().length).toBeGreaterThan(300);
  });

  it('carries the words of the codecs inside packages', () => {
    expect(noticeOf('@jsquash/jpeg')).toContain('Independent JPEG Group');
    expect(noticeOf('pdfjs-dist')).toMatch(/Universit[eé] catholique de Louvain/);
  });

  it('names every package of which the bundler put a module into the pages', () => {
    const modules = output.flatMap((file) => (file.type === 'chunk' ? file.moduleIds : []));
    const packages = new Set(
      modules.flatMap((id) => id.match(/node_modules\/((?:@[^/]+\/)?[^/]+)/)?.[1] ?? []),
    );
    expect(packages.size).toBeGreaterThan(3);
    expect([...packages].filter((name) => noticeOf(name) === undefined)).toEqual([]);
  });

  it('is listed as a bill of materials, each part under a licence', () => {
    const { components } = JSON.parse(textOf('sbom.json')) as { components: Record<string, unknown>[] };
    expect(components.length).toBe(notices.size);
    for (const { licenses } of components) expect(licenses).toEqual([{ expression: expect.any(String) }]);
    expect(components.find(({ name }) => name === 'onnxruntime-web')).toMatchObject({
      type: 'library',
      purl: expect.stringMatching(/^pkg:npm\/onnxruntime-web@\d/),
    });
  });

  it('names nothing that only the tools bring', () => {
    for (const tool of ['vite', 'wrangler', 'vitest', 'playwright-core', 'fast-check'])
      expect(noticeOf(tool)).toBeUndefined();
  });
});

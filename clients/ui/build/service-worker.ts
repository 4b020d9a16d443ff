import { createHash } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import { transformWithOxc, type Plugin, type Rollup } from 'vite';

type Bundle = Rollup.OutputBundle;

/** A page that its own service worker keeps. */
export interface KeptPage {
  /** Its name among the pages of the build. */
  page: string;
  /** Source of the service worker, and where it is served. */
  source: string;
  fileName: string;
  /** Files kept beside scripts, styles and words. */
  files: readonly string[];
  /** Names of chunks that are not kept. */
  without?: RegExp;
}

/** Writes a service worker, with the list of what its page needs filled in. */
export function serviceWorker({ page, source, fileName, files, without = /^$/ }: KeptPage): Plugin {
  return {
    name: `kaijo-service-worker-${page}`,
    apply: 'build',
    generateBundle: {
      order: 'post',
      async handler(_options, bundle) {
        const addresses = [...files, ...filesOf(bundle, page, without).map((file) => `/${file}`)];
        const version = createHash('sha256').update(addresses.join('\n')).digest('hex').slice(0, 12);
        const offline = JSON.stringify({ version, addresses });
        const { code } = await transformWithOxc(await readFile(source, 'utf8'), source, {
          lang: 'ts',
          define: { __OFFLINE__: offline },
          sourcemap: false,
        });
        // Loaded as a classic script, which may not have the mark of a module.
        const script = code.replaceAll(/^export \{\};?$/gm, '');
        this.emitFile({ type: 'asset', fileName, source: script });
      },
    },
  };
}

/** Scripts that a page loads now or later, its guard, its words, and the styles it cannot be without; in a stable order. */
function filesOf(bundle: Bundle, page: string, without: RegExp): string[] {
  const entry = Object.values(bundle).find((file) => file.type === 'chunk' && file.name === page);
  const beside = new RegExp(`/(words|guard)-${page}-`);
  const seen = new Set<string>(Object.keys(bundle).filter((file) => beside.test(file)));
  const follow = (fileName: string, atOnce: boolean): void => {
    const chunk = bundle[fileName];
    if (seen.has(fileName) || chunk?.type !== 'chunk' || without.test(chunk.name)) return;
    seen.add(fileName);
    if (atOnce) for (const style of stylesOf(chunk)) seen.add(style);
    for (const next of chunk.imports) follow(next, atOnce);
    for (const next of chunk.dynamicImports) follow(next, false);
  };
  if (entry) follow(entry.fileName, true);
  return [...seen].sort();
}

const stylesOf = (chunk: Rollup.OutputChunk): Iterable<string> =>
  (chunk as { viteMetadata?: { importedCss: Set<string> } }).viteMetadata?.importedCss ?? [];

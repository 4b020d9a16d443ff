import { createHash } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import { transformWithOxc, type Plugin, type Rollup } from 'vite';

type Bundle = Rollup.OutputBundle;

/** Files that open a receipt without a network, beside the page itself. */
const STATIC = ['/manifest.webmanifest', '/icon.svg'];
/** Only what simulated cards and cameras, or the camera's engine, need. */
const NOT_OFFLINE = /lab|worker|card-desk/;
/** What the phone says, in every language. */
const WORDS = /\/words-phone-[^/]+\.json$/;

/** Writes `/service-worker.js` from `source`, with the list of what the phone's page needs filled in. */
export function serviceWorker(source: string): Plugin {
  return {
    name: 'kaijo-service-worker',
    apply: 'build',
    generateBundle: {
      order: 'post',
      async handler(_options, bundle) {
        const addresses = [...STATIC, ...phoneFiles(bundle).map((file) => `/${file}`)];
        const version = createHash('sha256').update(addresses.join('\n')).digest('hex').slice(0, 12);
        const offline = JSON.stringify({ version, addresses });
        const { code } = await transformWithOxc(await readFile(source, 'utf8'), source, {
          lang: 'ts',
          define: { __OFFLINE__: offline },
          sourcemap: false,
        });
        // Loaded as a classic script, which may not have the mark of a module.
        const script = code.replaceAll(/^export \{\};?$/gm, '');
        this.emitFile({ type: 'asset', fileName: 'service-worker.js', source: script });
      },
    },
  };
}

/** Scripts that the phone's page loads now or later, its words, and the styles it cannot be without; in a stable order. */
function phoneFiles(bundle: Bundle): string[] {
  const entry = Object.values(bundle).find((file) => file.type === 'chunk' && file.name === 'phone');
  const seen = new Set<string>(Object.keys(bundle).filter((file) => WORDS.test(file)));
  const follow = (fileName: string, atOnce: boolean): void => {
    const chunk = bundle[fileName];
    if (seen.has(fileName) || chunk?.type !== 'chunk' || NOT_OFFLINE.test(chunk.name)) return;
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

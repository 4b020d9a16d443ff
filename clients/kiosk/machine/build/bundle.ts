import { join } from 'node:path';
import { build } from 'vite';
import { ROOT } from '#clients/operator/wrangler.ts';

/** What runs on the machine, by the name of its file there. */
const PROGRAMS = {
  bridge: 'clients/card/pcsc/bridge/main.ts',
  kiosk: 'clients/kiosk/machine/main.ts',
};

/** Compiled for its machine, and optional parts of `ws` that nobody installs. */
const BESIDE = ['smartcard', 'bufferutil', 'utf-8-validate'];

/**
 * Writes each program as one file for Node into `folder`. Answers the folders of the packages that are in them: their
 * notices go along.
 */
export async function bundlePrograms(folder: string): Promise<string[]> {
  const packages = new Set<string>();
  for (const [name, entry] of Object.entries(PROGRAMS)) {
    const built = await build({
      configFile: false,
      root: ROOT,
      logLevel: 'error',
      ssr: { noExternal: true, external: BESIDE },
      build: {
        ssr: join(ROOT, entry),
        outDir: folder,
        emptyOutDir: false,
        target: 'node24',
        minify: true,
        rollupOptions: { output: { entryFileNames: `${name}.mjs`, codeSplitting: false } },
      },
    });
    for (const { output } of [built].flat() as { output: { moduleIds?: string[] }[] }[])
      for (const id of output.flatMap(({ moduleIds = [] }) => moduleIds)) {
        const [inPackage] = /^.*\/node_modules\/(@[^/]+\/)?[^/]+/.exec(id) ?? [];
        if (inPackage) packages.add(inPackage);
      }
  }
  return [...packages].sort();
}

import { fileURLToPath } from 'node:url';
import { build, preview } from 'vite';
import { asProduction, makeOnce } from '#clients/lab/system/made.ts';
import { HEADERS } from '#clients/ui/build/headers.ts';

const here = (path: string) => fileURLToPath(new URL(path, import.meta.url));

const SOURCES = ['clients', 'wasm', 'schema', 'package-lock.json'];

/** The pages as they are shipped, on a port of this machine, without a service behind them. */
export async function serveBuiltPage(): Promise<{ origin: string; close(): Promise<void> }> {
  const outDir = here('../../../.kaijo/built');
  await makeOnce(`${outDir}/index.html`, SOURCES, () => buildPages(outDir));
  const headers = HEADERS['/*']!;
  const server = await preview({
    root: here('../..'),
    configFile: false,
    logLevel: 'error',
    build: { outDir },
    preview: { host: '127.0.0.1', port: 0, headers },
  });
  const { port } = server.httpServer.address() as { port: number };
  return { origin: `http://127.0.0.1:${port}`, close: () => server.close() };
}

const buildPages = (outDir: string): Promise<void> =>
  asProduction(() =>
    build({
      configFile: here('../../vite.config.ts'),
      logLevel: 'error',
      build: { outDir, emptyOutDir: true },
    }),
  );

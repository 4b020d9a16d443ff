import { preact } from '@preact/preset-vite';
import { build, preview } from 'vite';
import { MADE, ROOT } from '#clients/operator/wrangler.ts';
import { makeOnce, PAGE_SOURCES } from '#clients/lab/system/made.ts';
import { words } from '#clients/words/build/plugin.ts';

/** A gallery on a port of this machine. */
export interface Gallery {
  address: string;
  close(): Promise<void>;
}

const OPTIONS = { root: `${ROOT}clients`, configFile: false, logLevel: 'error' } as const;

/** Serves every screen of an app, each standing still. Built anew if anything changed. */
export async function serveGallery(app: 'phone' | 'kiosk'): Promise<Gallery> {
  const page = `lab/pages/${app}/gallery/index.html`;
  const outDir = `${MADE}gallery/${app}`;
  await makeOnce(`${outDir}/${page}`, PAGE_SOURCES, () => buildGallery(page, outDir));
  const server = await preview({ ...OPTIONS, build: { outDir }, preview: { host: '127.0.0.1', port: 0 } });
  const { port } = server.httpServer.address() as { port: number };
  return { address: `http://127.0.0.1:${port}/${page}`, close: () => server.close() };
}

async function buildGallery(page: string, outDir: string): Promise<void> {
  await build({
    ...OPTIONS,
    plugins: [preact(), words()],
    publicDir: false,
    worker: { format: 'es' },
    build: {
      outDir,
      emptyOutDir: true,
      target: 'es2023',
      assetsInlineLimit: 0,
      rollupOptions: { input: `${ROOT}clients/${page}` },
    },
  });
}

import { existsSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { preact } from '@preact/preset-vite';
import { defineConfig } from 'vite';
import { inventory, licencesFile } from './operator/licences/plugin.ts';
import { guard } from './ui/build/guard.ts';
import { headersFile } from './ui/build/headers.ts';
import { pageAtRoot, reference } from './ui/build/pages.ts';
import { serviceWorker } from './ui/build/service-worker.ts';
import { words } from './words/build/plugin.ts';

const here = (path: string) => fileURLToPath(new URL(path, import.meta.url));

const { version } = JSON.parse(readFileSync(here('../package.json'), 'utf8')) as { version: string };

/** Pages of the two apps; `phone` is served at `/`, `kiosk` at `/kiosk/`. */
const pages = { phone: here('phone/index.html'), kiosk: here('kiosk/index.html') };
const input = Object.fromEntries(Object.entries(pages).filter(([, page]) => existsSync(page)));

/** Every file that goes into a bundle, for the licence notices. */
const files = new Set<string>();

export default defineConfig({
  root: here('.'),
  publicDir: here('phone/public'),
  define: { 'import.meta.env.KAIJO_VERSION': JSON.stringify(version) },
  plugins: [
    preact(),
    words(),
    pageAtRoot('phone'),
    guard({ page: 'kiosk', source: here('kiosk/boot/guard.ts') }),
    serviceWorker({
      page: 'phone',
      source: here('phone/offline/service-worker.ts'),
      fileName: 'service-worker.js',
      files: ['/manifest.webmanifest', '/icon.svg'],
      // Only what simulated cards and cameras, or the camera's engine, need.
      without: /lab|worker|card-desk/,
    }),
    serviceWorker({
      page: 'kiosk',
      source: here('kiosk/offline/service-worker.ts'),
      fileName: 'kiosk/service-worker.js',
      files: [],
    }),
    headersFile(),
    reference(),
    inventory(files),
    licencesFile(files, ['api', 'matcher', 'console']),
  ],
  worker: { format: 'es', plugins: () => [inventory(files)] },
  build: {
    outDir: here('../dist'),
    emptyOutDir: true,
    target: 'es2023',
    // A data: URL would need a looser policy than the one in `_headers`.
    assetsInlineLimit: 0,
    modulePreload: { polyfill: false },
    // That a licence is looked up for every file takes a second is known.
    rollupOptions: { input, checks: { bundlerTimings: false } },
  },
});

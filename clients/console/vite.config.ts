import { fileURLToPath } from 'node:url';
import { preact } from '@preact/preset-vite';
import { defineConfig } from 'vite';
import { inventory, licencesFile } from '../operator/licences/plugin.ts';
import { words } from '../words/build/plugin.ts';

const here = (path: string) => fileURLToPath(new URL(path, import.meta.url));

/** Every file that goes into the page, for the licence notices. */
const files = new Set<string>();

/** Operators' page. It is built apart: only the console's Worker has it. */
export default defineConfig({
  root: here('.'),
  publicDir: false,
  plugins: [preact(), words(), inventory(files), licencesFile(files, [])],
  build: {
    outDir: here('../../workers/console/dist'),
    emptyOutDir: true,
    target: 'es2023',
    // A data: URL would need a looser policy than the console's.
    assetsInlineLimit: 0,
    modulePreload: { polyfill: false },
    rollupOptions: { checks: { bundlerTimings: false } },
  },
});

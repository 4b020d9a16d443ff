import { resolve } from 'node:path';
import { defineConfig } from 'vitest/config';

/** What needs no workerd and no browser, alone: beside the Workers' projects a run starts a second or two later. */
export default defineConfig({
  root: resolve(import.meta.dirname, '..'),
  test: {
    name: 'unit',
    environment: 'node',
    include: ['{schema,workers,wasm,clients,.ci}/**/*.test.ts'],
    exclude: ['**/*.edge.test.ts', '**/*.e2e.test.ts', '**/node_modules/**'],
    testTimeout: 30_000,
  },
});

import { defineConfig } from 'vitest/config';

export default defineConfig({
  test: {
    projects: [
      'workers/*/vitest.config.ts',
      {
        test: {
          name: 'unit',
          environment: 'node',
          include: ['{.ci,schema,workers,wasm,clients}/**/*.test.ts'],
          exclude: ['**/*.edge.test.ts', '**/*.e2e.test.ts', '**/node_modules/**'],
          testTimeout: 30_000,
        },
      },
      {
        test: {
          name: 'e2e',
          environment: 'node',
          include: ['clients/**/*.e2e.test.ts'],
          // Each file starts both Workers, some a browser too: one after another on two cores.
          fileParallelism: false,
          testTimeout: 120_000,
          hookTimeout: 120_000,
        },
      },
    ],
  },
});

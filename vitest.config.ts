import { defineConfig } from 'vitest/config';

export default defineConfig({
  test: {
    projects: [
      'workers/api/vitest.config.ts',
      {
        test: {
          name: 'unit',
          environment: 'node',
          include: ['{schema,workers,wasm,clients}/**/*.test.ts'],
          exclude: ['**/*.edge.test.ts', '**/*.e2e.test.ts', '**/node_modules/**'],
          testTimeout: 30_000,
        },
      },
    ],
  },
});

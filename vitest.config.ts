import { defineConfig } from 'vitest/config';
import unit from './.ci/unit.config.ts';

export default defineConfig({
  test: {
    projects: [
      'workers/*/vitest.config.ts',
      unit,
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

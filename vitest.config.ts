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
          // Each file starts both Workers, some a browser too, and mostly waits for them: two at a time on two cores.
          maxWorkers: 2,
          sequence: { groupOrder: 1 },
          testTimeout: 120_000,
          hookTimeout: 120_000,
        },
      },
    ],
  },
});

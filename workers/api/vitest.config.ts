import { resolve } from 'node:path';
import { cloudflareTest, readD1Migrations } from '@cloudflare/vitest-plugin';
import { defineProject } from 'vitest/config';

const root = resolve(import.meta.dirname, '../..');

/** Tests of the back end inside workerd, each file with a D1 of its own that has seen every migration. */
export default defineProject(async () => ({
  root,
  plugins: [
    cloudflareTest({
      miniflare: {
        compatibilityDate: '2026-10-01',
        d1Databases: ['DB'],
        r2Buckets: ['TRAIL'],
        bindings: { MIGRATIONS: await readD1Migrations(`${root}/schema/migrations`) },
      },
    }),
  ],
  test: {
    name: 'api',
    include: ['workers/api/**/*.edge.test.ts'],
    globalSetup: [resolve(import.meta.dirname, 'test/lab.ts')],
    setupFiles: [resolve(import.meta.dirname, 'test/migrate.ts')],
    testTimeout: 60_000,
    hookTimeout: 60_000,
  },
}));

import { readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { cloudflareTest } from '@cloudflare/vitest-plugin';
import { defineProject } from 'vitest/config';
import { PICTURES } from '#wasm/lab/synthetic/pictures.ts';

const root = resolve(import.meta.dirname, '../..');
const base64 = (file: string): string => readFileSync(file).toString('base64');

/** The matcher inside workerd, called over RPC as the API does. One file: each pays seconds for loading the models. */
export default defineProject({
  root,
  plugins: [
    cloudflareTest({
      wrangler: { configPath: `${root}/workers/matcher/wrangler.toml` },
      miniflare: { bindings: { PORTRAIT: base64(PICTURES.portrait), STRANGER: base64(PICTURES.stranger) } },
    }),
  ],
  test: {
    name: 'matcher',
    include: ['workers/matcher/**/*.edge.test.ts'],
    testTimeout: 60_000,
  },
});

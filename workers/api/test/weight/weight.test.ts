import { execFileSync } from 'node:child_process';
import { readdirSync, readFileSync } from 'node:fs';
import { pathToFileURL } from 'node:url';
import { gzipSync } from 'node:zlib';
import { beforeAll, describe, expect, it } from 'vitest';
import { ROOT } from '#clients/operator/wrangler.ts';
import { API, bundle, MATCHER } from '#clients/lab/system/bundle.ts';

// What a Worker's isolate has to load before its first answer. A budget is raised only by who says why in the commit; Cloudflare
// takes 10 MB after gzip, and 400 ms of start-up.

const KB = 1_000;
/** Not the local system's entry. */
const DEPLOYED = { ...API, entry: `${ROOT}workers/api/index.ts` };
const BUDGETS = [
  { name: 'api-deployed', worker: DEPLOYED, script: 1_475 * KB, gzip: 283 * KB, whole: 1_475 * KB },
  { name: 'matcher', worker: MATCHER, script: 210 * KB, gzip: 95 * KB, whole: 20_000 * KB },
];
/** Milliseconds. */
const START_UP = 250;
const MINUTES = 120_000;

describe.each(BUDGETS)('the bundle of $name', ({ name, worker, ...most }) => {
  let main: string;
  let folder: string;
  beforeAll(async () => {
    const made = await bundle(worker, name);
    ({ folder } = made);
    main = `${folder}${made.main}`;
  }, MINUTES);

  it('weighs no more than its budget, as it is and after gzip', () => {
    const script = readFileSync(main);
    const files = readdirSync(folder).filter((file) => !file.endsWith('.map') && !file.endsWith('.md'));
    const whole = files.reduce((sum, file) => sum + readFileSync(`${folder}${file}`).length, 0);
    const weights = { script: script.length, gzip: gzipSync(script).length, whole };
    for (const [what, weight] of Object.entries(weights))
      expect(weight, `${what} of ${JSON.stringify(weights)}`).toBeLessThan(most[what as keyof typeof most]);
  });

  it('has started soon', () => {
    const command = [`${import.meta.dirname}/start-up.ts`, pathToFileURL(main).href];
    // The quickest of some: what else this machine does is no weight of the Worker.
    const times = Array.from({ length: 5 }, () => Number(execFileSync(process.execPath, command)));
    expect(Math.min(...times)).toBeLessThan(START_UP);
  });
});

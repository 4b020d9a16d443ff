import { beforeAll, describe, expect, it } from 'vitest';
import { goodRequests, type Good } from './fuzz/corpus.ts';
import { FRESH_EVERY, hostileOutcome } from './fuzz/outcome.ts';
import type { Target } from './fuzz/target.ts';
import { SOMEBODY } from './fuzz/values.ts';
import { cardAt, createWorld, emptyDatabase, issueCode, type World } from './world.ts';

/** The long form: `npm run lab -- api:fuzz`. */
const REQUESTS = 600;
const SEED = 1;

let world: World;
let target: Target;
let corpus: Good[];
async function begin(): Promise<void> {
  await emptyDatabase();
  world = await createWorld();
  target = {
    ...world,
    origin: world.ports.settings.issuer,
    card: () => cardAt(0),
    code: () => issueCode(world),
  };
  corpus = await goodRequests(target);
}
beforeAll(begin);

describe('hostile input', () => {
  it(`gets a documented answer: ${REQUESTS} requests from seed ${SEED}`, async () => {
    const met = new Set<string>();
    for (let n = 0; n < REQUESTS; n++) {
      if (n > 0 && n % FRESH_EVERY === 0) await begin();
      met.add(await hostileOutcome(target, corpus, SEED + n));
      expect(JSON.stringify(world.logs.at(-1))).not.toContain(SOMEBODY);
    }
    for (const code of [
      'done',
      'malformed-request',
      'token-refused',
      'card-not-accepted',
      'dpop-nonce-required',
    ])
      expect(met).toContain(code);
  }, 150_000);
});

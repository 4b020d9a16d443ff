import { beforeAll, describe, expect, inject, it } from 'vitest';
import { goodRequests, type Good } from './fuzz/corpus.ts';
import { FRESH_EVERY, hostileOutcome } from './fuzz/outcome.ts';
import type { Target } from './fuzz/target.ts';
import { cardAt, createWorld, emptyDatabase, issueCode } from './world.ts';

const { requests, seed } = inject('fuzz');

let target: Target;
let corpus: Good[];
async function begin(): Promise<void> {
  await emptyDatabase();
  const world = await createWorld();
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
  it(
    `gets a documented answer: ${requests} requests from seed ${seed}`,
    async () => {
      const met = new Set<string>();
      for (let n = 0; n < requests; n++) {
        if (n > 0 && n % FRESH_EVERY === 0) await begin();
        met.add(await hostileOutcome(target, corpus, seed + n));
      }
      for (const code of [
        'done',
        'malformed-request',
        'token-refused',
        'card-not-accepted',
        'dpop-nonce-required',
      ])
        expect(met).toContain(code);
    },
    30_000 + requests * 200,
  );
});

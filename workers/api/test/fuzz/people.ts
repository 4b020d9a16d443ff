import { createApi } from '#clients/sdk/index.ts';
import { newKiosk, newPhone, type Surroundings } from '../actors.ts';
import { TestCard } from '../card.ts';
import { putCode } from '../operator.ts';
import type { KillableSystem } from '../system.ts';
import type { Target } from './target.ts';

/** A running system as a target: over HTTP, with its people. */
export function targetOf(system: KillableSystem, database: D1Database): Target {
  const { origin, lab } = system;
  let nonce: string | null = null;
  const noting: typeof fetch = async (input, init) => {
    const response = await fetch(input, init);
    nonce = response.headers.get('DPoP-Nonce') ?? nonce;
    return response;
  };
  const around = (): Surroundings => ({
    connect: (key) => createApi({ origin, key, fetch: noting }),
    consentVersion: lab.environment['CONSENT_VERSION']!,
    database,
    now: system.now,
  });
  return {
    origin,
    fetch: (request) => noting(request),
    async nonce() {
      if (nonce === null) await noting(`${origin}/v1/kiosk`);
      return nonce!;
    },
    phone: () => newPhone(around()),
    kiosk: () => newKiosk(around()),
    card: () => TestCard.of(lab.cards[0]!),
    code: () => putCode(database, 'Kiosk under test', system.now),
  };
}

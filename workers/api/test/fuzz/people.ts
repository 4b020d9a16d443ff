import { createApi, createDpopKey } from '#clients/sdk/index.ts';
import { createKiosk, createPhone } from '../actors.ts';
import { TestCard } from '../card.ts';
import { putCode, putKioskState } from '../operator.ts';
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
  const someone = async () => {
    const key = await createDpopKey();
    return { key, api: createApi({ origin, key, fetch: noting }) };
  };
  const code = () => putCode(database, 'Kiosk under test', system.now);
  return {
    origin,
    fetch: (request) => noting(request),
    async nonce() {
      if (nonce === null) await noting(`${origin}/v1/kiosk`);
      return nonce!;
    },
    async phone() {
      const { api, key } = await someone();
      return createPhone(api, key, lab.environment['CONSENT_VERSION']!);
    },
    async kiosk() {
      const { api, key } = await someone();
      const { kioskId: id, thumbprint } = await api.call('enrolKiosk', { message: { code: await code() } });
      await putKioskState(database, thumbprint, 'active');
      return createKiosk(api, { key, id, thumbprint });
    },
    card: () => TestCard.of(lab.cards[0]!),
    code,
  };
}

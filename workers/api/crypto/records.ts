import { decodeProtectedHeader } from 'jose';
import * as v from 'valibot';
import { base64urlOf, Instant, Uuid } from '#schema/contract/primitives.ts';
import { ok, refused } from '../domain/result.ts';
import type { Records } from '../ports/index.ts';
import { signed } from './forms.ts';
import type { Ring } from './keys.ts';

const TYPE = 'kaijo-record+jwt';
const AUDIENCE = 'kaijo-record';

const Payload = v.pipe(
  v.object({
    jti: Uuid,
    sub: Uuid,
    iat: Instant,
    version: v.pipe(v.number(), v.safeInteger()),
    commitment: base64urlOf(32),
    ticketHash: base64urlOf(32),
    chipId: v.string(),
  }),
  v.transform(({ jti, sub, iat, ...rest }) => ({ reservationId: jti, kioskId: sub, at: iat, ...rest })),
);

/** Records of authorisations, by the keys that sign tickets. They have no end: a kiosk may be offline for weeks. */
export function createRecords(issuer: string, ring: Ring): Records {
  const form = signed(ring);
  return {
    sign: ({ reservationId: jti, kioskId: sub, at: iat, ...rest }) =>
      form.seal({ iss: issuer, aud: AUDIENCE, jti, sub, iat, ...rest }, TYPE),
    async read(text) {
      try {
        const { typ, alg, kid } = decodeProtectedHeader(text) as { typ?: string; alg?: string; kid?: string };
        if (typ !== TYPE || alg !== form.alg || !kid || !form.kids.includes(kid)) return no('header');
        return ok(v.parse(Payload, await form.open(text, kid, { issuer, audience: AUDIENCE })));
      } catch {
        return no('signature');
      }
    },
  };
}

const no = (check: string) => refused('card-not-accepted', `record-${check}`);

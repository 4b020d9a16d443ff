import { toBase64url } from '#schema/contract/bytes.ts';
import type { EnrolReply } from '#schema/contract/kiosk.ts';
import type { RedemptionReply } from '#schema/contract/redemption.ts';
import { LEASE_LIMIT } from '../domain/reservation.ts';
import { ok, refused, type Result } from '../domain/result.ts';
import type { Call, Ports } from '../ports/index.ts';

/** How long a claim may take, from the opening of a redemption; seconds. */
const REDEMPTION_LIFE = 600;

/** Takes a one-time code for the key that signed the request. The kiosk stays pending until the operator confirms it. */
export async function enrolKiosk(
  ports: Pick<Ports, 'kiosks' | 'digest' | 'random'>,
  code: string,
  { now, proof }: Call,
): Promise<Result<EnrolReply>> {
  const known = await ports.kiosks.byThumbprint(proof.jkt);
  const offer = {
    codeHash: await ports.digest(normalised(code)),
    id: ports.random.uuid(),
    thumbprint: proof.jkt,
  };
  const kiosk = known ?? (await ports.kiosks.enrol(offer, now, proof));
  if (kiosk === 'replayed') return refused('token-refused', 'dpop-jti');
  if (!kiosk) return refused('enrolment-refused', 'code');
  return ok({ kioskId: kiosk.id, state: kiosk.state, thumbprint: kiosk.thumbprint });
}

/** Codes are typed by hand (Crockford's base 32): width, case, spaces, hyphens and look-alikes do not matter. */
const normalised = (code: string) =>
  code
    .normalize('NFKC')
    .toUpperCase()
    .replaceAll(/[\s\p{Pd}]/gu, '')
    .replaceAll('O', '0')
    .replaceAll(/[IL]/g, '1');

/** STEP 2 begins: a token with the nonce for the card to sign. Nothing is stored or asked; the claim asks for the kiosk. */
export async function openRedemption(
  ports: Pick<Ports, 'settings' | 'random' | 'tokens' | 'supportNumber'>,
  { now, proof }: Call,
): Promise<Result<RedemptionReply>> {
  const nonce = toBase64url(ports.random.bytes(32));
  const claimBy = now + REDEMPTION_LIFE;
  const jti = ports.random.uuid();
  const redemption = await ports.tokens.make('redemption', {
    jti,
    iat: now,
    exp: claimBy + LEASE_LIMIT,
    cnf: { jkt: proof.jkt },
    nonce,
    claimBy,
  });
  const support = await ports.supportNumber(jti);
  return ok({ redemption, expiresAt: claimBy, audience: ports.settings.issuer, nonce, support });
}

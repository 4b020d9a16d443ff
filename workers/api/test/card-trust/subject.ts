import { issueCrl } from '#clients/lab/card/issuer/crl.ts';
import { answerOcsp, type OcspSigner } from '#clients/lab/card/issuer/ocsp.ts';
import type { RevocationList } from '#clients/lab/card/issuer/revocation.ts';
import type { Octets } from '#schema/contract/card.ts';
import { certified, type Certified, readAnchors } from '../../crypto/card-trust/anchors.ts';
import { Untrusted } from '../../crypto/card-trust/check.ts';
import { CARD, USER_AUTHENTICATION } from '../../crypto/card-trust/profile.ts';
import type { Fetch } from '../../crypto/card-trust/revocation/download.ts';
import { createRevocation, type Revocation } from '../../crypto/card-trust/revocation/index.ts';
import { NOW } from '#clients/lab/people/cast.ts';
import type { TrustLab } from './lab.ts';

/** The user-authentication certificate (or card certificate) as the chain check hands it on. */
export async function subjectOf(
  { config }: TrustLab,
  der: string,
  slot: 'auth' | 'card' = 'auth',
): Promise<Certified> {
  return slot === 'auth'
    ? certified(await readAnchors(config.USER_AUTH_ROOTS, 'USER_AUTH_ROOTS'), der, USER_AUTHENTICATION)
    : certified(await readAnchors(config.ATTESTATION_ROOTS, 'ATTESTATION_ROOTS'), der, CARD);
}

/** The refusal in words: `good`, or the check that failed. */
export async function verdictOf(revocation: Revocation, subject: Certified, now = NOW): Promise<string> {
  try {
    await revocation.requireUnrevoked(subject, now);
    return 'good';
  } catch (error) {
    if (error instanceof Untrusted) return error.message;
    throw error;
  }
}

/** What one source answers: bytes, or a whole response, or a failure to answer. */
export type Answering = (request: Request, init: RequestInit) => Promise<Octets | Response>;

/** A revocation check with these sources for every authority, and nothing kept from before. */
export function revocationWith(
  { config }: TrustLab,
  sources: { ocsp?: Answering; crl?: Answering },
  ages: { ocspMaxAge?: number; crlMaxAge?: number } = {},
): { revocation: Revocation; asked: string[] } {
  const asked: string[] = [];
  const addresses = Object.fromEntries(
    Object.keys(sources).map((name) => [name, `http://127.0.0.1/${name}`]),
  );
  const pinned = Object.fromEntries(
    Object.keys(config.REVOCATION).map((keyId) => [keyId, { ...addresses, ...ages }]),
  );
  const fetch: Fetch = async (url, init) => {
    const name = url.slice('http://127.0.0.1/'.length) as keyof typeof sources;
    asked.push(name);
    const answer = await sources[name]!(new Request(url, init), init);
    return answer instanceof Response ? answer : new Response(answer);
  };
  return { revocation: createRevocation(pinned, fetch), asked };
}

/** The lab's responder for one authority. */
export const responder =
  (signer: OcspSigner, list: RevocationList = [], clock = () => NOW) =>
  async (request: Request): Promise<Octets> =>
    answerOcsp([signer], list, new Uint8Array(await request.arrayBuffer()), clock());

/** The lab's list of one authority. */
export const lister =
  ({ authority }: OcspSigner, list: RevocationList = [], clock = () => NOW) =>
  (): Promise<Octets> =>
    issueCrl(authority, list, clock());

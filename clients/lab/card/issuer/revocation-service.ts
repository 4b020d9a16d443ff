import { toHex } from '#schema/contract/card.ts';
import type { Authority } from './authority.ts';
import { keyIdOf } from './certificate.ts';
import { issueCrl } from './crl.ts';
import { answerOcsp } from './ocsp.ts';
import { revokingAuthorities, type RevocationList } from './revocation.ts';

/** Where a back end asks about the certificates of one authority. */
export interface RevocationAddresses {
  ocsp: string;
  crl: string;
}

/**
 * The back end's `REVOCATION`: addresses under `base` (without a slash at its end) of everything that
 * `serveRevocation` serves, by key identifier of the authority.
 */
export async function revocationSources(
  authority: Authority,
  base: string,
): Promise<Record<string, RevocationAddresses>> {
  const sources = revokingAuthorities(authority).map(async ({ key }, index) => {
    const addresses = { ocsp: `${base}/ocsp`, crl: `${base}/crl/${index}.crl` };
    return [toHex(await keyIdOf(key)), addresses] as const;
  });
  return Object.fromEntries(await Promise.all(sources));
}

/** `POST …/ocsp` and `GET …/crl/<n>.crl` of the lab; null for every other request. `now` is Unix seconds. */
export async function serveRevocation(
  authority: Authority,
  list: RevocationList,
  request: Request,
  now: number,
): Promise<Response | null> {
  const authorities = revokingAuthorities(authority);
  const { pathname } = new URL(request.url);
  if (request.method === 'POST' && pathname.endsWith('/ocsp')) {
    const signers = authorities.map((signer) => ({ authority: signer }));
    const body = new Uint8Array(await request.arrayBuffer());
    return reply(await answerOcsp(signers, list, body, now), 'application/ocsp-response');
  }
  const [, index] = /\/crl\/(\d{1,2})\.crl$/.exec(pathname) ?? [];
  const issuer = authorities[Number(index)];
  if (request.method !== 'GET' || !issuer) return null;
  return reply(await issueCrl(issuer, list, now), 'application/pkix-crl');
}

const reply = (body: BodyInit, type: string): Response =>
  new Response(body, { headers: { 'content-type': type } });

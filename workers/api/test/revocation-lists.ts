import { CertificateRevocationList, Extension, Extensions, Time } from 'pkijs';
import { toBase64url } from '#schema/contract/bytes.ts';
import { toHex } from '#schema/contract/card.ts';
import type { Authority } from '#clients/card/virtual/issuer/authority.ts';
import {
  keyIdOf,
  parseCertificate,
  type CertificateAuthority,
} from '#clients/card/virtual/issuer/certificate.ts';
import { authorityKeyIdentifier } from '#clients/card/virtual/issuer/extensions.ts';
import { importPrivate } from '#clients/card/virtual/issuer/keys.ts';

/** Lists of the roots that the back end asks about, by address, and REVOCATION, which names the addresses. */
export interface RevocationLists {
  variable: string;
  /** DER as base64url. */
  lists: Record<string, string>;
}

/** Signs a list in which nothing is revoked for each root, valid through the whole run. Unix seconds. */
export async function publishLists(
  authority: Authority,
  validity: { from: number; until: number },
): Promise<RevocationLists> {
  const roots = [...authority.userAuthentication, authority.attestation];
  const published = await Promise.all(
    roots.map(async (root) => ({
      keyId: toHex(await keyIdOf(root.key)),
      list: await emptyList(root, validity),
    })),
  );
  const addressOf = (keyId: string) => `https://crl.test/${keyId}`;
  const sources = published.map(({ keyId }) => [keyId, { crl: addressOf(keyId) }]);
  return {
    variable: JSON.stringify(Object.fromEntries(sources)),
    lists: Object.fromEntries(published.map(({ keyId, list }) => [addressOf(keyId), list])),
  };
}

async function emptyList(
  root: CertificateAuthority,
  { from, until }: { from: number; until: number },
): Promise<string> {
  const keyIdentifier = authorityKeyIdentifier(await keyIdOf(root.key)) as Extension;
  const list = new CertificateRevocationList({
    version: 1,
    issuer: parseCertificate(root.certificate).subject,
    thisUpdate: timeOf(from),
    nextUpdate: timeOf(until),
    crlExtensions: new Extensions({ extensions: [keyIdentifier] }),
  });
  await list.sign(await importPrivate(root.key), 'SHA-256');
  return toBase64url(new Uint8Array(list.toSchema(true).toBER(false)));
}

const timeOf = (instant: number) => new Time({ type: 0, value: new Date(instant * 1_000) });

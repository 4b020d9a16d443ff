import { chmod, mkdir, readFile } from 'node:fs/promises';
import { toBase64url } from '#schema/contract/bytes.ts';
import { createAuthority, trustAnchors, type Authority } from '#clients/card/virtual/issuer/authority.ts';
import { revocationSources } from '#clients/card/virtual/issuer/revocation-service.ts';
import { writeDurably } from '#clients/card/virtual/store/file-store.ts';
import { MADE } from './folders.ts';

/** What a lab has in place of the authorities of real cards, and the secrets of its own API Worker. */
export interface Lab {
  authority: Authority;
  secrets: { MASTER_KEY: string; CARD_PEPPER: string; TICKET_KEYS: string };
}

/** Opens the lab of this clone, or founds it: certificates, keys and secrets of its own, in a file nobody else can read. */
export async function openLab(now: number, folder = MADE): Promise<Lab> {
  const file = `${folder}lab.json`;
  const known = await readFile(file, 'utf8').catch(() => null);
  if (known !== null) return JSON.parse(known) as Lab;
  const lab = await foundLab(now);
  await mkdir(folder, { recursive: true });
  await chmod(folder, 0o700);
  await writeDurably(file, JSON.stringify(lab));
  return lab;
}

async function foundLab(now: number): Promise<Lab> {
  return { authority: await createAuthority(now), secrets: await makeSecrets() };
}

/** Fresh secrets for an API Worker, as `wrangler secret put` takes them. */
export async function makeSecrets(): Promise<Lab['secrets']> {
  return {
    MASTER_KEY: randomText(32),
    CARD_PEPPER: randomText(32),
    TICKET_KEYS: JSON.stringify([await makeTicketKey()]),
  };
}

const randomText = (bytes: number) => toBase64url(crypto.getRandomValues(new Uint8Array(bytes)));

/** A new ES256 private JWK; `kid` is random, so that a ring never holds two of one name. */
async function makeTicketKey(): Promise<JsonWebKey & { kid: string }> {
  const key = { name: 'ECDSA', namedCurve: 'P-256' };
  const pair = await crypto.subtle.generateKey(key, true, ['sign', 'verify']);
  const { kty, crv, x, y, d } = await crypto.subtle.exportKey('jwk', pair.privateKey);
  const kid = randomText(9);
  return { kty, crv, x, y, d, kid } as JsonWebKey & { kid: string };
}

/** Secrets and pinned roots with which an API Worker takes the lab's cards. */
export async function labEnvironment({ authority, secrets }: Lab): Promise<Record<string, string>> {
  const anchors = await trustAnchors(authority);
  return {
    ...secrets,
    AUTHORITY_KEYS: JSON.stringify([authority.resetAuthority]),
    USER_AUTH_ROOTS: JSON.stringify(anchors.authRoots),
    SURFACE_ROOTS: JSON.stringify(anchors.surfaceRoots),
    ATTESTATION_ROOTS: JSON.stringify(anchors.attestationRoots),
    REVOCATION: JSON.stringify(await revocationSources(authority, 'http://localhost/lab')),
  };
}

import type { TestProject } from 'vitest/node';
import { createAuthority, trustAnchors, type Authority } from '#clients/lab/card/issuer/authority.ts';
import { generateP256 } from '#clients/lab/card/issuer/keys.ts';
import { revocationSources } from '#clients/lab/card/issuer/revocation-service.ts';
import { revoke, type RevocationList } from '#clients/lab/card/issuer/revocation.ts';
import type { Holder } from '#clients/lab/card/personalise/holder.ts';
import { personalise, type CardVariant } from '#clients/lab/card/personalise/personalise.ts';
import type { P256Jwk, PersonalisedCard } from '#clients/lab/card/profile.ts';
import { toBase64url } from '#schema/contract/bytes.ts';

/** The instant tests begin at: a Friday, 17:00 in Japan. */
export const T0 = 1_800_000_000;
const DAY = 86_400;

/** Everything printed on the cards of the tests; none of it may ever be seen on the server's side. */
export const HOLDER: Holder = {
  name: '架空　花子',
  address: '東京都千代田区架空町一丁目２番３号',
  birthDate: '19870719',
  sex: '2',
  prefecture: '東京都',
  city: '千代田区',
  municipalityCode: '13101',
  cardExpiry: '20350719',
  securityCode: '8046',
};
export const PIN = '5739';
export const PASSWORD = 'OLDPASS1';

/** A PKI, cards and secrets for one run. RSA keys are slow to make inside workerd, so Node makes them, once. */
export interface TestLab {
  /** Secrets and pinned roots, as the Worker's environment has them. */
  environment: Record<string, string>;
  /** Answers for its certificates (`serveRevocation`). */
  authority: Authority;
  revoked: { card: PersonalisedCard; list: RevocationList };
  /** Good cards. */
  cards: PersonalisedCard[];
  /** Its authentication certificate has run out. */
  expired: PersonalisedCard;
  /** Keys for whoever needs fresh ones without chance. */
  keys: P256Jwk[];
  /** From an authority that nobody pinned. */
  foreign: PersonalisedCard;
}

declare module 'vitest' {
  interface ProvidedContext {
    lab: TestLab;
    schedules: { runs: number; seed: number };
  }
}

/** Vitest's global set-up of the `api` project. */
export default async function provideLab(project: TestProject): Promise<void> {
  project.provide('lab', await foundLab());
  const seed = Number(process.env['API_SEED'] ?? 1);
  project.provide('schedules', { runs: Number(process.env['API_SCHEDULES'] ?? 60), seed });
}

export async function foundLab(): Promise<TestLab> {
  const authority = await createAuthority(T0);
  const issue = (issuer: Authority, variant?: CardVariant) => issueCard(issuer, variant);
  const revoked = await issue(authority);
  const ranOut = { validity: { notBefore: T0 - 900 * DAY, notAfter: T0 - DAY } };
  return {
    environment: await environmentOf(authority),
    authority,
    revoked: {
      card: revoked,
      list: revoke([], revoked.profile.certificates.auth, 'affiliationChanged', T0 - DAY),
    },
    cards: [await issue(authority), await issue(authority), await issue(authority)],
    expired: await issue(authority, ranOut),
    keys: await Promise.all(Array.from({ length: 16 }, generateP256)),
    foreign: await issue(await createAuthority(T0)),
  };
}

function issueCard(authority: Authority, variant?: CardVariant): Promise<PersonalisedCard> {
  // The back end parses no image, and the matcher of the tests none either: any bytes do for a photo.
  const photo = crypto.getRandomValues(new Uint8Array(6_000));
  const order = { authority, holder: HOLDER, photo, pin: PIN, signaturePassword: PASSWORD, now: T0 };
  return personalise(variant ? { ...order, variant } : order);
}

async function environmentOf(authority: Authority): Promise<Record<string, string>> {
  const anchors = await trustAnchors(authority);
  const secret = () => toBase64url(crypto.getRandomValues(new Uint8Array(32)));
  return {
    ISSUER: 'https://kaijo.test',
    CONSENT_VERSION: '2026-11',
    KIOSK_OPENS: '06:30',
    KIOSK_CLOSES: '23:00',
    CLOSED_DAYS: '',
    MASTER_KEY: secret(),
    CARD_PEPPER: secret(),
    TICKET_KEYS: JSON.stringify([{ ...(await generateP256()), kid: 'test-1' }]),
    AUTHORITY_KEYS: JSON.stringify([authority.resetAuthority]),
    USER_AUTH_ROOTS: JSON.stringify(anchors.authRoots),
    SURFACE_ROOTS: JSON.stringify(anchors.surfaceRoots),
    ATTESTATION_ROOTS: JSON.stringify(anchors.attestationRoots),
    REVOCATION: JSON.stringify(await revocationSources(authority, 'https://revocation.test')),
  };
}

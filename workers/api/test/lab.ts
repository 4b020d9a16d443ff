import type { TestProject } from 'vitest/node';
import type { Authority } from '#clients/lab/card/issuer/authority.ts';
import { generateP256 } from '#clients/lab/card/issuer/keys.ts';
import { revoke, type RevocationList } from '#clients/lab/card/issuer/revocation.ts';
import type { CardVariant } from '#clients/lab/card/personalise/personalise.ts';
import type { P256Jwk, PersonalisedCard } from '#clients/lab/card/profile.ts';
import { NOW, OPERATOR } from '#clients/lab/people/cast.ts';
import { labEnvironment, openLab, type Lab } from '#clients/lab/people/lab.ts';
import { makeSecrets } from '#clients/operator/commands/secrets.ts';

const DAY = 86_400;

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
    restores: { runs: number; journeys: number; seed: number };
    rehearsal: { journeys: number; seed: number };
    rotations: { rounds: number; seed: number };
    /** Whether exchanges are printed: record.ts. */
    recording: boolean;
  }
}

/** Vitest's global set-up of the `api` project. */
export default async function provideLab(project: TestProject): Promise<void> {
  project.provide('lab', await foundLab());
  const seed = Number(process.env['API_SEED'] ?? 1);
  project.provide('schedules', { runs: Number(process.env['API_SCHEDULES'] ?? 60), seed });
  const journeys = Number(process.env['API_JOURNEYS'] ?? 12);
  project.provide('restores', { runs: Number(process.env['API_RESTORES'] ?? 5), journeys, seed });
  project.provide('rehearsal', { journeys: Number(process.env['API_REHEARSAL'] ?? 40), seed });
  project.provide('recording', process.env['API_RECORDING'] !== undefined);
  project.provide('rotations', { rounds: Number(process.env['API_ROTATIONS'] ?? 1), seed });
}

export async function foundLab(): Promise<TestLab> {
  const lab = await openLab();
  const { authority } = lab;
  const revoked = await issueTo(lab);
  const ranOut = { validity: { notBefore: NOW - 900 * DAY, notAfter: NOW - DAY } };
  const list = revoke([], revoked.profile.certificates.auth, 'affiliationChanged', NOW - DAY);
  const secrets = await makeSecrets();
  return {
    environment: {
      ISSUER: 'https://kaijo.test',
      CONSENT_VERSION: '2026-11',
      SECURITY_CONTACT: 'mailto:security@kaijo.test',
      KIOSK_OPENS: '06:30',
      KIOSK_CLOSES: '23:00',
      CLOSED_DAYS: '',
      KIOSK_MINIMUM_PAGE: '0.1.0',
      OPERATOR: JSON.stringify(OPERATOR),
      ...(await labEnvironment({ authority, secrets }, 'https://revocation.test')),
    },
    authority,
    revoked: { card: revoked, list },
    cards: [await issueTo(lab), await issueTo(lab), await issueTo(lab)],
    expired: await issueTo(lab, ranOut),
    keys: await Promise.all(Array.from({ length: 16 }, generateP256)),
    foreign: await issueTo(await openLab()),
  };
}

/** The back end parses no image, and the matcher of the tests none either: any bytes do for a photo. */
export const issueTo = ({ issue }: Lab, variant: CardVariant = {}): Promise<PersonalisedCard> =>
  issue({ variant, photo: crypto.getRandomValues(new Uint8Array(6_000)) });

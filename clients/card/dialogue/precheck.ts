import type { Octets } from '#schema/contract/card.ts';
import type { Card } from '../card.ts';
import { readCertificate, readCertificatesPresent, selectJpki, JPKI } from '../applets/jpki.ts';
import { readValidity, type Validity } from '../applets/certificate.ts';
import { readTries, SIGNATURE_PASSWORD_REFERENCE, USER_PIN } from '../pin.ts';
import { hasResetProfile } from '../reset/profile.ts';

/** Why a card cannot be served here: the first that applies, most final first. */
export type Obstacle = 'no-signature-certificate' | 'certificate-expired' | 'pin-blocked' | 'not-supported';

/** What a card tells without any PIN. */
export interface Precheck {
  obstacle: Obstacle | null;
  /** Tries left; null when the card does not say. */
  tries: { userPin: number | null; signaturePassword: number | null };
  authCertificate: Octets;
  authValidity: Validity;
}

/**
 * Looks at a card and spends nothing. The signature certificate itself cannot be looked at: reading it needs the
 * forgotten password. `now` is Unix seconds.
 */
export async function precheck(card: Card, now: number): Promise<Precheck> {
  await selectJpki(card);
  const present = await readCertificatesPresent(card);
  const tries = {
    userPin: await readTries(card, USER_PIN),
    signaturePassword: await readTries(card, SIGNATURE_PASSWORD_REFERENCE),
  };
  const authCertificate = await readCertificate(card, JPKI.authCertificate);
  const authValidity = readValidity(authCertificate);
  const obstacles: [boolean, Obstacle][] = [
    [!present.signature, 'no-signature-certificate'],
    [now > authValidity.notAfter, 'certificate-expired'],
    [tries.userPin === 0, 'pin-blocked'],
    [!(await hasResetProfile(card)), 'not-supported'],
  ];
  return {
    obstacle: obstacles.find(([applies]) => applies)?.[1] ?? null,
    tries,
    authCertificate,
    authValidity,
  };
}

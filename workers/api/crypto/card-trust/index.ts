import { photoBytesOf, type Octets } from '#schema/contract/card.ts';
import { ok, refused, type Result } from '../../domain/result.ts';
import type { CardTrust } from '../../ports/index.ts';
import { examining } from './check.ts';
import { readGround, type TrustConfig } from './ground.ts';
import type { Fetch } from './revocation/download.ts';
import { signatureCertificateStatus } from './signature-certificate.ts';
import { trustStep1, trustStep2 } from './steps.ts';
import { trustKeyAgreement, trustReceipt, trustStatus } from './words.ts';

/**
 * Card evidence against pinned roots. Certificates and card numbers leave here only as keyed hashes, but for the serial
 * number in a question to the pinned OCSP responder.
 * @param fetch reaches the pinned revocation sources and nothing else
 */
export async function createCardTrust(config: TrustConfig, fetch: Fetch): Promise<CardTrust> {
  const ground = await readGround(config, fetch);
  return {
    step1: (evidence, photo, challenge, now) =>
      examining(() => trustStep1(ground, evidence, photo, challenge, now)),
    step2: (claim, challenge, now) => examining(() => trustStep2(ground, claim, challenge, now)),
    keyAgreement: (agreement, now) => examining(() => trustKeyAgreement(ground, agreement, now)),
    receipt: (receipt) => examining(() => trustReceipt(ground, receipt)),
    status: (status, challenge) => examining(() => trustStatus(ground, status, challenge)),
    signatureCertificate: (named, now) => examining(() => signatureCertificateStatus(ground, named, now)),
    photoOf,
  };
}

function photoOf(object: Uint8Array): Result<Uint8Array> {
  try {
    return ok(photoBytesOf(object as Octets));
  } catch {
    return refused('photo-unusable', 'photo-object');
  }
}

import type { Octets } from '#schema/contract/card.ts';
import type { CardEvidence } from '#schema/contract/session.ts';
import { sha256 } from '#schema/contract/bytes.ts';
import type { PinEntry } from '../pin.ts';
import { readIssuerCertificate, readPhotoFile, selectSurface } from '../applets/surface.ts';
import { bindingEvidence, inBase64url, proveChip, type ChipProof, type ProofRequest } from './proof.ts';

/** Everything STEP 1 sends of a card. Birth date, sex, name and address are only in the two digests. */
export interface Step1Proof extends ChipProof {
  /** DF27 as written. */
  photo: Octets;
  surface: {
    /** DF28 value. */
    signature: Octets;
    /** EF 0004. */
    issuerCertificate: Octets;
    holderDigest: Octets;
    textDigest: Octets;
  };
}

/** `matchingNumberB` is 14 digits as ASCII (`surface/matching-number.ts`). */
export interface Step1Request extends ProofRequest {
  matchingNumberB: PinEntry;
}

/** STEP 1 on the card: user PIN, signed challenge, binding, photo. */
export async function proveStep1(request: Step1Request): Promise<Step1Proof> {
  const chip = await proveChip(request);
  request.onStep?.('photo');
  await selectSurface(request.card);
  const file = await readPhotoFile(request.card, request.matchingNumberB);
  return {
    ...chip,
    photo: file.photo,
    surface: {
      signature: file.signature,
      issuerCertificate: await readIssuerCertificate(request.card),
      holderDigest: await sha256(file.holderGroup),
      textDigest: await sha256(file.textGroup),
    },
  };
}

/** The proof as `POST /v1/sessions/card` carries it; the photo object travels beside it. */
export function cardEvidence(proof: Step1Proof): CardEvidence {
  return { ...bindingEvidence(proof), surface: inBase64url(proof.surface) };
}

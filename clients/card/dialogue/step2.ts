import { fromBase64url, toBase64url } from '#schema/contract/bytes.ts';
import type { Octets } from '#schema/contract/card.ts';
import type { Authorise, Claim, Complete, Recover } from '#schema/contract/redemption.ts';
import { readCardId } from '../applets/certificate.ts';
import { JPKI, readCertificate, selectJpki } from '../applets/jpki.ts';
import type { Card } from '../card.ts';
import { SIGNATURE_PASSWORD_REFERENCE, verify } from '../pin.ts';
import type { EphemeralKey } from '../reset/key-agreement.ts';
import { requireResetProfile } from '../reset/profile.ts';
import { openChannel, type OpenChannel, type SecureChannel } from '../reset/secure-channel.ts';
import { bindingEvidence, inBase64url, proveChip, type ChipProof, type ProofRequest } from './proof.ts';

/** STEP 2 on the card, before the claim: status for `claimNonce`, user PIN, challenge with the kiosk's key under it, binding. */
export const proveStep2 = (request: Step2Request): Promise<ChipProof> => proveChip(request);

export type Step2Request = ProofRequest & Required<Pick<ProofRequest, 'statusNonce'>>;

/** The proof as `POST /v1/redemptions/claim` carries it. */
export const claimOf = (proof: ChipProof, kioskKey: Uint8Array): Claim => ({
  ...bindingEvidence(proof),
  kioskKey: toBase64url(kioskKey),
  status: toBase64url(proof.status),
});

/**
 * Opens the channel that takes the new password. JPKI must still be selected and the user PIN verified, as
 * `proveStep2` leaves them.
 */
export async function openReset(request: { card: Card; kioskKey: EphemeralKey }): Promise<OpenChannel> {
  await requireResetProfile(request.card);
  return openChannel(request.card, request.kioskKey);
}

/** The agreement as `POST /v1/redemptions/authorise` carries it. */
export const authoriseOf = (
  { agreement }: OpenChannel,
  kioskKey: Uint8Array,
  cardCertificate: Uint8Array,
): Authorise => {
  const { cardKey, r, cardId, signature } = agreement;
  return inBase64url({ kioskKey, cardKey, r, cardId, signature, cardCertificate });
};

/**
 * Hands the authorisation (base64url, as the back end answered it) to the card and sets the password; answers the
 * receipt. The password is ASCII bytes that the caller overwrites. After `password-rule` use `channel.setPassword`.
 */
export async function writePassword(
  channel: SecureChannel,
  authorisation: string,
  password: Uint8Array,
): Promise<Octets> {
  await channel.authorise(fromBase64url(authorisation));
  return channel.setPassword(password);
}

/** A signed card status, with the id and certificate of the card that signed it. */
export interface SignedStatus {
  status: Octets;
  cardId: Octets;
  cardCertificate: Octets;
}

/** What the card last did, signed; needs no PIN. `nonce` is 16 bytes (`recoverNonce`). */
export async function readStatus(card: Card, nonce: Uint8Array): Promise<SignedStatus> {
  await selectJpki(card);
  const status = await requireResetProfile(card, nonce);
  const cardCertificate = await readCertificate(card, JPKI.cardCertificate);
  return { status, cardId: readCardId(cardCertificate), cardCertificate };
}

/** A receipt as `POST /v1/redemptions/complete` carries it beside the record of its authorisation. */
export const completeOf = (
  cardId: Uint8Array,
  receipt: Uint8Array,
  cardCertificate: Uint8Array,
): Omit<Complete, 'record'> => inBase64url({ cardId, receipt, cardCertificate });

/** A status as `POST /v1/redemptions/recover` carries it. */
export const recoverOf = ({ status, cardId, cardCertificate }: SignedStatus): Recover =>
  inBase64url({ cardId, status, cardCertificate });

/** After a reset: proves the new password on the card and reads the signature certificate (DER) that it opens. */
export async function readSignatureCertificate(card: Card, password: Uint8Array): Promise<Octets> {
  await selectJpki(card);
  await verify(card, SIGNATURE_PASSWORD_REFERENCE, { secret: password });
  return readCertificate(card, JPKI.signatureCertificate);
}

import { Card } from '#clients/card/card.ts';
import { claimNonce, recoverNonce, step2Challenge } from '#clients/card/dialogue/challenge.ts';
import type { OnStep } from '#clients/card/dialogue/proof.ts';
import * as dialogue from '#clients/card/dialogue/step2.ts';
import { readNumber } from '#clients/card/applets/certificate.ts';
import { CardFailure } from '#clients/card/failure.ts';
import type { PinEntry } from '#clients/card/pin.ts';
import { createEphemeralKey, type EphemeralKey } from '#clients/card/reset/key-agreement.ts';
import type { SecureChannel } from '#clients/card/reset/secure-channel.ts';
import { toBase64url } from '#schema/contract/bytes.ts';
import { signaturePasswordFaults, type Octets } from '#schema/contract/card.ts';
import type { ReplyOf } from '#schema/contract/endpoints.ts';
import type * as wire from '#schema/contract/redemption.ts';
import type { Api } from './api.ts';
import type { CardReader } from './step1.ts';

// STEP 2, whole (`reset`) and in its parts, for a client that has something to do in between: README.md.

/** What STEP 2 has: a kiosk's client, a card on its reader, and what the person typed. */
export interface ResetRequest {
  api: Api;
  reader: CardReader;
  pin: PinEntry;
  password: Uint8Array;
  onStep?: OnStep;
  /** Called when the card has found its reservation, for instance to show the match code. What it throws ends the visit. */
  onClaimed?: (claimed: wire.ClaimReply) => unknown;
  /**
   * Called with the card's receipt before it is sent. Keep it until `complete` has taken it: the card is reset by then,
   * and any later `complete` with it counts. It is sent even when it could not be kept.
   */
  keep?: (receipt: wire.Complete) => unknown;
}

/**
 * STEP 2: a new signature password for the card. A password that breaks the rule is refused before anything. Until there
 * is an authorisation, whatever fails gives the reservation back; after that only the lease ends it. A card lost while it
 * writes (the last `onStep` was `write`) was reset or was not: `recover` finds out.
 */
export async function reset(
  request: ResetRequest,
): Promise<{ claimed: wire.ClaimReply; completed: wire.CompleteReply }> {
  const { api, pin, password, onStep } = request;
  const passwordFaults = signaturePasswordFaults(password);
  if (passwordFaults.length > 0) throw new CardFailure('password-rule', { passwordFaults });
  const redemption = await openRedemption(api);
  const card = new Card(await request.reader.open());
  try {
    const proved = await proveCard(card, redemption, pin, onStep);
    const claimed = await claim(api, redemption, proved.claim);
    const { agreed, authorised } = await orGiveBack(api, redemption, async () => {
      await request.onClaimed?.(claimed);
      onStep?.('agree');
      const open = await agree(proved);
      onStep?.('authorise');
      return { agreed: open, authorised: await authorise(api, redemption, open.message) };
    });
    onStep?.('write');
    const receipt = await write(agreed, authorised, password);
    const keeping = async () => request.keep?.(receipt);
    await keeping().catch(() => undefined);
    return { claimed, completed: await complete(api, receipt) };
  } finally {
    await card.close({ reset: true }).catch(() => undefined);
  }
}

/** A token for one visit, and what the card is to sign in it. */
export const openRedemption = (api: Api): Promise<wire.RedemptionReply> => api.call('openRedemption');

/** A card that was proved for a visit. JPKI stays selected and the PIN verified, as `agree` needs them. */
export interface Proved {
  card: Card;
  kioskKey: EphemeralKey;
  /** As `claim` sends it. */
  claim: wire.Claim;
  cardCertificate: Octets;
}

/** Status, PIN, signature with the kiosk's key under it, and binding. */
export async function proveCard(
  card: Card,
  { redemption: token, audience, nonce }: wire.RedemptionReply,
  pin: PinEntry,
  onStep?: OnStep,
): Promise<Proved> {
  const kioskKey = await createEphemeralKey();
  const server = { token, audience, nonce };
  const asked = {
    challenge: await step2Challenge(server, kioskKey.publicKey),
    statusNonce: await claimNonce(server),
  };
  const proof = await dialogue.proveStep2({ card, pin, ...asked, ...(onStep ? { onStep } : {}) });
  const { cardCertificate } = proof;
  return { card, kioskKey, claim: dialogue.claimOf(proof, kioskKey.publicKey), cardCertificate };
}

/** Finds the card's reservation and takes its lease. */
export const claim = (
  api: Api,
  { redemption }: wire.RedemptionReply,
  message: wire.Claim,
): Promise<wire.ClaimReply> => api.call('claim', { token: redemption, message });

/** A card that takes a new password once it is authorised. */
export interface Agreed {
  /** Ends with the card's next SELECT. */
  channel: SecureChannel;
  /** As `authorise` sends it. */
  message: wire.Authorise;
  cardId: Octets;
  cardCertificate: Octets;
}

/** Opens the channel to the card that takes the new password. */
export async function agree({ card, kioskKey, cardCertificate }: Proved): Promise<Agreed> {
  const open = await dialogue.openReset({ card, kioskKey });
  const message = dialogue.authoriseOf(open, kioskKey.publicKey, cardCertificate);
  return { channel: open.channel, message, cardId: open.agreement.cardId, cardCertificate };
}

/** What lets a card take a new password, and the record that it did so by right: `complete` brings that along. */
export type Authorised = Pick<wire.AuthoriseReply, 'authorisation' | 'record'>;

/** The authorisation for this card and channel. It lives a minute: ask when the password is there. */
export async function authorise(
  api: Api,
  { redemption }: wire.RedemptionReply,
  message: wire.Authorise,
): Promise<Authorised> {
  return api.call('authorise', { token: redemption, message });
}

/** Sets the password; answers the card's receipt as `complete` sends it. After `password-rule` use `channel.setPassword`. */
export async function write(
  { channel, cardId, cardCertificate }: Agreed,
  { authorisation, record }: Authorised,
  password: Uint8Array,
): Promise<wire.Complete> {
  const receipt = await dialogue.writePassword(channel, authorisation, password);
  return { ...dialogue.completeOf(cardId, receipt, cardCertificate), record };
}

/** Delivers a receipt, of this visit or of an earlier one. */
export const complete = (api: Api, message: wire.Complete): Promise<wire.CompleteReply> =>
  api.call('complete', { message });

/** Has the card say, signed and without a PIN, what it was last reset for, and tells the service. */
export async function recover(
  api: Api,
  card: Card,
  { redemption: token, audience, nonce }: wire.RedemptionReply,
): Promise<ReplyOf<'recover'>> {
  const status = await dialogue.readStatus(card, await recoverNonce({ token, audience, nonce }));
  return api.call('recover', { token, message: dialogue.recoverOf(status) });
}

/**
 * Whether the card's signature certificate (EF 0001, read with the new password) is still good: a move revokes it and
 * leaves everything else alone. Once for each completed visit; nothing but issuer key and serial number goes out.
 */
export const checkSignatureCertificate = (
  api: Api,
  { redemption }: wire.RedemptionReply,
  signatureCertificate: Octets,
): Promise<wire.SignatureCertificateReply> => {
  const { issuerKeyId, serial } = readNumber(signatureCertificate);
  const message = { issuerKeyId: toBase64url(issuerKeyId), serial: toBase64url(serial) };
  return api.call('checkSignatureCertificate', { token: redemption, message });
};

async function orGiveBack<T>(
  api: Api,
  { redemption: token }: wire.RedemptionReply,
  work: () => Promise<T>,
): Promise<T> {
  try {
    return await work();
  } catch (error) {
    const reason = error instanceof CardFailure ? 'card-fault' : 'kiosk-fault';
    await api.call('abort', { token, message: { reason } }).catch(() => undefined);
    throw error;
  }
}

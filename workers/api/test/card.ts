import { claimNonce, recoverNonce, type ServerChallenge } from '#clients/card/dialogue/challenge.ts';
import { createEphemeralKey } from '#clients/card/reset/key-agreement.ts';
import { parsePhotoFile } from '#clients/card/applets/surface.ts';
import { importPrivate } from '#clients/lab/card/issuer/keys.ts';
import type { CardProfile } from '#clients/lab/card/profile.ts';
import { fromBase64url, sha256, toBase64url } from '#schema/contract/bytes.ts';
import {
  authorisationMessage,
  bindingMessage,
  CARD_PURPOSES,
  ascii,
  cardChallengeInput,
  concat,
  decodeAuthorisation,
  encodeResetRecord,
  keyAgreementMessage,
  receiptMessage,
  sameOctets,
  statusMessage,
  type Octets,
} from '#schema/contract/card.ts';
import type { Authorise, Claim, Complete, Recover, RedemptionReply } from '#schema/contract/redemption.ts';
import type { CardEvidence, SessionReply } from '#schema/contract/session.ts';

const ECDSA = { name: 'ECDSA', hash: 'SHA-256' };
const P256 = { name: 'ECDSA', namedCurve: 'P-256' };

/**
 * What a chip signs and remembers, without the APDUs in between: quick enough for thousands of visits. The whole
 * dialogue with a virtual card is walked in journey.edge.test.ts.
 */
export class TestCard {
  readonly profile: CardProfile;
  /** Resets so far, and the ticket hash of the last. */
  counter = 0;
  ticketHash: Octets = new Uint8Array(32);
  /** Of the last authorisation, as the kiosk would keep it for this card. */
  record = 'not.a.record';
  readonly #auth: CryptoKey;
  readonly #attestation: CryptoKey;

  private constructor(profile: CardProfile, auth: CryptoKey, attestation: CryptoKey) {
    this.profile = profile;
    this.#auth = auth;
    this.#attestation = attestation;
  }

  static async of({ profile }: { profile: CardProfile }): Promise<TestCard> {
    const { auth, attestation } = profile.keys;
    return new TestCard(profile, await importPrivate(auth), await importPrivate(attestation));
  }

  get cardId(): Octets {
    return fromBase64url(this.profile.cardId);
  }

  /** STEP 1 evidence for a session, and the photo object. */
  async evidence(session: SessionReply): Promise<{ evidence: CardEvidence; photo: Octets }> {
    const file = parsePhotoFile(fromBase64url(this.profile.surface.photoFile));
    const opened = { ...session, token: session.session };
    const surface = {
      signature: toBase64url(file.signature),
      issuerCertificate: this.profile.surface.issuerCertificate,
      holderDigest: toBase64url(await sha256(file.holderGroup)),
      textDigest: toBase64url(await sha256(file.textGroup)),
    };
    return { evidence: { ...(await this.#proof('step1', opened)), surface }, photo: file.photo };
  }

  /** STEP 2 evidence for a redemption and a kiosk's key. */
  async claim(redemption: RedemptionReply, kioskKey: Octets): Promise<Claim> {
    const opened = { ...redemption, token: redemption.redemption };
    const proof = await this.#proof('step2', opened, kioskKey);
    const status = await this.#status(await claimNonce(opened));
    return { ...proof, kioskKey: toBase64url(kioskKey), status };
  }

  /** The answer to GENERAL AUTHENTICATE. */
  async agree(kioskKey: Octets): Promise<Authorise> {
    const cardKey = await randomPoint();
    const r = crypto.getRandomValues(new Uint8Array(16));
    const signature = await this.#attest(keyAgreementMessage(this.cardId, kioskKey, cardKey, r));
    return {
      kioskKey: toBase64url(kioskKey),
      cardKey: toBase64url(cardKey),
      r: toBase64url(r),
      cardId: this.profile.cardId,
      signature: toBase64url(signature),
      cardCertificate: this.profile.certificates.card,
    };
  }

  /** Takes an authorisation for the agreement `of` and resets the password; answers the receipt. Throws when it would not. */
  async reset(authorisation: string, { kioskKey, r }: Authorise): Promise<Complete> {
    const permit = decodeAuthorisation(fromBase64url(authorisation));
    const issuer = toBase64url(permit.issuerKeyId);
    const known = this.profile.resetKeys.find(({ keyId }) => keyId === issuer);
    const key = await crypto.subtle.importKey('raw', fromBase64url(known!.publicKey), P256, false, [
      'verify',
    ]);
    const genuine = await crypto.subtle.verify(
      ECDSA,
      key,
      permit.signature,
      authorisationMessage(permit.signed),
    );
    const meant =
      sameOctets(permit.cardId, this.cardId) &&
      toBase64url(permit.r) === r &&
      sameOctets(permit.kioskKeyHash, await sha256(fromBase64url(kioskKey)));
    if (!genuine || !meant) throw new Error('the card refuses this authorisation');
    this.counter += 1;
    this.ticketHash = new Uint8Array(permit.ticketHash);
    return this.receipt();
  }

  /** The receipt of the last reset. */
  async receipt(): Promise<Complete> {
    const record = this.#record();
    const signature = await this.#attest(receiptMessage(this.cardId, record));
    const { cardId, certificates } = this.profile;
    return {
      cardId,
      receipt: toBase64url(concat(record, signature)),
      cardCertificate: certificates.card,
      record: this.record,
    };
  }

  /** The signed status for a redemption. */
  async status(redemption: RedemptionReply): Promise<Recover> {
    const opened = { ...redemption, token: redemption.redemption };
    const { cardId, certificates } = this.profile;
    const status = await this.#status(await recoverNonce(opened));
    return { cardId, status, cardCertificate: certificates.card };
  }

  async #status(nonce: Octets): Promise<string> {
    const record = this.#record();
    return toBase64url(concat(record, await this.#attest(statusMessage(this.cardId, nonce, record))));
  }

  #record(): Octets {
    return encodeResetRecord({ counter: this.counter, tries: 5, ticketHash: this.ticketHash });
  }

  async #proof(step: 'step1' | 'step2', opened: ServerChallenge, kioskKey?: Octets) {
    const input = await challengeInput(step, opened, kioskKey);
    const { certificates, surface, cardId } = this.profile;
    const authSignature = await crypto.subtle.sign('RSASSA-PKCS1-v1_5', this.#auth, input);
    const binding = bindingMessage({
      cardId: this.cardId,
      authCertificateHash: await sha256(fromBase64url(certificates.auth)),
      photoSignatureHash: fromBase64url(surface.photoSignatureHash),
      cardChallenge: await sha256(input),
    });
    return {
      authCertificate: certificates.auth,
      authSignature: toBase64url(new Uint8Array(authSignature)),
      cardCertificate: certificates.card,
      binding: {
        cardId,
        photoSignatureHash: surface.photoSignatureHash,
        signature: toBase64url(await this.#attest(binding)),
      },
    };
  }

  async #attest(message: Octets): Promise<Octets> {
    return new Uint8Array(await crypto.subtle.sign(ECDSA, this.#attestation, message));
  }
}

async function challengeInput(step: 'step1' | 'step2', opened: ServerChallenge, kioskKey?: Octets) {
  return cardChallengeInput({
    purpose: CARD_PURPOSES[step],
    audience: opened.audience,
    tokenHash: await sha256(ascii(opened.token)),
    nonce: fromBase64url(opened.nonce),
    ...(kioskKey ? { kioskKeyHash: await sha256(kioskKey) } : {}),
  });
}

/** A point of P-256, as a fresh key would have it. */
export async function randomPoint(): Promise<Octets> {
  return (await createEphemeralKey()).publicKey;
}

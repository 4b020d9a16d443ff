import { readNumber, readValidity } from '#clients/card/applets/certificate.ts';
import { Card } from '#clients/card/card.ts';
import {
  claimNonce,
  type ServerChallenge,
  recoverNonce,
  step2Challenge,
} from '#clients/card/dialogue/challenge.ts';
import { precheck, type Precheck } from '#clients/card/dialogue/precheck.ts';
import {
  authoriseOf,
  completeOf,
  openReset,
  readSignatureCertificate,
  readStatus,
  recoverOf,
  writePassword,
  claimOf,
  proveStep2,
} from '#clients/card/dialogue/step2.ts';
import type { ChipProof } from '#clients/card/dialogue/proof.ts';
import type { PinEntry } from '#clients/card/pin.ts';
import type { Reader } from '#clients/card/reader.ts';
import { createEphemeralKey, type EphemeralKey } from '#clients/card/reset/key-agreement.ts';
import type { OpenChannel } from '#clients/card/reset/secure-channel.ts';
import { digest, toBase64url } from '#schema/contract/bytes.ts';
import type {
  Authorise,
  Claim,
  Complete,
  Recover,
  SignatureCertificate,
} from '#schema/contract/redemption.ts';

/** A card as it was looked at. `id` names it: SHA-256 of its user certificate, base64url. */
export interface LookedAt {
  id: string;
  facts: Precheck;
}

/** What the kiosk has a card do, in the order of a visit. Every method throws `CardFailure`. */
export interface CardDesk {
  /** Counters and dates; spends nothing. `now` is Unix seconds. */
  look(now: number): Promise<LookedAt>;
  /** Status, PIN, signature and chip evidence, as `claim` carries them. */
  prove(challenge: ServerChallenge, pin: PinEntry): Promise<Claim>;
  /** Key agreement, as `authorise` carries it. */
  agree(): Promise<Authorise>;
  /** Hands over the authorisation and the new password; answers the receipt, which `complete` carries with its record. */
  write(authorisation: string, password: Uint8Array): Promise<Omit<Complete, 'record'>>;
  /** Until when the signature certificate is valid, Unix seconds, and its name as the service is asked about it. */
  signatureCertificate(password: Uint8Array): Promise<{ validUntil: number; named: SignatureCertificate }>;
  /** The card's signed status, as `recover` carries it. */
  status(challenge: ServerChallenge): Promise<Recover>;
  /** Ends the channel and every verified PIN on the card. */
  release(): Promise<void>;
  /** Forgets the key of the visit that is over. */
  endVisit(): void;
}

interface Held {
  key: EphemeralKey | null;
  proof: ChipProof | null;
  reset: OpenChannel | null;
}
const NOTHING: Held = { key: null, proof: null, reset: null };

/** The one card opened on a reader, from the first command until `close`. Closing ends before the next opening begins. */
function openCards(reader: Reader) {
  let opened: Promise<Card> | null = null;
  let closing: Promise<unknown> = Promise.resolve();
  const open = async () => {
    await closing;
    return new Card(await reader.open());
  };
  return {
    card(): Promise<Card> {
      opened ??= open();
      opened.catch(() => (opened = null));
      return opened;
    },
    close(): Promise<unknown> {
      closing = opened?.then((card) => card.close({ reset: true })).catch(() => undefined) ?? closing;
      opened = null;
      return closing;
    },
  };
}

/** One card at a time on one reader. */
export function createCardDesk(reader: Reader): CardDesk {
  const { card, close } = openCards(reader);
  let held = NOTHING;
  return {
    async look(now) {
      const facts = await precheck(await card(), now);
      return { id: await digest(facts.authCertificate), facts };
    },
    async prove(challenge, pin) {
      // The key outlives a card put back in the middle: the claim was made with it.
      const key = held.key ?? (await createEphemeralKey());
      const cardChallenge = await step2Challenge(challenge, key.publicKey);
      const statusNonce = await claimNonce(challenge);
      const proof = await proveStep2({ card: await card(), pin, challenge: cardChallenge, statusNonce });
      held = { key, proof, reset: null };
      return claimOf(proof, key.publicKey);
    },
    async agree() {
      const { proof, key } = proved(held);
      const reset = await openReset({ card: await card(), kioskKey: key });
      held = { proof, key, reset };
      return authoriseOf(reset, key.publicKey, proof.cardCertificate);
    },
    async write(authorisation, password) {
      const { proof, reset } = proved(held);
      const receipt = await writePassword(reset!.channel, authorisation, password);
      return completeOf(proof.binding.cardId, receipt, proof.cardCertificate);
    },
    async signatureCertificate(password) {
      const certificate = await readSignatureCertificate(await card(), password);
      return { validUntil: readValidity(certificate).notAfter, named: nameOf(certificate) };
    },
    status: async (challenge) => recoverOf(await readStatus(await card(), await recoverNonce(challenge))),
    async release() {
      held = { ...NOTHING, key: held.key };
      await close();
    },
    endVisit: () => void (held = { ...held, key: null }),
  };
}

/** Nothing else of it goes out. */
function nameOf(certificate: Uint8Array<ArrayBuffer>): SignatureCertificate {
  const { issuerKeyId, serial } = readNumber(certificate);
  return { issuerKeyId: toBase64url(issuerKeyId), serial: toBase64url(serial) };
}

function proved({ proof, key, reset }: Held) {
  if (!proof || !key) throw new Error('no card was proved');
  return { proof, key, reset };
}

import { Card } from '#clients/card/card.ts';
import type { ServerChallenge } from '#clients/card/dialogue/challenge.ts';
import { recoverNonce, step2Challenge } from '#clients/card/dialogue/challenge.ts';
import { precheck, type Precheck } from '#clients/card/dialogue/precheck.ts';
import {
  authoriseOf,
  completeOf,
  openReset,
  readSignatureValidity,
  readStatus,
  recoverOf,
  writePassword,
} from '#clients/card/dialogue/reset.ts';
import { claimOf, proveStep2 } from '#clients/card/dialogue/step2.ts';
import type { ChipProof } from '#clients/card/dialogue/proof.ts';
import type { Presentation } from '#clients/card/pin.ts';
import { createEphemeralKey, type KioskKey } from '#clients/card/reset/ephemeral-key.ts';
import type { OpenSession } from '#clients/card/reset/session.ts';
import { toBase64url } from '#schema/contract/bytes.ts';
import type { Octets } from '#schema/contract/card.ts';
import type { Authorise, Claim, Complete, Recover } from '#schema/contract/redemption.ts';
import type { Reader } from '../ports.ts';

/** What the kiosk has a card do, in the order of a visit. Every method throws `CardFailure`. */
export interface CardDesk {
  /** Counters and dates; spends nothing. `cardId` is base64url. */
  look(now: number): Promise<Precheck & { authCertificateId: string }>;
  /** PIN, signature and chip evidence, as `claim` carries them. */
  prove(challenge: ServerChallenge, pin: Presentation): Promise<Claim>;
  /** Key agreement, as `authorise` carries it. */
  agree(): Promise<Authorise>;
  /** The id of the card that was proved. */
  provedCardId(): string;
  /** Hands over the authorisation and the new password; answers the receipt as `complete` carries it. */
  write(authorisation: string, password: Uint8Array): Promise<Complete>;
  /** Until when the signature certificate is valid, Unix seconds. */
  validUntil(password: Uint8Array): Promise<number>;
  /** The card's signed status, as `recover` carries it. */
  status(challenge: ServerChallenge): Promise<Recover>;
  /** Ends the session and every verified PIN on the card. */
  release(): Promise<void>;
}

interface Held {
  proof: ChipProof | null;
  key: KioskKey | null;
  reset: OpenSession | null;
}

/** One card at a time on one reader. The card stays opened from the first command until `release`. */
export function createCardDesk(reader: Reader): CardDesk {
  let opened: Promise<Card> | null = null;
  let held: Held = { proof: null, key: null, reset: null };
  const card = (): Promise<Card> => {
    opened ??= reader.open().then((transport) => new Card(transport));
    opened.catch(() => (opened = null));
    return opened;
  };
  return {
    async look(now) {
      const facts = await precheck(await card(), now);
      return { ...facts, authCertificateId: await digestOf(facts.authCertificate) };
    },
    async prove(challenge, pin) {
      // The key outlives a card put back in the middle: the claim was made with it.
      held.key ??= await createEphemeralKey();
      const cardChallenge = await step2Challenge(challenge, held.key.publicKey);
      held.proof = await proveStep2({ card: await card(), pin, challenge: cardChallenge });
      return claimOf(held.proof, held.key.publicKey);
    },
    async agree() {
      const { proof, key } = proved(held);
      held.reset = await openReset({ card: await card(), kioskKey: key });
      return authoriseOf(held.reset, key.publicKey, proof.cardCertificate);
    },
    provedCardId: () => toBase64url(proved(held).proof.binding.cardId),
    async write(authorisation, password) {
      const { proof, reset } = proved(held);
      const receipt = await writePassword(reset!.session, authorisation, password);
      return completeOf(proof.binding.cardId, receipt, proof.cardCertificate);
    },
    validUntil: async (password) => (await readSignatureValidity(await card(), password)).notAfter,
    status: async (challenge) => recoverOf(await readStatus(await card(), await recoverNonce(challenge))),
    async release() {
      const closing = opened;
      opened = null;
      held = { ...held, proof: null, reset: null };
      await closing?.then((open) => open.close({ reset: true })).catch(() => undefined);
    },
  };
}

function proved({ proof, key, reset }: Held) {
  if (!proof || !key) throw new Error('no card was proved');
  return { proof, key, reset };
}

const digestOf = async (bytes: Octets): Promise<string> =>
  toBase64url(new Uint8Array(await crypto.subtle.digest('SHA-256', bytes)));

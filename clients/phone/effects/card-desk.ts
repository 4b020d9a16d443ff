import { Card } from '#clients/card/card.ts';
import { step1Challenge, type ServerChallenge } from '#clients/card/dialogue/challenge.ts';
import { precheck, type Precheck } from '#clients/card/dialogue/precheck.ts';
import type { OnStep } from '#clients/card/dialogue/proof.ts';
import { cardEvidence, proveStep1, type Step1Proof } from '#clients/card/dialogue/step1.ts';
import type { PinEntry } from '#clients/card/pin.ts';
import type { Reader } from '#clients/card/reader.ts';
import { PhoneFailure } from '../ports.ts';

export { cardEvidence };

/** What the phone has a card do. The card is opened for each of them and let go afterwards. */
export interface CardDesk {
  /** Counters and dates; spends nothing. `now` is Unix seconds. */
  look(now: number): Promise<Precheck>;
  /** With a `confirmLastTry` it must be the card that was looked at: the person agreed to risk that one. */
  prove(proving: Proving): Promise<Step1Proof>;
}

export interface Proving {
  challenge: ServerChallenge;
  pin: PinEntry;
  matchingNumberB: PinEntry;
  onStep: OnStep;
  now: number;
}

/** Throws `CardFailure`, or `PhoneFailure` for another card. */
export function createCardDesk(reader: Reader): CardDesk {
  let looked: Precheck | null = null;
  const withCard = async <T>(work: (card: Card) => Promise<T>): Promise<T> => {
    const card = new Card(await reader.open());
    try {
      return await work(card);
    } finally {
      await card.close({ reset: true }).catch(() => {});
    }
  };
  return {
    look: (now) => withCard(async (card) => (looked = await precheck(card, now))),
    prove: ({ challenge, pin, matchingNumberB, onStep, now }) =>
      withCard(async (card) => {
        const lastTry = pin.confirmLastTry || matchingNumberB.confirmLastTry;
        if (lastTry && !same(await precheck(card, now), looked)) throw new PhoneFailure('another-card');
        return proveStep1({ card, pin, matchingNumberB, onStep, challenge: await step1Challenge(challenge) });
      }),
  };
}

const same = (now: Precheck, before: Precheck | null): boolean =>
  before !== null &&
  now.authCertificate.length === before.authCertificate.length &&
  now.authCertificate.every((byte, index) => byte === before.authCertificate[index]);

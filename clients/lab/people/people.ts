import type { CardTransport } from '#clients/card/reader.ts';
import type { PrintedOnCard } from '#clients/card/applets/matching-number.ts';
import { createAuthority, type Authority } from '#clients/lab/card/issuer/authority.ts';
import type { PersonalisedCard } from '#clients/lab/card/profile.ts';
import { inMemoryStore } from '#clients/lab/card/store/memory-store.ts';
import { insertCard, VirtualCard } from '#clients/lab/card/virtual-card.ts';
import { HOLDER, issueLabCard, LAB_PASSWORD, LAB_PIN, type LabCardOrder } from './cards.ts';
import type { Camera } from '#clients/lab/demo/phone.ts';

/** Somebody with a card in hand. */
export interface Person {
  pin: string;
  signaturePassword: string;
  printed: PrintedOnCard;
  /** User-authentication certificate, DER as base64url. */
  certificate: string;
  /** Puts the card on a reader. */
  insert(): Promise<CardTransport>;
}

/** Everybody in the demonstration. */
export interface Cast {
  holder: Person;
  /** Has a good card and no reservation; another face in the chip. */
  neighbour: Person;
  /** A card of an authority that the service does not know. */
  forger: Person;
  /** Types the PIN wrong. */
  forgetful: Person;
  /** The card's PIN is blocked already. */
  blocked: Person;
  holderCamera: Camera;
  strangerCamera: Camera;
}

/** Gives a personalised card to somebody. Its memory lasts as long as this process. */
export function personWith({ profile, memory }: PersonalisedCard, printedFrom = HOLDER): Person {
  const card = new VirtualCard({ profile, store: inMemoryStore(memory) });
  const { birthDate, cardExpiry, securityCode } = printedFrom;
  return {
    pin: LAB_PIN,
    signaturePassword: LAB_PASSWORD,
    certificate: profile.certificates.auth,
    printed: { birthDate, expiryYear: cardExpiry.slice(0, 4), securityCode },
    insert: () => insertCard(card),
  };
}

/** Issues a card and hands it over. */
export const personOf = async (authority: Authority, order: LabCardOrder, now: number): Promise<Person> =>
  personWith(await issueLabCard(authority, order, now), { ...HOLDER, ...order.holder });

/** Has all the cards made. Keys are generated, so this takes a few seconds. */
export async function assembleCast(
  authority: Authority,
  faces: { holderCamera: Camera; strangerCamera: Camera; strangerPortrait: string },
  now: number,
): Promise<Cast> {
  const { strangerPortrait, ...cameras } = faces;
  const neighbour = { portrait: strangerPortrait, holder: { birthDate: '19720229', securityCode: '4321' } };
  return {
    holder: await personOf(authority, {}, now),
    neighbour: await personOf(authority, neighbour, now),
    forger: await personOf(await createAuthority(now), {}, now),
    forgetful: await personOf(authority, {}, now),
    blocked: await personOf(authority, { variant: { tries: { userPin: 0 } } }, now),
    ...cameras,
  };
}

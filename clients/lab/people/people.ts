import { Card } from '#clients/card/card.ts';
import type { PinEntry } from '#clients/card/pin.ts';
import { revoke, type RevocationList } from '#clients/lab/card/issuer/revocation.ts';
import { matchingDigits, type Holder } from '#clients/lab/card/personalise/holder.ts';
import type { CardTraits, PersonalisedCard } from '#clients/lab/card/profile.ts';
import { inMemoryStore, type MemoryStore } from '#clients/lab/card/store/memory-store.ts';
import { insertCard, VirtualCard } from '#clients/lab/card/virtual-card.ts';
import type { CardInHand } from '#clients/sdk/step1.ts';
import { ascii } from '#schema/contract/card.ts';
import { HOLDER, PIN, type Member } from './cast.ts';

/** Fresh bytes each time, because whoever takes a secret may overwrite it. */
export const secret = (text: string) => ({ secret: ascii(text) });

/** The 14 digits printed on a card of the lab. */
export const printed = (holder: Partial<Holder> = {}): PinEntry => ({
  secret: matchingDigits({ ...HOLDER, ...holder }),
});

/** A card of its own memory, switched on; `card` is the client in front of it. */
export async function insert(
  { profile, memory }: PersonalisedCard,
  options: { store?: MemoryStore; traits?: Partial<CardTraits> } = {},
) {
  const store = options.store ?? inMemoryStore(memory);
  const chip = new VirtualCard({ profile, store, ...(options.traits ? { traits: options.traits } : {}) });
  return { chip, store, card: new Card(await insertCard(chip)) };
}

/** Somebody with a card in hand, who knows the PIN and can read what is printed. */
export interface Person extends CardInHand {
  /** User-authentication certificate, DER as base64url. */
  certificate: string;
  /** Signature certificate, likewise; the card may have none. */
  signatureCertificate: string | null;
}

/** Gives a card to somebody. Its memory lasts as long as this process. */
export function personWith({ profile, memory }: PersonalisedCard, holder: Partial<Holder> = {}): Person {
  const card = new VirtualCard({ profile, store: inMemoryStore(memory) });
  return {
    pin: secret(PIN),
    matchingNumberB: printed(holder),
    certificate: profile.certificates.auth,
    signatureCertificate: profile.certificates.signature,
    reader: { open: () => insertCard(card) },
  };
}

/** What the authority has revoked of a member's card by `at`. */
export const revokedOf = ({ revoked }: Member, { profile }: PersonalisedCard, at: number): RevocationList =>
  revoked ? revoke([], profile.certificates[revoked.certificate]!, revoked.reason, at) : [];

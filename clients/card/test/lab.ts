import { readFile } from 'node:fs/promises';
import { ascii } from '#schema/contract/card.ts';
import { Card } from '../card.ts';
import { createAuthority, type Authority } from '#clients/lab/card/issuer/authority.ts';
import { chipPhoto } from '#clients/lab/card/personalise/chip-photo.ts';
import type { Holder } from '#clients/lab/card/personalise/holder.ts';
import { personalise, type CardVariant } from '#clients/lab/card/personalise/personalise.ts';
import type { CardTraits, PersonalisedCard } from '#clients/lab/card/profile.ts';
import { inMemoryStore, type MemoryStore } from '#clients/lab/card/store/memory-store.ts';
import { insertCard, VirtualCard } from '#clients/lab/card/virtual-card.ts';
// oxlint-disable-next-line no-restricted-imports -- a test's picture
import { PICTURES } from '#wasm/lab/synthetic/pictures.ts';

/** The moment at which everything here is made. */
export const NOW = Date.UTC(2026, 10, 25) / 1000;
export const PIN = '7093';
export const PASSWORD = 'OLD123PASS';
export const NEW_PASSWORD = 'NEW456WORD';

/** Nobody: an invented person of an invented address. */
export const HOLDER: Holder = {
  name: '番号　花子',
  address: '東京都千代田区架空町一丁目２番３号',
  birthDate: '19900401',
  sex: '2',
  prefecture: '東京都',
  city: '千代田区',
  municipalityCode: '13101',
  cardExpiry: '20350401',
  securityCode: '4821',
};

const portrait = PICTURES.selfies[2]!;

/** A photo as chips hold it. */
export const labPhoto = async () => chipPhoto(new Uint8Array(await readFile(portrait)));

/** An authority, and cards of it. Keys take a second or two: once for a test file. */
export async function openLab() {
  const authority = await createAuthority(NOW);
  const photo = await labPhoto();
  const issue = (variant: CardVariant = {}, holder: Partial<Holder> = {}): Promise<PersonalisedCard> =>
    personalise({
      authority,
      holder: { ...HOLDER, ...holder },
      photo,
      pin: PIN,
      signaturePassword: PASSWORD,
      now: NOW,
      variant,
    });
  return { authority, issue };
}
export type Lab = { authority: Authority; issue: Awaited<ReturnType<typeof openLab>>['issue'] };

/** A card of its own memory, switched on; `card` is the client in front of it. */
export async function insert(
  { profile, memory }: PersonalisedCard,
  options: { store?: MemoryStore; traits?: Partial<CardTraits> } = {},
) {
  const store = options.store ?? inMemoryStore(memory);
  const chip = new VirtualCard({ profile, store, ...(options.traits ? { traits: options.traits } : {}) });
  return { chip, store, card: new Card(await insertCard(chip)) };
}

/** Fresh bytes each time, because whoever takes a secret may overwrite it. */
export const secret = (text: string) => ({ secret: ascii(text) });

import { readFile } from 'node:fs/promises';
import type { Authority } from '#clients/lab/card/issuer/authority.ts';
import type { Holder } from '#clients/lab/card/personalise/holder.ts';
import { personalise, type CardVariant } from '#clients/lab/card/personalise/personalise.ts';
import { chipPhoto } from '#clients/lab/card/personalise/chip-photo.ts';
import type { PersonalisedCard } from '#clients/lab/card/profile.ts';
import { writeDurably } from '#clients/card/pcsc/bridge/durable-file.ts';
import { PICTURES } from '#wasm/lab/synthetic/pictures.ts';
import { MADE } from '#clients/operator/wrangler.ts';
import type { Lab } from '#clients/lab/system/lab.ts';

/** Secrets of every card of the lab: printed by `npm start`, typed by whoever tries it. */
export const LAB_PIN = '1234';
export const LAB_PASSWORD = 'ABC123';

/** An invented person whose card the lab issues. */
export const HOLDER: Holder = {
  name: '番号　花子',
  address: '東京都千代田区架空町一丁目２番３号',
  birthDate: '19900401',
  sex: '2',
  prefecture: '東京都',
  city: '千代田区',
  municipalityCode: '13101',
  cardExpiry: '20350401',
  securityCode: '1234',
};

/** How one card of the lab differs from the holder's. */
export interface LabCardOrder {
  holder?: Partial<Holder>;
  /** JPEG portrait for the chip; default: the demonstration's. */
  portrait?: string;
  variant?: CardVariant;
}

/** Has a card made by an authority. */
export async function issueLabCard(
  authority: Authority,
  { holder = {}, portrait = PICTURES.portrait, variant }: LabCardOrder,
  now: number,
): Promise<PersonalisedCard> {
  return personalise({
    authority,
    holder: { ...HOLDER, ...holder },
    photo: await chipPhoto(new Uint8Array(await readFile(portrait))),
    pin: LAB_PIN,
    signaturePassword: LAB_PASSWORD,
    now,
    ...(variant ? { variant } : {}),
  });
}

/** The one card that the pages of this lab share; made once, so that its memory in a browser stays its own. */
export async function theLabCard({ authority }: Lab, now: number): Promise<PersonalisedCard> {
  const file = `${MADE}lab-card.json`;
  const known = await readFile(file, 'utf8').catch(() => null);
  const card = known === null ? null : (JSON.parse(known) as PersonalisedCard);
  if (card?.profile.certificates.authCa === authority.userAuthentication.at(-1)!.certificate) return card;
  const made = await issueLabCard(authority, {}, now);
  await writeDurably(file, JSON.stringify(made));
  return made;
}

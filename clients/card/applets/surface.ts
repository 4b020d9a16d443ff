import { concat, fromHex, readOnly, readTlvs, SURFACE_TAGS, type Octets } from '#schema/contract/card.ts';
import type { Card } from '../card.ts';
import { CardFailure } from '../failure.ts';
import { readObject, selectApplication } from '../file.ts';
import { MATCHING_NUMBER_B, verify, type PinEntry } from '../pin.ts';

/** 券面事項確認 application. */
export const SURFACE_AID = fromHex('D3921000310001010402');

/** Elementary files of the surface application. EF 0005 (the My Number) is never touched. */
export const SURFACE = { photoFile: 0x0002, issuerCertificate: 0x0004 } as const;

export async function selectSurface(card: Card): Promise<void> {
  if (!(await selectApplication(card, SURFACE_AID))) throw new CardFailure('not-a-my-number-card');
}

/** Opens the photo file with 照合番号B and takes it apart. */
export async function readPhotoFile(card: Card, matchingNumber: PinEntry): Promise<PhotoFile> {
  await verify(card, MATCHING_NUMBER_B, matchingNumber);
  return parsePhotoFile(await readObject(card, SURFACE.photoFile));
}

/** CV certificate of the key that signed the photo file (EF 0004). */
export const readIssuerCertificate = (card: Card): Promise<Octets> =>
  readObject(card, SURFACE.issuerCertificate);

/** The card face file taken apart. `whole` objects are as written, tag and length included. */
export interface PhotoFile {
  /** DF22‖DF23‖DF24 as written: birth date, sex, surface key. */
  holderGroup: Octets;
  /** DF25‖DF26 as written: name and address. */
  textGroup: Octets;
  /** DF27 as written. */
  photo: Octets;
  /** DF28 value. */
  signature: Octets;
}

const { birthDate, sex, publicKey, name, address, photo, signature } = SURFACE_TAGS;
const ORDER: readonly number[] = [birthDate, sex, publicKey, name, address, photo, signature];

/**
 * Takes `FF20` apart by its tags (the offset table says nothing that they do not). Throws `CardFailure` `card-data`
 * when an object is missing, twice there, or out of order: the signature is over this order.
 */
export function parsePhotoFile(file: Octets): PhotoFile {
  const objects = objectsOf(file).filter(({ tag }) => ORDER.includes(tag));
  if (objects.length !== ORDER.length || objects.some(({ tag }, index) => tag !== ORDER[index])) {
    throw new CardFailure('card-data', { command: 'photo file' });
  }
  const whole = objects.map((object) => object.whole);
  return {
    holderGroup: concat(...whole.slice(0, 3)),
    textGroup: concat(...whole.slice(3, 5)),
    photo: whole[5]!,
    signature: objects[6]!.value,
  };
}

function objectsOf(file: Octets) {
  try {
    return readTlvs(readOnly(file, SURFACE_TAGS.file).value);
  } catch (cause) {
    throw new CardFailure('card-data', { command: 'photo file', cause });
  }
}

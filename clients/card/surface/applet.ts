import { fromHex, type Octets } from '#schema/contract/card.ts';
import type { Card } from '../card.ts';
import { CardFailure } from '../failure.ts';
import { readObject, selectApplication } from '../file.ts';
import { MATCHING_NUMBER_B, verify, type Presentation } from '../pin.ts';
import { parsePhotoFile, type PhotoFile } from './photo-file.ts';

/** 券面事項確認 application. */
export const SURFACE_AID = fromHex('D3921000310001010402');

/** Elementary files of the surface application. EF 0005 (the My Number) is never touched. */
export const SURFACE = { photoFile: 0x0002, issuerCertificate: 0x0004 } as const;

export async function selectSurface(card: Card): Promise<void> {
  if (!(await selectApplication(card, SURFACE_AID))) throw new CardFailure('not-a-my-number-card');
}

/** Opens the photo file with 照合番号B and takes it apart. */
export async function readPhotoFile(card: Card, matchingNumber: Presentation): Promise<PhotoFile> {
  await verify(card, MATCHING_NUMBER_B, matchingNumber);
  return parsePhotoFile(await readObject(card, SURFACE.photoFile));
}

/** CV certificate of the key that signed the photo file (EF 0004). */
export const readIssuerCertificate = (card: Card): Promise<Octets> =>
  readObject(card, SURFACE.issuerCertificate);

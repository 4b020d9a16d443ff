import { fromHex } from '#schema/contract/card.ts';
import type { CardProfile } from '../profile.ts';
import type { Application, FileMaker } from './application.ts';

export const TEXT_AID = fromHex('D3921000310001010408');

/**
 * 券面事項入力補助: the printed particulars as text. Kaijo never selects it; other middleware does. Its secure
 * messaging is not here.
 */
export const text = ({ text: made, surface }: CardProfile, file: FileMaker): Application => ({
  name: 'text',
  aid: TEXT_AID,
  files: new Map([
    [0x0001, file(made.numberFile, 'textPin', 'textMatchingNumberA')],
    [0x0002, file(made.holderFile, 'textPin', 'textMatchingNumberB')],
    [0x0003, file(made.signatureFile, 'textPin', 'textMatchingNumberA', 'textMatchingNumberB')],
    [0x0004, file(surface.issuerCertificate)],
  ]),
  references: new Map([
    [0x0011, 'textPin'],
    [0x0012, 'textReserved'],
    [0x0014, 'textMatchingNumberA'],
    [0x0015, 'textMatchingNumberB'],
  ]),
  keys: new Map(),
  records: new Map(),
  unnamedKey: null,
});

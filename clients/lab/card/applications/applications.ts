import { ascii, concat, fromHex } from '#schema/contract/card.ts';
import { SURFACE, SURFACE_AID } from '#clients/card/applets/surface.ts';
import type { CardProfile, CardTraits } from '../profile.ts';
import { rsaKeyOf } from '../rsa.ts';
import { EMPTY, fileMaker, type Application, type FileMaker } from './application.ts';
import { jpki } from './jpki.ts';

/** The applications of a card, in the order in which a prefix of an AID is matched. */
export function applicationsOf(profile: CardProfile, { filler }: CardTraits): Application[] {
  const file = fileMaker(filler);
  return [jpki(profile, file), surface(profile, file), text(profile, file), common(profile)];
}

/** 券面事項確認: what is printed on the card, signed. Kaijo's client opens the photo file and no other. */
const surface = ({ surface: made, keys }: CardProfile, file: FileMaker): Application => ({
  ...EMPTY,
  name: 'surface',
  aid: SURFACE_AID,
  files: new Map([
    [0x0001, file(made.birthFile, 'birthKey')],
    [SURFACE.photoFile, file(made.photoFile, 'matchingNumberB', 'matchingNumberA')],
    [0x0003, file(made.issueFile)],
    [SURFACE.issuerCertificate, file(made.issuerCertificate)],
    [0x0005, file(made.numberFile, 'matchingNumberA')],
  ]),
  references: new Map([
    [0x0011, 'birthKey'],
    [0x0012, 'matchingNumberB'],
    [0x0013, 'matchingNumberA'],
  ]),
  unnamedKey: { key: rsaKeyOf(keys.surface), needs: null },
});

export const TEXT_AID = fromHex('D3921000310001010408');

/**
 * 券面事項入力補助: the printed particulars as text. Kaijo never selects it; other middleware does. Its secure
 * messaging is not here.
 */
const text = ({ text: made, surface }: CardProfile, file: FileMaker): Application => ({
  ...EMPTY,
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
});

export const COMMON_AID = fromHex('D3921000310001010100');

/** 共通カード: one record that anybody may read. */
const common = ({ commonRecord }: CardProfile): Application => ({
  ...EMPTY,
  name: 'common',
  aid: COMMON_AID,
  records: new Map([[0x0001, [concat(Uint8Array.of(0x01, 0x1c), ascii(commonRecord))]]]),
});

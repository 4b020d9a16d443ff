import { SURFACE, SURFACE_AID } from '#clients/card/surface/applet.ts';
import type { CardProfile } from '../profile.ts';
import { rsaKeyOf } from '../rsa.ts';
import type { Application, FileMaker } from './application.ts';

/** 券面事項確認: what is printed on the card, signed. Kaijo's client opens the photo file and no other. */
export const surface = ({ surface: made, keys }: CardProfile, file: FileMaker): Application => ({
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
  keys: new Map(),
  records: new Map(),
  unnamedKey: { key: rsaKeyOf(keys.surface), needs: null },
});

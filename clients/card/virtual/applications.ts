import { fromBase64url } from '#schema/contract/bytes.ts';
import { ascii, concat, fromHex, type Octets } from '#schema/contract/card.ts';
import { JPKI, JPKI_AID, LAB_MODEL } from '../jpki/files.ts';
import { SURFACE, SURFACE_AID } from '../surface/applet.ts';
import type { CardProfile, CardTraits, ReferenceId } from './profile.ts';
import { rsaKeyOf, type RsaKey } from './rsa.ts';
import { tokenInfo } from './token-info.ts';

/** A file's content and the references that open it: none means free, several means any of them. */
export interface CardFile {
  content: Octets;
  openedBy: readonly ReferenceId[];
}

/** A signing key and the reference it needs. */
export interface CardKey {
  key: RsaKey;
  needs: ReferenceId | null;
}

/** One application: its elementary files, references and keys, all by file identifier. */
export interface Application {
  name: 'jpki' | 'surface' | 'common';
  aid: Octets;
  files: ReadonlyMap<number, CardFile>;
  references: ReadonlyMap<number, ReferenceId>;
  keys: ReadonlyMap<number, CardKey>;
  records: ReadonlyMap<number, readonly Octets[]>;
}

export const COMMON_AID = fromHex('D3921000310001010100');
const PRESENT = 0x8f;

/** The applications of a card, in the order in which a prefix of an AID is matched. */
export function applicationsOf(profile: CardProfile, traits: CardTraits): Application[] {
  const file = (content: Octets, ...openedBy: ReferenceId[]): CardFile => ({
    content: concat(content, new Uint8Array(traits.filler).fill(0xff)),
    openedBy,
  });
  const encoded = (text: string, ...openedBy: ReferenceId[]) => file(fromBase64url(text), ...openedBy);
  return [jpki(profile, file, encoded), surface(profile, encoded), common(profile)];
}

type Encoded = (text: string, ...openedBy: ReferenceId[]) => CardFile;

function jpki(
  { certificates, keys }: CardProfile,
  file: (content: Octets, ...openedBy: ReferenceId[]) => CardFile,
  encoded: Encoded,
): Application {
  const present = Uint8Array.of(certificates.signature ? PRESENT : 0, PRESENT, 0);
  const files: [number, CardFile][] = [
    [JPKI.signatureCaCertificate, encoded(certificates.signatureCa)],
    [JPKI.tokenInfo, file(tokenInfo(LAB_MODEL))],
    [JPKI.certificatesPresent, file(present)],
    [JPKI.authCertificate, encoded(certificates.auth)],
    [JPKI.authCaCertificate, encoded(certificates.authCa)],
    [JPKI.cardCertificate, encoded(certificates.card)],
  ];
  if (certificates.signature) {
    files.push([JPKI.signatureCertificate, encoded(certificates.signature, 'signaturePassword')]);
  }
  const signing: [number, CardKey][] = [[JPKI.authKey, { key: rsaKeyOf(keys.auth), needs: 'userPin' }]];
  if (keys.signature)
    signing.push([JPKI.signatureKey, { key: rsaKeyOf(keys.signature), needs: 'signaturePassword' }]);
  return {
    name: 'jpki',
    aid: JPKI_AID,
    files: new Map(files),
    references: new Map([
      [JPKI.userPin, 'userPin'],
      [JPKI.signaturePassword, 'signaturePassword'],
    ]),
    keys: new Map(signing),
    records: new Map(),
  };
}

/** The surface key is file 000F of this card; on the wire it is only ever named by P2 = 00. */
export const SURFACE_KEY = 0x000f;

function surface(
  { surface: { photoFile, issuerCertificate }, keys }: CardProfile,
  encoded: Encoded,
): Application {
  return {
    name: 'surface',
    aid: SURFACE_AID,
    files: new Map([
      [SURFACE.photoFile, encoded(photoFile, 'matchingNumberB')],
      [SURFACE.issuerCertificate, encoded(issuerCertificate)],
    ]),
    references: new Map([[0x0012, 'matchingNumberB']]),
    keys: new Map([[SURFACE_KEY, { key: rsaKeyOf(keys.surface), needs: null }]]),
    records: new Map(),
  };
}

function common({ commonRecord }: CardProfile): Application {
  const record = concat(Uint8Array.of(0x01, 0x1c), ascii(commonRecord));
  return {
    name: 'common',
    aid: COMMON_AID,
    files: new Map(),
    references: new Map(),
    keys: new Map(),
    records: new Map([[0x0001, [record]]]),
  };
}

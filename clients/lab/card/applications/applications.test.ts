import { createHash } from 'node:crypto';
import { beforeAll, describe, expect, it } from 'vitest';
import { fromBase64url } from '#schema/contract/bytes.ts';
import {
  ascii,
  concat,
  decodeCvCertificate,
  decodeRsaPublicKey,
  digestInfo,
  fromHex,
  readOnly,
  readTlvs,
  toHex,
  type Octets,
} from '#schema/contract/card.ts';
import type { Card } from '#clients/card/card.ts';
import { readObject, selectApplication } from '#clients/card/file.ts';
import { SURFACE_AID } from '#clients/card/applets/surface.ts';
import { rsaSpki, signedBySpki } from '#clients/card/test/checks.ts';
import { HOLDER, PIN } from '#clients/lab/people/cast.ts';
import { openLab } from '#clients/lab/people/lab.ts';
import { insert } from '#clients/lab/people/people.ts';
import { deviations } from '#clients/card/test/script.ts';
import { checkDigit } from '../personalise/holder.ts';
import type { PersonalisedCard } from '../profile.ts';
import { TEXT_AID } from './applications.ts';

const SURFACE = ['00 A4 04 0C 0A D3921000310001010402', '9000', 'surface'] as const;
const TEXT = ['00 A4 04 0C 0A D3921000310001010408', '9000', 'text'] as const;
const COMMON = ['00 A4 04 0C 0A D3921000310001010100', '9000', 'common'] as const;
const enter = (text: string, p2: string) =>
  `00 20 00 ${p2} ${text.length.toString(16).padStart(2, '0')} ${toHex(ascii(text))}`;
const MATCHING_NUMBER_B = '02040120354821';
const BIRTH_KEY = '020401';

let made: PersonalisedCard;
let number: string;
beforeAll(async () => {
  made = await (await openLab()).issue();
  number = String.fromCharCode(...fromBase64url(made.profile.text.numberFile).slice(3, 15));
});

const valueOf = (objects: Octets, tag: number) =>
  readTlvs(objects).find((object) => object.tag === tag)!.value;
const issuerKey = () => decodeCvCertificate(fromBase64url(made.profile.surface.issuerCertificate)).publicKey;
async function open(card: Card, aid: Uint8Array): Promise<Card> {
  expect(await selectApplication(card, aid)).toBe(true);
  return card;
}

describe('surface application', () => {
  it('opens each file by its own number', async () => {
    const { chip } = await insert(made);
    expect(
      await deviations(chip, [
        SURFACE,
        ['00 B0 81 00 04', '6982', 'birth date: closed'],
        ['00 B0 82 00 04', '6982', 'card face: closed'],
        ['00 B0 83 00 04', 'FF308201 9000', 'issue data: free'],
        ['00 B0 84 00 04', '7F218202 9000', 'CV certificate: free'],
        ['00 B0 85 00 04', '6982', 'number: closed'],
        ['00 20 00 91', '63CA', 'ten tries for the birth key'],
        ['00 20 00 92', '63CA', 'and for 照合番号B'],
        ['00 20 00 93', '63CA', 'and for 照合番号A'],
        [enter(BIRTH_KEY, '91'), '9000', 'birth key'],
        ['00 B0 81 00 02', 'FF10 9000', 'birth date: open'],
        ['00 B0 82 00 04', '6982', 'card face: still closed'],
        [enter(MATCHING_NUMBER_B, '92'), '9000', '照合番号B'],
        ['00 B0 82 00 02', 'FF20 9000', 'card face: open'],
        ['00 B0 85 00 04', '6982', 'number: still closed'],
        [enter(number, '93'), '9000', '照合番号A'],
        ['00 B0 85 00 02', 'FF40 9000', 'number: open'],
        [`00 24 01 92 0E ${toHex(ascii('0'.repeat(14)))}`, '6A80', 'what is printed cannot be changed'],
        ['00 A4 02 0C 02 000F', '6A82', 'the chip key is no file'],
      ]),
    ).toEqual([]);
  });

  it('signs with the key that the card face file names, without a PIN', async () => {
    const { chip, card } = await insert(made);
    const message = ascii('challenge');
    const digest = new Uint8Array(createHash('sha256').update(message).digest());
    await open(card, SURFACE_AID);
    const reply = await chip.process(fromHex(`80 2A 00 00 33 ${toHex(digestInfo(digest))} 00`));
    const face = readOnly(fromBase64url(made.profile.surface.photoFile), 0xff20).value;
    const key = decodeRsaPublicKey(valueOf(face, 0xdf24));
    expect(signedBySpki(rsaSpki(key), message, reply.slice(0, -2))).toBe(true);
  });

  it('has an offset table that points at every object', async () => {
    const file = fromBase64url(made.profile.surface.photoFile);
    const objects = readTlvs(readOnly(file, 0xff20).value);
    const offsets = objects[0]!.value;
    expect(offsets).toHaveLength(18);
    const tags = Array.from({ length: 9 }, (_, index) => {
      const at = (offsets[2 * index]! << 8) | offsets[2 * index + 1]!;
      return ((file[at]! << 8) | file[at + 1]!).toString(16);
    });
    expect(tags).toEqual(['df22', 'df23', 'df24', 'df25', 'df26', 'df27', 'df28', 'df29', 'df2a']);
  });

  it('holds birth date and issue data under the issuer signature', async () => {
    const birth = readOnly(fromBase64url(made.profile.surface.birthFile), 0xff10).value;
    expect(String.fromCharCode(...valueOf(birth, 0xdf11))).toBe(HOLDER.birthDate);
    const [date, key] = readTlvs(birth);
    const spki = rsaSpki(issuerKey());
    expect(signedBySpki(spki, concat(date!.whole, key!.whole), valueOf(birth, 0xdf13))).toBe(true);
    const issue = readOnly(fromBase64url(made.profile.surface.issueFile), 0xff30).value;
    const signed = concat(
      ...readTlvs(issue)
        .slice(0, 4)
        .map(({ whole }) => whole),
    );
    expect(String.fromCharCode(...valueOf(issue, 0xdf34))).toBe(HOLDER.municipalityCode);
    expect(signedBySpki(spki, signed, valueOf(issue, 0xdf35).slice(16))).toBe(true);
  });
});

describe('text application', () => {
  it('opens by its PIN, and has one number that is blocked from the first day', async () => {
    const { chip, card } = await insert(made);
    expect(
      await deviations(chip, [
        TEXT,
        ['00 20 00 91', '63C3', 'PIN'],
        ['00 20 00 92', '63C0', 'blocked'],
        [enter('0000', '92'), '6984', 'whatever is entered'],
        ['00 20 00 94', '63CA', '照合番号A'],
        ['00 20 00 95', '63CA', '照合番号B'],
        ['00 B0 81 00 00', '6982', 'number: closed'],
        [enter(MATCHING_NUMBER_B, '95'), '9000', '照合番号B'],
        ['00 B0 81 00 00', '6982', 'number: not by B'],
        ['00 B0 82 00 02', 'FF20 9000', 'particulars: by B'],
        [enter(PIN, '91'), '9000', 'PIN'],
        ['00 B0 81 00 00', `FF100C ${toHex(ascii(number))} FFFF 9000`, 'number: 17 bytes'],
      ]),
    ).toEqual([]);
    const particulars = readOnly(await readObject(card, 0x0002), 0xff20).value;
    const text = (tag: number) => new TextDecoder().decode(valueOf(particulars, tag));
    expect([text(0xdf22), text(0xdf23)]).toEqual([HOLDER.name, HOLDER.address]);
    expect([text(0xdf24), text(0xdf25)]).toEqual([HOLDER.birthDate, HOLDER.sex]);
  });

  it('signs both files by their digests', async () => {
    const { card, chip } = await insert(made);
    await open(card, TEXT_AID);
    expect(await deviations(chip, [[enter(PIN, '91'), '9000', 'PIN']])).toEqual([]);
    const file = readOnly(await readObject(card, 0x0003), 0xff30).value;
    const sha256 = (bytes: Uint8Array) => createHash('sha256').update(bytes).digest('hex');
    expect(toHex(valueOf(file, 0xdf31))).toBe(sha256(fromBase64url(made.profile.text.numberFile)));
    const [offsets, ...objects] = readTlvs(
      readOnly(fromBase64url(made.profile.text.holderFile), 0xff20).value,
    );
    expect(offsets!.value).toHaveLength(8);
    expect(toHex(valueOf(file, 0xdf32))).toBe(sha256(concat(...objects.map(({ whole }) => whole))));
    const signed = concat(
      ...readTlvs(file)
        .slice(0, 2)
        .map(({ whole }) => whole),
    );
    expect(signedBySpki(rsaSpki(issuerKey()), signed, valueOf(file, 0xdf33))).toBe(true);
  });

  it('has a number that can be nobody’s', () => {
    const digits = Array.from(number, Number);
    expect(digits).toHaveLength(12);
    expect(digits[11]).not.toBe(checkDigit(digits.slice(0, 11)));
    // The example of the My Number check digit in common use
    expect(checkDigit([1, 2, 3, 4, 5, 6, 7, 8, 9, 0, 1])).toBe(8);
  });
});

describe('common application', () => {
  it('tells its record to anybody', async () => {
    const { chip } = await insert(made);
    const record = `011C ${toHex(ascii(made.profile.commonRecord))} 9000`;
    expect(
      await deviations(chip, [
        COMMON,
        ['00 B2 01 04 00', '6986', 'no current file'],
        ['00 A4 02 0C 02 0001', '9000', 'record file'],
        ['00 B2 01 04 00', record, 'first record'],
        ['00 B2 01 0C 00', record, 'by short id'],
        ['00 B2 02 04 00', '6A83', 'there is only one'],
        ['00 B2 01 00 00', '6A86', 'only by number'],
        ['00 B2 01 04', '6700', 'no length asked for'],
      ]),
    ).toEqual([]);
    expect(made.profile.commonRecord).toMatch(/^\d{15}1310120350401$/);
  });
});

describe('commands of no application', () => {
  it('answers what it does not know, and malformed APDUs', async () => {
    const { chip } = await insert(made);
    expect(
      await deviations(chip, [
        ['00', '6700', 'not even a header'],
        ['00 A4 04 0C 0A D392', '6700', 'cut off'],
        ['00 B0 00 00 00 00', '6700', 'half an extended length'],
        ['00 A4 04 0C 00 0000 41', '6700', 'an extended Lc of nothing'],
        ['00 FF 00 00', '6D00', 'unknown instruction'],
        ['80 FF 00 00', '6D00', 'unknown instruction of the card’s own class'],
        ['01 A4 04 0C', '6881', 'another channel'],
        ['A0 A4 00 00', '6E00', 'another class'],
        ['08 B0 00 00 00', '6E00', 'secure messaging of the text application is not here'],
        ['0C 82 00 00 00', '6882', 'no secure channel'],
        ['00 84 00 00 08', '*8 9000', 'challenge'],
        ['00 84 00 00 00', '*256 9000', 'the longest'],
        ['00 84 00 00 00 0020', '6985', 'not in extended form'],
        ['00 84 00 00', '6700', 'no length'],
        ['00 CA DF 01 00', '6A88', 'no reset data outside JPKI'],
      ]),
    ).toEqual([]);
  });
});

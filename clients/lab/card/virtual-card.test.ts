import { beforeAll, describe, expect, it } from 'vitest';
import { ascii, digestInfo, fromHex, toHex } from '#schema/contract/card.ts';
import { fromBase64url } from '#schema/contract/bytes.ts';
import { PASSWORD, PIN } from '#clients/lab/people/cast.ts';
import { openLab } from '#clients/lab/people/lab.ts';
import { insert } from '#clients/lab/people/people.ts';
import { deviations } from '#clients/card/test/script.ts';
import type { PersonalisedCard } from './profile.ts';

const hex = (text: string) => toHex(ascii(text));
const verifyData = (text: string, p2 = '80') =>
  `00 20 00 ${p2} ${text.length.toString(16).padStart(2, '0')} ${hex(text)}`;

const JPKI = '00 A4 04 0C 0A D392F000260100000001';
const SURFACE = '00 A4 04 0C 0A D3921000310001010402';
const selectJpki = [JPKI, '9000', 'JPKI'] as const;
const verifyUserPin = [verifyData(PIN, '98'), '9000', 'user PIN by short id'] as const;

let made: PersonalisedCard;
let unsigned: PersonalisedCard;
beforeAll(async () => {
  const lab = await openLab();
  made = await lab.issue();
  unsigned = await lab.issue({ variant: { withoutSignatureCertificate: true } });
});

describe('SELECT', () => {
  it('finds applications by whole name or prefix, and files inside them', async () => {
    const { chip } = await insert(made);
    expect(
      await deviations(chip, [
        ['00 A4 02 0C 02 0018', '6A82', 'no file before an application'],
        ['00 A4 00 00', '6A86', 'no master file right after reset'],
        ['00 A4 04 0C 0A D392F0002601000000FF', '6A82', 'an application that is not there'],
        ['00 A4 04 0C 05 D392F00026', '9000', 'prefix of JPKI'],
        ['00 A4 02 0C 02 0018', '9000', 'a PIN is a file too'],
        ['00 A4 02 0C 02 0003', '6A82', 'no such file'],
        ['00 A4 02 0C 01 18', '6700', 'an identifier has two bytes'],
        ['00 A4 00 00', '9000', 'the master file inside an application: no effect'],
        ['00 20 00 80', '63C3', 'the PIN is still the current file'],
        ['00 A4 00 00 02 3F00', '6A82', 'the master file has no identifier'],
        ['00 A4 08 00 02 0018', '6A86', 'no selection by path'],
        ['00 A4 04 0C', '6A82', 'no name'],
        ['00 20 00 80', '63C3', 'an unknown application leaves the present one'],
        [SURFACE, '9000', 'another application'],
        ['00 20 00 80', '6986', 'there is no current file any more'],
      ]),
    ).toEqual([]);
  });

  it('forgets verified PINs', async () => {
    const { chip } = await insert(made);
    const sign = `80 2A 00 97 33 ${toHex(digestInfo(new Uint8Array(32)))} 00`;
    expect(
      await deviations(chip, [
        selectJpki,
        verifyUserPin,
        [sign, '*256 9000', 'signs'],
        selectJpki,
        [sign, '6982', 'selected again: the PIN is asked again'],
        verifyUserPin,
      ]),
    ).toEqual([]);
    await chip.reset();
    expect(
      await deviations(chip, [
        [sign, '6986', 'reset: no application'],
        selectJpki,
        [sign, '6982', 'nor PIN'],
        verifyUserPin,
      ]),
    ).toEqual([]);
    await chip.powerOff();
    expect(await chip.process(fromHex('00A40000'))).toHaveLength(0);
    await chip.powerOn();
    expect(await deviations(chip, [selectJpki, [sign, '6982', 'power cut: nor then']])).toEqual([]);
  });
});

describe('READ BINARY', () => {
  it('reads by offset, by short id, short and extended, and says where the end is', async () => {
    const { chip } = await insert(made);
    const certificate = fromBase64url(made.profile.certificates.auth);
    const all = toHex(certificate);
    const length = certificate.length.toString(16).padStart(4, '0');
    expect(
      await deviations(chip, [
        selectJpki,
        ['00 B0 00 00 04', '6986', 'no current file'],
        ['00 A4 02 0C 02 000A', '9000', 'authentication certificate'],
        ['00 B0 00 00 04', `3082 * 9000`, 'its header'],
        ['00 B0 00 00 00', `${all.slice(0, 512)} 9000`, 'Le 00 is 256'],
        ['00 B0 01 00 08', `${all.slice(512, 528)} 9000`, 'an offset of two bytes'],
        ['00 B0 00 00 00 0000', `${all} 9000`, 'extended Le: all of it'],
        [`00 B0 ${length} 01`, '6B00', 'past the end'],
        ['00 B0 00 00', '6700', 'no length asked for'],
        ['00 B0 8B 02 02', '* 9000', 'CA certificate by short id, at offset 2'],
        ['00 B0 00 00 02', '3082 9000', 'which is current now'],
        ['00 B0 83 00 02', '6A82', 'no file of that short id'],
        ['00 B0 98 00 02', '6981', 'a PIN cannot be read'],
      ]),
    ).toEqual([]);
  });

  it('protects the signature certificate, and says which certificates there are', async () => {
    const { chip } = await insert(made);
    expect(
      await deviations(chip, [
        selectJpki,
        ['00 B0 88 00 03', '8F8F00 9000', 'signature and authentication'],
        ['00 B0 81 00 04', '6982', 'closed'],
        [verifyData(PASSWORD, '9B'), '9000', 'signature password'],
        ['00 B0 81 00 04', '3082 * 9000', 'open'],
        ['00 B0 86 00 20', `${hex('JPKIAPICCTOKEN2'.padEnd(32))} 9000`, 'token label'],
        ['00 B0 86 40 10', `${hex('VCARD'.padEnd(16))} 9000`, 'model: the mark of the lab'],
      ]),
    ).toEqual([]);
    expect(
      await deviations((await insert(unsigned)).chip, [
        selectJpki,
        ['00 B0 88 00 03', '008F00 9000', 'authentication only'],
        ['00 A4 02 0C 02 0001', '6A82', 'no certificate'],
        ['00 A4 02 0C 02 001A', '6A82', 'and no key'],
      ]),
    ).toEqual([]);
  });

  it('has filler after the content where that was asked for', async () => {
    const { chip } = await insert(made, { traits: { filler: 2 } });
    expect(
      await deviations(chip, [selectJpki, ['00 B0 88 00 00', '8F8F00FFFF 9000', 'two bytes of FF']]),
    ).toEqual([]);
  });
});

describe('VERIFY', () => {
  it('counts down, blocks, and comes back only by the right PIN', async () => {
    const { chip, store } = await insert(made);
    expect(
      await deviations(chip, [
        selectJpki,
        ['00 20 00 80', '6986', 'no current file'],
        ['00 A4 02 0C 02 0018', '9000', 'user PIN'],
        ['00 20 00 80', '63C3', 'asked for, not spent'],
        ['00 20 00 80', '63C3', 'still not'],
        [verifyData('0000'), '63C2', 'wrong'],
        [verifyData('0001'), '63C1', 'wrong'],
        [verifyData(PIN), '9000', 'right'],
        ['00 20 00 80', '63C3', 'full again; verified, and still says so'],
        [verifyData('0000'), '63C2', 'wrong'],
        [verifyData('0000'), '63C1', 'wrong'],
        [verifyData('0000'), '63C0', 'the last'],
        [verifyData(PIN), '6984', 'blocked, right or not'],
        ['00 20 00 80', '63C0', 'says so'],
      ]),
    ).toEqual([]);
    const again = await insert(made, { store, traits: { blockedWord: 0x6983 } });
    expect(
      await deviations(again.chip, [
        selectJpki,
        [verifyData(PIN, '98'), '6983', 'still blocked after power off, with the other word'],
        ['00 20 00 9B', '63C5', 'the signature password has its own counter'],
      ]),
    ).toEqual([]);
  });

  it('forgets an earlier success when a later PIN is wrong', async () => {
    const { chip } = await insert(made);
    const sign = `80 2A 00 97 33 ${toHex(digestInfo(new Uint8Array(32)))} 00`;
    expect(
      await deviations(chip, [
        selectJpki,
        verifyUserPin,
        [verifyData('0000', '98'), '63C2', 'wrong now'],
        [sign, '6982', 'not verified any more'],
      ]),
    ).toEqual([]);
  });

  it('refuses what is not an entry without spending a try', async () => {
    const { chip } = await insert(made);
    expect(
      await deviations(chip, [
        selectJpki,
        [verifyData('12345678901234567', '98'), '6700', '17 bytes'],
        ['00 20 01 98 04 31323334', '6A86', 'P1'],
        ['00 20 00 97 04 31323334', '6981', 'a key is no PIN'],
        ['00 20 00 83 04 31323334', '6A88', 'no such file'],
        ['00 20 00 98 05 31323334', '6700', 'Lc says more than there is'],
        ['00 20 00 98', '63C3', 'all tries are there'],
      ]),
    ).toEqual([]);
  });

  it('does not fold case', async () => {
    const { chip } = await insert(made);
    expect(
      await deviations(chip, [
        selectJpki,
        [verifyData(PASSWORD.toLowerCase(), '9B'), '63C4', 'bytes are bytes'],
      ]),
    ).toEqual([]);
  });
});

describe('CHANGE REFERENCE DATA', () => {
  it('takes a new PIN when the old one was verified', async () => {
    const { chip, store } = await insert(made);
    expect(
      await deviations(chip, [
        selectJpki,
        [`00 24 01 98 04 ${hex('1111')}`, '6982', 'not verified'],
        verifyUserPin,
        [`00 24 01 98 03 ${hex('111')}`, '6A80', 'three digits'],
        [`00 24 00 98 08 ${hex('70931111')}`, '6A86', 'the old-and-new form is not there'],
        [`00 24 01 98 04 ${hex('1111')}`, '9000', 'changed'],
        [verifyData(PIN, '98'), '63C2', 'old'],
        [verifyData('1111', '98'), '9000', 'new'],
        [verifyData(PASSWORD, '9B'), '9000', 'signature password'],
        [`00 24 01 9B 06 ${hex('ABCDEF')}`, '6A80', 'no digit'],
        [`00 24 01 9B 06 ${hex('ABCDE1')}`, '9000', 'changed'],
      ]),
    ).toEqual([]);
    expect(
      await deviations((await insert(made, { store })).chip, [
        selectJpki,
        [verifyData('1111', '98'), '9000', 'lasting'],
        [verifyData('ABCDE1', '9B'), '9000', 'lasting'],
      ]),
    ).toEqual([]);
  });
});

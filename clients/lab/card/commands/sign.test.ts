import { constants, createHash, publicEncrypt, verify, X509Certificate } from 'node:crypto';
import { beforeAll, describe, expect, it } from 'vitest';
import { fromBase64url } from '#schema/contract/bytes.ts';
import { ascii, copyOf, digestInfo, fromHex, toHex, type Octets } from '#schema/contract/card.ts';
import { PASSWORD, PIN } from '#clients/lab/people/cast.ts';
import { openLab } from '#clients/lab/people/lab.ts';
import { insert } from '#clients/lab/people/people.ts';
import { deviations } from '#clients/card/test/script.ts';
import type { PersonalisedCard } from '../profile.ts';
import type { VirtualCard } from '../virtual-card.ts';

const JPKI = '00 A4 04 0C 0A D392F000260100000001';
const message = ascii('what is to be signed');
const digest = copyOf(createHash('sha256').update(message).digest());

let made: PersonalisedCard;
beforeAll(async () => {
  made = await (await openLab()).issue();
});

const inHex = (data: Uint8Array) => data.length.toString(16).padStart(2, '0') + toHex(data);
const verifyPin = (text: string, p2: string) => `00 20 00 ${p2} ${inHex(ascii(text))}`;

async function ready(): Promise<VirtualCard> {
  const { chip } = await insert(made);
  expect(
    await deviations(chip, [
      [JPKI, '9000', 'JPKI'],
      [verifyPin(PIN, '98'), '9000', 'user PIN'],
      [verifyPin(PASSWORD, '9B'), '9000', 'signature password'],
    ]),
  ).toEqual([]);
  return chip;
}

async function signature(chip: VirtualCard, p1: string, p2: string, input: Uint8Array): Promise<Octets> {
  const answer = await chip.process(fromHex(`80 2A ${p1} ${p2} ${inHex(input)} 00`));
  expect(toHex(answer.slice(-2))).toBe('9000');
  expect(answer).toHaveLength(258);
  return answer.slice(0, -2);
}

const keyOf = (kind: 'auth' | 'signature') =>
  new X509Certificate(fromBase64url(made.profile.certificates[kind]!)).publicKey;

describe('COMPUTE DIGITAL SIGNATURE', () => {
  it.each([
    ['00', digestInfo(digest), 'a DigestInfo, used verbatim'],
    ['02', digest, 'a digest, framed by the card'],
    ['03', message, 'a message, hashed and framed by the card'],
  ])('P1 %s makes a PKCS #1 v1.5 signature of %2$s', async (p1, input) => {
    const chip = await ready();
    expect(verify('sha256', message, keyOf('auth'), await signature(chip, p1, '97', input))).toBe(true);
    expect(verify('sha256', message, keyOf('signature'), await signature(chip, p1, '9A', input))).toBe(true);
  });

  it('P1 01 signs the bare digest', async () => {
    const made = await signature(await ready(), '01', '97', message);
    const opened = publicEncrypt({ key: keyOf('auth'), padding: constants.RSA_NO_PADDING }, made);
    expect(toHex(opened)).toBe(`0001${'ff'.repeat(256 - 35)}00${toHex(digest)}`);
  });

  it.each([
    ['04', digest],
    ['05', message],
  ])('P1 %s makes a PSS signature', async (p1, input) => {
    const made = await signature(await ready(), p1, '97', input);
    const key = { key: keyOf('auth'), padding: constants.RSA_PKCS1_PSS_PADDING, saltLength: 32 };
    expect(verify('sha256', message, key, made)).toBe(true);
  });

  it('refuses what it cannot sign', async () => {
    const chip = await ready();
    const block = inHex(digestInfo(digest));
    expect(
      await deviations(chip, [
        [`80 2A 06 97 ${block} 00`, '6A86', 'no such scheme'],
        [`80 2A 00 97 ${inHex(new Uint8Array(246))} 00`, '6700', 'too long for the padding'],
        ['80 2A 00 97 00', '6700', 'nothing to sign'],
        ['80 2A 02 97 02 0000 00', '6985', 'not a digest'],
        [`80 2A 00 97 ${block}`, '6700', 'no answer asked for'],
        [`80 2A 00 97 ${block} 20`, '6700', 'less asked for than a signature has'],
        [`80 2A 00 98 ${block} 00`, '6981', 'a PIN is no key'],
        [`80 2A 00 83 ${block} 00`, '6A88', 'no such file'],
        [`80 2A 00 00 ${block} 00`, '6A86', 'JPKI has no key without a file'],
        [`00 2A 00 97 ${block} 00`, '6D00', 'the ISO class has no such command'],
      ]),
    ).toEqual([]);
  });

  it('needs the PIN of that key', async () => {
    const { chip } = await insert(made);
    const block = inHex(digestInfo(digest));
    expect(
      await deviations(chip, [
        [JPKI, '9000', 'JPKI'],
        [`80 2A 00 97 ${block} 00`, '6982', 'no PIN'],
        [verifyPin(PIN, '98'), '9000', 'user PIN'],
        [`80 2A 00 9A ${block} 00`, '6982', 'not enough for the signature key'],
        ['00 A4 02 0C 02 0017', '9000', 'authentication key'],
        [`80 2A 00 80 ${block} 00`, '*256 9000', 'the current file'],
      ]),
    ).toEqual([]);
  });
});

import { describe, expect, it } from 'vitest';
import { toHex } from '#schema/contract/card.ts';
import { readFixed, readObject, selectApplication } from './file.ts';
import { readCertificatesPresent, selectJpki, JPKI_AID } from './applets/jpki.ts';
import { scriptedCard, type Line } from './test/script.ts';

const selectFile: Line = ['00 A4 02 0C 02 000A', '9000', 'certificate'];
const bytes = (count: number, value = '5A') => value.repeat(count);

describe('readObject', () => {
  it('reads as much as the header says, in pieces of 256, and the last exactly', async () => {
    const { card, unspoken } = scriptedCard([
      selectFile,
      ['00 B0 00 00 00', `3082 0204 ${bytes(252)} 9000`, 'header: 4 + 516 bytes'],
      ['00 B0 01 00 00', `${bytes(256)} 9000`, 'second piece'],
      ['00 B0 02 00 08', `${bytes(8)} 9000`, 'the rest, exactly'],
    ]);
    expect(await readObject(card, 0x000a)).toHaveLength(520);
    expect(unspoken()).toEqual([]);
  });

  it('goes on where a card gave less than was asked for', async () => {
    const { card, unspoken } = scriptedCard([
      selectFile,
      ['00 B0 00 00 00', `3006 ${bytes(2)} 6282`, 'end of file, says the card'],
      ['00 B0 00 04 04', `${bytes(1)} 9000`, 'one byte'],
      ['00 B0 00 05 03', `${bytes(3)} 9000`, 'the rest'],
    ]);
    expect(toHex(await readObject(card, 0x000a))).toBe(`3006${bytes(6)}`.toLowerCase());
    expect(unspoken()).toEqual([]);
  });

  it('leaves out filler behind and two bytes before', async () => {
    const { card } = scriptedCard([
      selectFile,
      ['00 B0 00 00 00', '0000 FF20 02 ABCD FFFFFFFF 9000', 'as some cards have it'],
    ]);
    expect(toHex(await readObject(card, 0x000a))).toBe('ff2002abcd');
  });

  it.each([
    ['an empty file', '9000'],
    ['an empty file, said by the word', '6B00'],
    ['filler only', `${bytes(16, 'FF')} 9000`],
    ['a length over 32 kB', '3082 8000 9000'],
    ['an indefinite length', '3080 0000 9000'],
    ['a length of three bytes', '3083 010000 9000'],
  ])('says card-data at %s', async (_, response) => {
    const { card } = scriptedCard([selectFile, ['00 B0 00 00 00', response, 'first piece']]);
    await expect(readObject(card, 0x000a)).rejects.toMatchObject({ code: 'card-data' });
  });

  it('says card-data when the file ends before the object does', async () => {
    const { card, unspoken } = scriptedCard([
      selectFile,
      ['00 B0 00 00 00', `3010 ${bytes(4)} 9000`, 'sixteen bytes announced'],
      ['00 B0 00 06 0C', '6B00', 'but there are no more'],
    ]);
    await expect(readObject(card, 0x000a)).rejects.toMatchObject({ code: 'card-data' });
    expect(unspoken()).toEqual([]);
  });

  it('passes a refusal on', async () => {
    const { card } = scriptedCard([selectFile, ['00 B0 00 00 00', '6982', 'a PIN is needed']]);
    await expect(readObject(card, 0x000a)).rejects.toMatchObject({
      code: 'card-refused',
      facts: { command: 'READ BINARY', statusWord: 0x6982 },
    });
  });
});

describe('readFixed', () => {
  it('reads so many bytes and drops the rest', async () => {
    const { card, unspoken } = scriptedCard([
      ['00 A4 02 0C 02 0008', '9000', 'certificates present'],
      ['00 B0 00 00 03', '8F8F00 FFFF 9000', 'three bytes, and filler'],
    ]);
    expect(toHex(await readFixed(card, 0x0008, 3))).toBe('8f8f00');
    expect(unspoken()).toEqual([]);
  });

  it('tells which certificates are there', async () => {
    const { card } = scriptedCard([
      ['00 A4 02 0C 02 0008', '9000', 'certificates present'],
      ['00 B0 00 00 03', '00 8F 00 9000', 'authentication only'],
    ]);
    expect(await readCertificatesPresent(card)).toEqual({ signature: false, authentication: true });
  });
});

describe('selectApplication', () => {
  it('tells a card without the application from one that refuses', async () => {
    const select = '00 A4 04 0C 0A D392F000260100000001';
    expect(await selectApplication(scriptedCard([[select, '9000', 'there']]).card, JPKI_AID)).toBe(true);
    expect(await selectApplication(scriptedCard([[select, '6A82', 'not there']]).card, JPKI_AID)).toBe(false);
    await expect(selectJpki(scriptedCard([[select, '6A82', 'not there']]).card)).rejects.toMatchObject({
      code: 'not-a-my-number-card',
    });
    await expect(selectJpki(scriptedCard([[select, '6999', 'something']]).card)).rejects.toMatchObject({
      code: 'card-refused',
    });
  });
});

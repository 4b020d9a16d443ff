import { describe, expect, it } from 'vitest';
import { ascii, toHex } from '#schema/contract/card.ts';
import type { Command } from './apdu/command.ts';
import { Card } from './card.ts';
import { CardFailure } from './failure.ts';
import { scriptedCard } from './test/script.ts';

const read: Command = { name: 'READ BINARY', cla: 0, ins: 0xb0, p1: 0, p2: 0, le: 256 };
const select: Command = { name: 'SELECT', cla: 0, ins: 0xa4, p1: 4, p2: 0x0c, data: Uint8Array.of(1) };

describe('Card', () => {
  it('collects an answer that the reader hands over in pieces', async () => {
    const { card, unspoken } = scriptedCard([
      ['00 B0 00 00 00', 'AA 61 02', 'two more bytes are waiting'],
      ['00 C0 00 00 02', 'BB CC 61 00', 'then 256 or more'],
      ['00 C0 00 00 00', 'DD 90 00', 'the end'],
    ]);
    expect(toHex((await card.send(read)).data)).toBe('aabbccdd');
    expect(unspoken()).toEqual([]);
  });

  it('repeats a command with the length that the card names', async () => {
    const { card, unspoken } = scriptedCard([
      ['00 B0 00 00 00', '6C 03', 'three bytes, not 256'],
      ['00 B0 00 00 03', 'AA BB CC 90 00', 'asked again'],
      ['00 B0 00 00 00', '6C 00', '00 stands for 256'],
      ['00 B0 00 00 00', '90 00', 'asked again'],
    ]);
    expect(toHex((await card.send(read)).data)).toBe('aabbcc');
    expect((await card.send(read)).sw).toBe(0x9000);
    expect(unspoken()).toEqual([]);
  });

  it('asks again for a piece with the length that the card names', async () => {
    const { card, unspoken } = scriptedCard([
      ['00 B0 00 00 00', '61 10', 'a reader guessed'],
      ['00 C0 00 00 10', '6C 02', 'two, not sixteen'],
      ['00 C0 00 00 02', 'AA BB 90 00', 'asked again'],
    ]);
    expect(toHex((await card.send(read)).data)).toBe('aabb');
    expect(unspoken()).toEqual([]);
  });

  it('never repeats a command that asked for no data: VERIFY sent twice spends two tries', async () => {
    const verify: Command = { name: 'VERIFY', cla: 0, ins: 0x20, p1: 0, p2: 0x80, data: ascii('1234') };
    const { card, unspoken } = scriptedCard([['00 20 00 80 04 31 32 33 34', '6C 00', 'a reader in between']]);
    expect((await card.send(verify)).sw).toBe(0x6c00);
    expect(unspoken()).toEqual([]);
  });

  it('does not follow a card that never ends', async () => {
    const { card } = scriptedCard([
      ['00 B0 00 00 00', '61 10', 'more'],
      ['00 C0 00 00 10', '61 10', 'but nothing comes'],
    ]);
    await expect(card.send(read)).rejects.toMatchObject({ code: 'card-data' });
    const endless = new Card({
      transceive: async () => new Uint8Array(258).fill(0x61),
      close: async () => undefined,
    });
    await expect(endless.send(read)).rejects.toMatchObject({ code: 'card-data' });
  });

  it.each([
    ['no bytes', new Uint8Array()],
    ['one byte', Uint8Array.of(0x90)],
  ])('says that the link is lost at %s', async (_, reply) => {
    const card = new Card({ transceive: async () => reply, close: async () => undefined });
    await expect(card.send(read)).rejects.toMatchObject({ code: 'link-lost' });
  });

  it('keeps the failure that a transport names, and calls any other a lost link', async () => {
    const failing = (error: Error) => {
      const transceive = async () => {
        throw error;
      };
      return new Card({ transceive, close: async () => undefined });
    };
    await expect(failing(new CardFailure('bridge-lost')).send(read)).rejects.toMatchObject({
      code: 'bridge-lost',
    });
    const cause = new Error('SCARD_E_SOMETHING');
    await expect(failing(cause).send(read)).rejects.toMatchObject({ code: 'link-lost', cause });
  });

  it('overwrites the bytes it sent, and leaves the caller its own', async () => {
    const secret = ascii('1234');
    const sent: Uint8Array[] = [];
    const card = new Card({
      transceive: async (apdu) => {
        expect(toHex(apdu)).toBe('002000800431323334');
        sent.push(apdu);
        return Uint8Array.of(0x90, 0);
      },
      close: async () => undefined,
    });
    await card.send({ name: 'VERIFY', cla: 0, ins: 0x20, p1: 0, p2: 0x80, data: secret });
    expect(sent[0]!.every((byte) => byte === 0)).toBe(true);
    expect(String.fromCharCode(...secret)).toBe('1234');
  });

  it.each([
    ['SELECT of an application', select, true],
    ['SELECT of a file', { ...select, p1: 2 }, false],
    ['GENERAL AUTHENTICATE', { ...read, ins: 0x86 }, true],
    ['READ BINARY', read, false],
  ])('%s ends what was kept: %s', async (_, command, ends) => {
    const { card } = scriptedCard([['*', '90 00', 'any']]);
    let destroyed = 0;
    card.keep({ destroy: () => void (destroyed += 1) });
    await card.send(command);
    expect(destroyed).toBe(ends ? 1 : 0);
    await card.close({ reset: true });
    expect(destroyed).toBe(1);
  });

  it('ends what was kept when the link is lost', async () => {
    const card = new Card({ transceive: async () => new Uint8Array(), close: async () => undefined });
    let destroyed = false;
    card.keep({ destroy: () => void (destroyed = true) });
    await expect(card.send(read)).rejects.toMatchObject({ code: 'link-lost' });
    expect(destroyed).toBe(true);
  });
});

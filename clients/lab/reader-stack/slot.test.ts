import * as fc from 'fast-check';
import { once } from 'node:events';
import { createServer, type AddressInfo, type Server, type Socket } from 'node:net';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { concat, fromHex } from '#schema/contract/card.ts';
import { openLab } from '#clients/lab/people/lab.ts';
import type { PersonalisedCard } from '#clients/lab/card/profile.ts';
import { inMemoryStore } from '#clients/lab/card/store/memory-store.ts';
import { VirtualCard } from '#clients/lab/card/virtual-card.ts';
import { CONTROL, FrameReader, packFrame } from './frames.ts';
import { MY_NUMBER_ATR, VpcdSlot, type Exchange } from './slot.ts';

describe('frames', () => {
  it('come out as they went in, wherever TCP cuts them', () => {
    const bodies = fc.array(fc.uint8Array({ maxLength: 600 }), { maxLength: 6 });
    fc.assert(
      fc.property(bodies, fc.infiniteStream(fc.integer({ min: 1, max: 300 })), (sent, cuts) => {
        const stream = concat(...sent.map(packFrame));
        const reader = new FrameReader();
        const received: Uint8Array[] = [];
        for (let at = 0; at < stream.length;) {
          const end = at + cuts.next().value;
          received.push(...reader.push(stream.subarray(at, end)));
          at = end;
        }
        expect(received).toEqual(sent.map((body) => new Uint8Array(body)));
      }),
    );
  });
  it('are not longer than their length can say', () => {
    expect(packFrame(new Uint8Array(0xffff)).length).toBe(0x10001);
    expect(() => packFrame(new Uint8Array(0x10000))).toThrow(RangeError);
  });
});

describe('a slot', () => {
  let issued: PersonalisedCard;
  let vpcd: Server;
  beforeAll(async () => {
    issued = await (await openLab()).issue();
    vpcd = createServer().listen(0, '127.0.0.1');
    await once(vpcd, 'listening');
  });
  afterAll(() => vpcd.close());
  const card = () => new VirtualCard({ profile: issued.profile, store: inMemoryStore(issued.memory) });

  /** A reader that powers what is put into it, as pcscd does. */
  async function inserted(chip = card()) {
    const trace: Exchange[] = [];
    const slot = new VpcdSlot({
      port: (vpcd.address() as AddressInfo).port,
      trace: (one) => trace.push(one),
    });
    const connected = once(vpcd, 'connection') as Promise<[Socket]>;
    const done = slot.insert(chip);
    const [reader] = await connected;
    const frames = new FrameReader();
    const ask = async (...body: number[]): Promise<string> => {
      reader.write(packFrame(Uint8Array.from(body)));
      const [chunk] = (await once(reader, 'data')) as [Buffer];
      return Buffer.from(frames.push(chunk)[0]!).toString('hex');
    };
    reader.write(packFrame(Uint8Array.of(CONTROL.powerOn)));
    await done;
    return { slot, reader, ask, trace };
  }
  const select = [...fromHex('00a4040c0ad392f000260100000001')];

  it('answers the ATR, and APDUs to the card in it', async () => {
    const { ask, slot, trace } = await inserted();
    expect(await ask(CONTROL.atr)).toBe(Buffer.from(MY_NUMBER_ATR).toString('hex'));
    expect(await ask(...select)).toBe('9000');
    expect(trace).toEqual([{ command: Uint8Array.from(select), answer: fromHex('9000') }]);
    await slot.remove();
  });
  it('resets the card when the reader says so', async () => {
    const { ask, reader, slot } = await inserted();
    expect(await ask(...select)).toBe('9000');
    expect(await ask(0, 0xb0, 0x88, 0, 1)).toBe('8f9000');
    reader.write(packFrame(Uint8Array.of(CONTROL.reset)));
    expect(await ask(0, 0xb0, 0x88, 0, 1)).toBe('6a82');
    expect(await ask(...select)).toBe('9000');
    reader.write(packFrame(Uint8Array.of(CONTROL.powerOff)));
    reader.write(packFrame(Uint8Array.of(CONTROL.powerOn)));
    expect(await ask(0, 0xb0, 0x88, 0, 1)).toBe('6a82');
    await slot.remove();
  });
  it('is empty again when the card loses its power in the middle of a command', async () => {
    const chip = card();
    chip.process = async () => new Uint8Array();
    const { reader, slot, trace } = await inserted(chip);
    reader.write(packFrame(Uint8Array.from(select)));
    await once(reader, 'close');
    expect(trace).toEqual([{ command: Uint8Array.from(select), answer: null }]);
    const again = await inserted(card());
    await again.slot.remove();
    await slot.remove();
  });
  it('takes one card at a time', async () => {
    const { slot } = await inserted();
    await expect(slot.insert(card())).rejects.toThrow('in the slot already');
    await slot.remove();
  });
  it('says so when there is no reader', async () => {
    await expect(new VpcdSlot({ port: 1 }).insert(card())).rejects.toMatchObject({ code: 'ECONNREFUSED' });
  });
});

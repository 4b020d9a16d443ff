import { createCipheriv, createDecipheriv, createECDH } from 'node:crypto';
import { must, objectsOf, send, sha256, valueOf, type Answer, type Apdu } from './card.ts';

/** A kiosk's key for one agreement: made before the claim, because the card signs its digest. */
export function kioskKey() {
  const ecdh = createECDH('prime256v1');
  ecdh.generateKeys();
  return { point: ecdh.getPublicKey(), agree: (other: Buffer) => ecdh.computeSecret(other) };
}

const tlv = (tag: number, value: Buffer): Buffer =>
  Buffer.concat([Buffer.of(tag, ...(value.length < 0x80 ? [value.length] : [0x81, value.length])), value]);

/** GENERAL AUTHENTICATE, and the channel that comes of it. */
export async function openChannel(apdu: Apdu, key: ReturnType<typeof kioskKey>) {
  const asked = tlv(0x7c, tlv(0x80, key.point));
  const answer = objectsOf(await must(apdu, '00860000', asked, '00'))[0]!.value;
  const [cardKey, r, cardId, signature] = [0x81, 0x82, 0x83, 0x9e].map((tag) => valueOf(answer, tag));
  const z = key.agree(cardKey!);
  const derive = (counter: number) => sha256(z, r!, Buffer.of(0, 0, 0, counter)).subarray(0, 16);
  return {
    cardKey: cardKey!,
    r: r!,
    cardId: cardId!,
    signature: signature!,
    channel: channel(apdu, derive(1), derive(2)),
  };
}

const pad = (bytes: Buffer): Buffer => {
  const padded = Buffer.alloc((Math.floor(bytes.length / 16) + 1) * 16);
  bytes.copy(padded);
  padded[bytes.length] = 0x80;
  return padded;
};

const block = (key: Buffer, data: Buffer): Buffer => {
  const cipher = createCipheriv('aes-128-ecb', key, null).setAutoPadding(false);
  return Buffer.concat([cipher.update(data), cipher.final()]);
};

/** RFC 4493. */
function cmac(key: Buffer, message: Buffer): Buffer {
  const double = (value: Buffer): Buffer => {
    const number = BigInt(`0x${value.toString('hex')}`) << 1n;
    const reduced = value[0]! & 0x80 ? number ^ 0x87n : number;
    return Buffer.from((reduced & ((1n << 128n) - 1n)).toString(16).padStart(32, '0'), 'hex');
  };
  const one = double(block(key, Buffer.alloc(16)));
  const whole = message.length > 0 && message.length % 16 === 0;
  const padded = whole ? Buffer.from(message) : pad(message);
  const last = whole ? one : double(one);
  for (let index = 0; index < 16; index += 1) padded[padded.length - 16 + index]! ^= last[index]!;
  let state: Buffer = Buffer.alloc(16);
  for (let at = 0; at < padded.length; at += 16)
    state = Buffer.from(block(key, Buffer.from(state.map((byte, index) => byte ^ padded[at + index]!))));
  return state;
}

/** Secure messaging as ICAO Doc 9303-11 has it, with a 16-byte counter. */
function channel(apdu: Apdu, enc: Buffer, mac: Buffer) {
  let count = 0;
  const next = (): Buffer => {
    count += 1;
    const counter = Buffer.alloc(16);
    counter.writeUInt32BE(count, 12);
    return counter;
  };
  const macOf = (...parts: Buffer[]): Buffer => cmac(mac, Buffer.concat(parts)).subarray(0, 8);
  return async (ins: number, p1: number, p2: number, data: Buffer): Promise<Answer> => {
    const counter = next();
    const cipher = createCipheriv('aes-128-cbc', enc, block(enc, counter)).setAutoPadding(false);
    const sealed = tlv(0x87, Buffer.concat([Buffer.of(1), cipher.update(pad(data)), cipher.final()]));
    const body = Buffer.concat([sealed, tlv(0x97, Buffer.of(0))]);
    const header = Buffer.of(0x0c, ins, p1, p2);
    const command = Buffer.concat([body, tlv(0x8e, macOf(counter, pad(header), pad(body)))]);
    const outer = await send(apdu, Buffer.concat([header, Buffer.of(command.length), command, Buffer.of(0)]));
    if (outer.sw !== 0x9000) throw new Error(`secure messaging: ${outer.sw.toString(16)}`);
    return opened(outer.data, next());
  };

  function opened(data: Buffer, counter: Buffer): Answer {
    const body = data.subarray(0, -10);
    if (!valueOf(data, 0x8e).equals(macOf(counter, pad(body))))
      throw new Error('the MAC of the card is wrong');
    const sw = valueOf(data, 0x99).readUInt16BE(0);
    const sealed = objectsOf(data).find(({ tag }) => tag === 0x87);
    if (!sealed) return { data: Buffer.alloc(0), sw };
    const cipher = createDecipheriv('aes-128-cbc', enc, block(enc, counter)).setAutoPadding(false);
    const padded = Buffer.concat([cipher.update(sealed.value.subarray(1)), cipher.final()]);
    return { data: padded.subarray(0, padded.lastIndexOf(0x80)), sw };
  }
}

import { createHash } from 'node:crypto';

/** Command APDU in, data and status word out. */
export type Apdu = (command: Buffer) => Promise<Buffer>;

const hex = (text: string): Buffer => Buffer.from(text, 'hex');
export const sha256 = (...parts: readonly (Buffer | string)[]): Buffer =>
  parts.reduce((hash, part) => hash.update(part), createHash('sha256')).digest();

export interface Answer {
  data: Buffer;
  sw: number;
}

/** Sends one command; follows 61xx. */
export async function send(apdu: Apdu, command: Buffer): Promise<Answer> {
  let answer = await apdu(command);
  let data = answer.subarray(0, -2);
  while (answer.at(-2) === 0x61) {
    answer = await apdu(Buffer.concat([hex('00c00000'), Buffer.of(answer.at(-1)!)]));
    data = Buffer.concat([data, answer.subarray(0, -2)]);
  }
  return { data, sw: answer.readUInt16BE(answer.length - 2) };
}

export async function must(
  apdu: Apdu,
  header: string,
  data: Buffer = Buffer.alloc(0),
  le = '',
): Promise<Buffer> {
  const body = data.length > 0 ? [Buffer.of(data.length), data] : [];
  const { data: answer, sw } = await send(apdu, Buffer.concat([hex(header), ...body, hex(le)]));
  if (sw !== 0x9000) throw new Error(`${header}: ${sw.toString(16)}`);
  return answer;
}

const JPKI = hex('d392f000260100000001');
const SURFACE = hex('d3921000310001010402');

export const selectJpki = (apdu: Apdu) => must(apdu, '00a4040c', JPKI);
export const selectSurface = (apdu: Apdu) => must(apdu, '00a4040c', SURFACE);
const selectFile = (apdu: Apdu, file: string) => must(apdu, '00a4020c', hex(file));

export async function verify(apdu: Apdu, file: string, secret: string): Promise<void> {
  await selectFile(apdu, file);
  await must(apdu, '00200080', Buffer.from(secret, 'ascii'));
}

/** The BER object in a file, as long as its header says. */
export async function readFile(apdu: Apdu, file: string): Promise<Buffer> {
  await selectFile(apdu, file);
  let read = await must(apdu, '00b00000', undefined, '00');
  const { end } = headerOf(read, 0);
  while (read.length < end) {
    const at = read.length.toString(16).padStart(4, '0');
    const le = Math.min(256, end - read.length) % 256;
    read = Buffer.concat([read, await must(apdu, `00b0${at}`, undefined, Buffer.of(le).toString('hex'))]);
  }
  return read.subarray(0, end);
}

export interface Ber {
  tag: number;
  from: number;
  end: number;
}

function headerOf(bytes: Buffer, at: number): Ber {
  const wide = (bytes[at]! & 0x1f) === 0x1f;
  const tag = wide ? bytes.readUInt16BE(at) : bytes[at]!;
  const length = at + (wide ? 2 : 1);
  const first = bytes[length]!;
  if (first < 0x80) return { tag, from: length + 1, end: length + 1 + first };
  const octets = first & 0x7f;
  const from = length + 1 + octets;
  return { tag, from, end: from + bytes.readUIntBE(length + 1, octets) };
}

/** Objects one behind the other. */
export function objectsOf(bytes: Buffer): (Ber & { value: Buffer; whole: Buffer })[] {
  const objects = [];
  for (let at = 0; at < bytes.length; at = objects.at(-1)!.end) {
    const object = headerOf(bytes, at);
    objects.push({
      ...object,
      value: bytes.subarray(object.from, object.end),
      whole: bytes.subarray(at, object.end),
    });
  }
  return objects;
}

export const valueOf = (bytes: Buffer, tag: number): Buffer =>
  objectsOf(bytes).find((object) => object.tag === tag)!.value;

/** DigestInfo of SHA-256 (RFC 8017 §9.2), then the authentication key's signature. */
export async function sign(apdu: Apdu, digest: Buffer): Promise<Buffer> {
  await selectFile(apdu, '0017');
  return must(apdu, '802a0080', Buffer.concat([hex('3031300d060960864801650304020105000420'), digest]), '00');
}

/** Certificate, signature and binding: what both steps send of a chip. */
export async function chip(apdu: Apdu, pin: string, challenge: Buffer) {
  const authCertificate = await readFile(apdu, '000a');
  const cardCertificate = await readFile(apdu, '001d');
  await verify(apdu, '0018', pin);
  const authSignature = await sign(apdu, challenge);
  const evidence = objectsOf(await must(apdu, '00cadf02', challenge, '00'))[0]!.value;
  const text = (tag: number) => valueOf(evidence, tag).toString('base64url');
  return {
    cardCertificate,
    sent: {
      authCertificate: authCertificate.toString('base64url'),
      authSignature: authSignature.toString('base64url'),
      cardCertificate: cardCertificate.toString('base64url'),
      binding: { cardId: text(0x83), photoSignatureHash: text(0x85), signature: text(0x9e) },
    },
  };
}

/** clients/card/README.md: what the card signs for a token. */
export const challengeOf = (
  purpose: string,
  audience: string,
  token: string,
  nonce: string,
  key?: Buffer,
): Buffer =>
  sha256(
    `kaijo/${purpose}/v1`,
    '\0',
    audience,
    '\0',
    sha256(token),
    Buffer.from(nonce, 'base64url'),
    ...(key ? [sha256(key)] : []),
  );

import { concat, readHeader, type Octets } from '#schema/contract/card.ts';
import { refusal, SW } from './apdu/status-word.ts';
import type { Card } from './card.ts';
import { CardFailure } from './failure.ts';

/** Offsets have 15 bits in READ BINARY, and no file here comes near. */
const MAX_FILE = 0x7fff;
const CHUNK = 256;

/** SELECT by name; answers false when the card has no such application. */
export async function selectApplication(card: Card, aid: Uint8Array): Promise<boolean> {
  const { sw } = await card.send({
    name: 'SELECT application',
    cla: 0,
    ins: 0xa4,
    p1: 4,
    p2: 0x0c,
    data: aid,
  });
  if (sw === SW.notFound) return false;
  if (sw !== SW.ok) throw refusal('SELECT application', sw);
  return true;
}

/** SELECT of an elementary file, key or PIN in the current application. */
export async function selectFile(card: Card, file: number): Promise<void> {
  const data = Uint8Array.of(file >> 8, file & 0xff);
  await card.ask({ name: 'SELECT file', cla: 0, ins: 0xa4, p1: 2, p2: 0x0c, data });
}

/**
 * Reads the BER object a file holds, and no filler after it. Up to two bytes before an `FFxx` tag are skipped: some
 * cards have them. Throws `CardFailure` `card-data` when the file does not hold what its header says.
 */
export async function readObject(card: Card, file: number): Promise<Octets> {
  await selectFile(card, file);
  const first = await readBinary(card, 0, CHUNK);
  const start = objectStart(first);
  const end = start + objectLength(first, start);
  if (end > MAX_FILE) throw new CardFailure('card-data', { command: 'READ BINARY' });
  return (await readRest(card, first, end)).slice(start, end);
}

/** Reads `length` bytes of a file that is not BER. */
export async function readFixed(card: Card, file: number, length: number): Promise<Octets> {
  await selectFile(card, file);
  return (await readRest(card, await readBinary(card, 0, Math.min(length, CHUNK)), length)).slice(0, length);
}

async function readRest(card: Card, first: Octets, end: number): Promise<Octets> {
  let read = first;
  while (read.length < end) {
    const chunk = await readBinary(card, read.length, Math.min(CHUNK, end - read.length));
    if (chunk.length === 0) throw new CardFailure('card-data', { command: 'READ BINARY' });
    read = concat(read, chunk);
  }
  return read;
}

async function readBinary(card: Card, offset: number, le: number): Promise<Octets> {
  const { data, sw } = await card.send({
    name: 'READ BINARY',
    cla: 0,
    ins: 0xb0,
    p1: offset >> 8,
    p2: offset & 0xff,
    le,
  });
  if (sw !== SW.ok && sw !== SW.endOfFile && sw !== SW.outsideFile) throw refusal('READ BINARY', sw);
  return data;
}

function objectStart(first: Octets): number {
  const at = [0, 1, 2].find((offset) => first[offset] === 0xff && ((first[offset + 1] ?? 0) & 0x8f) === 0);
  return at ?? 0;
}

function objectLength(bytes: Octets, start: number): number {
  try {
    const { headerLength, valueLength } = readHeader(bytes, start);
    return headerLength + valueLength;
  } catch (cause) {
    throw new CardFailure('card-data', { command: 'READ BINARY', cause });
  }
}

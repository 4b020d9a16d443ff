import type { Channel, Frame, Seen } from './jpeg-segments.ts';
import { AC } from './jpeg-tables.ts';
import { LIMITS } from './raster.ts';

interface ScanChannel extends Channel {
  /** Numbers of its Huffman tables. */
  dc: number;
  ac: number;
}
interface Scan {
  channels: ScanChannel[];
  /** First and last coefficient; bit position of the scan before for the same ones, and of this one. */
  first: number;
  last: number;
  before: number;
  now: number;
}

const MOST_BLOCKS = 10;
const COEFFICIENTS = 64;
const HIGHEST_BIT = 13;

/** Scans are limited because each one of a progressive file costs a pass over all pixels. */
export function readScan(body: Uint8Array, seen: Seen): boolean {
  const { frame, complete } = seen;
  const scan = frame && parseScan(body, frame);
  if (!frame || !scan || complete) return false;
  const { progressive, channels } = frame;
  seen.scans += 1;
  seen.complete = !progressive && seen.scans === 1 && scan.channels.length === channels.length;
  if (seen.scans > LIMITS.jpeg.scans) return false;
  return (!progressive || isProgression(scan)) && hasTables(seen, scan, progressive);
}

/** Null if the channels are not the frame's, in its order, or too many to interleave. */
function parseScan(body: Uint8Array, frame: Frame): Scan | null {
  const count = body[0];
  if (!count || body.length !== 4 + 2 * count) return null;
  const named = Array.from({ length: count }, (_, k) => body.subarray(1 + 2 * k, 3 + 2 * k));
  const places = named.map(([id]) => frame.channels.findIndex((one) => one.id === id));
  if (places.some((place, k) => place <= (places[k - 1] ?? -1))) return null;
  const channels = named.map(([, tables], k): ScanChannel => ({
    ...frame.channels[places[k]!]!,
    dc: tables! >> 4,
    ac: tables! & 15,
  }));
  const blocks = channels.reduce((sum, { across, down }) => sum + across * down, 0);
  if (count > 1 && blocks > MOST_BLOCKS) return null;
  const [first, last, bits] = body.subarray(1 + 2 * count) as unknown as [number, number, number];
  return { channels, first, last, before: bits >> 4, now: bits & 15 };
}

/** DC alone, or AC of one channel; each refinement adds one bit. */
function isProgression({ channels, first, last, before, now }: Scan): boolean {
  const band = first === 0 ? last === 0 : channels.length === 1 && first <= last && last < COEFFICIENTS;
  return band && now <= HIGHEST_BIT && (before === 0 || now === before - 1);
}

/** Whether all that the scan is decoded with was there before it. */
function hasTables({ quantisation, huffman }: Seen, scan: Scan, progressive: boolean): boolean {
  return scan.channels.every(
    (channel) =>
      quantisation.has(channel.quantisation) &&
      huffmanOf(channel, scan, progressive).every((table) => huffman.has(table)),
  );
}

function huffmanOf({ dc, ac }: ScanChannel, { first, before }: Scan, progressive: boolean): number[] {
  if (!progressive) return [dc, AC | ac];
  if (first > 0) return [AC | ac];
  return before === 0 ? [dc] : [];
}

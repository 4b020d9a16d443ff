import { concat, type Octets } from '#schema/contract/card.ts';

/** A command APDU. `le` is the number of bytes wanted, 1–256 for short form; absent means none. */
export interface Command {
  /** Name for progress and failures, e.g. `VERIFY`. */
  name: string;
  cla: number;
  ins: number;
  p1: number;
  p2: number;
  data?: Uint8Array;
  le?: number;
}

/** A response APDU. */
export interface Response {
  data: Octets;
  sw: number;
}

/**
 * Short-form encoding (ISO/IEC 7816-4 §5.1), into one array and no other: `data` may be a PIN. Short is all that every
 * reader carries; 256 bytes is `00`. Throws `RangeError` when data is over 255 bytes or `le` outside 1–256.
 */
export function encodeCommand({ cla, ins, p1, p2, data, le }: Command): Octets {
  const length = data?.length ?? 0;
  if (length > 255) throw new RangeError('command data over 255 bytes');
  if (le !== undefined && (le < 1 || le > 256)) throw new RangeError('expected length outside 1–256');
  const head = Uint8Array.of(cla, ins, p1, p2, ...(length > 0 ? [length] : []));
  const tail = Uint8Array.from(le === undefined ? [] : [le & 0xff]);
  return concat(head, data ?? new Uint8Array(), tail);
}

import { concat, copyOf, type Octets } from '#schema/contract/card.ts';

/** A command as a card sees it. `le` is up to 65536; null when no answer data is wanted. */
export interface CardCommand {
  cla: number;
  ins: number;
  p1: number;
  p2: number;
  data: Octets;
  le: number | null;
  extended: boolean;
}

/** What a card answers. */
export interface Reply {
  data: Octets;
  sw: number;
}

export const word = (sw: number): Reply => ({ data: new Uint8Array(), sw });
export const answer = (data: Octets): Reply => ({ data, sw: 0x9000 });
export const encodeReply = ({ data, sw }: Reply): Octets => concat(data, Uint8Array.of(sw >> 8, sw & 0xff));

/**
 * Takes an APDU of ISO case 1–4, short or extended, apart. `data` is a copy, and the only one: it may hold a PIN.
 * Undefined when the lengths do not add up.
 */
export function parseCommand(apdu: Uint8Array): CardCommand | undefined {
  if (apdu.length < 4) return undefined;
  const [cla, ins, p1, p2] = apdu as unknown as [number, number, number, number];
  const body = parseBody(apdu.subarray(4));
  return body && { cla, ins, p1, p2, ...body };
}

type Body = Pick<CardCommand, 'data' | 'le' | 'extended'>;

function parseBody(body: Uint8Array): Body | undefined {
  const none = new Uint8Array();
  if (body.length === 0) return { data: none, le: null, extended: false };
  if (body.length === 1) return { data: none, le: body[0]! || 256, extended: false };
  return body[0] === 0 ? parseExtended(body) : parseShort(body);
}

function parseShort(body: Uint8Array): Body | undefined {
  const end = 1 + body[0]!;
  const rest = body.length - end;
  if (rest !== 0 && rest !== 1) return undefined;
  const le = rest === 1 ? body[end]! || 256 : null;
  return { data: copyOf(body.subarray(1, end)), le, extended: false };
}

function parseExtended(body: Uint8Array): Body | undefined {
  if (body.length < 3) return undefined;
  const length = u16(body, 1);
  if (body.length === 3) return { data: new Uint8Array(), le: length || 65_536, extended: true };
  const end = 3 + length;
  const rest = body.length - end;
  if (length === 0 || (rest !== 0 && rest !== 2)) return undefined;
  const le = rest === 2 ? u16(body, end) || 65_536 : null;
  return { data: copyOf(body.subarray(3, end)), le, extended: true };
}

const u16 = (bytes: Uint8Array, at: number): number => (bytes[at]! << 8) | bytes[at + 1]!;

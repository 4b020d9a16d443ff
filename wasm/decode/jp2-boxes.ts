/** A JPEG 2000 codestream, and how its three components are to be read. */
export interface Jp2 {
  codestream: Uint8Array;
  colour: 'rgb' | 'sycc' | 'other';
}

interface Box {
  kind: string;
  content: Uint8Array;
}

const CODESTREAM = [0xff, 0x4f, 0xff, 0x51];
const SIGNATURE_BOX = [0, 0, 0, 12, 0x6a, 0x50, 0x20, 0x20];
const LAST_MARKER = [0xff, 0xd9];
const [ENUMERATED, SRGB, SYCC] = [1, 16, 18];

/**
 * Takes a bare codestream, or the one of a JP2 file (ISO/IEC 15444-1 Annex I), whose boxes are walked and not searched:
 * a box may hold anything. Null without one, and where a palette or channels in another order make the components mean
 * something else.
 */
export function openJp2(file: Uint8Array): Jp2 | null {
  if (startsWith(file, CODESTREAM)) return { codestream: ended(file), colour: 'rgb' };
  if (!startsWith(file, SIGNATURE_BOX)) return null;
  const boxes = boxesOf(file);
  const codestream = boxes.find(({ kind }) => kind === 'jp2c')?.content;
  if (!codestream || !startsWith(codestream, CODESTREAM)) return null;
  const header = boxesOf(boxes.find(({ kind }) => kind === 'jp2h')?.content ?? new Uint8Array(0));
  return isPlain(header) ? { codestream: ended(codestream), colour: colourOf(header) } : null;
}

const startsWith = (bytes: Uint8Array, start: readonly number[]): boolean =>
  start.every((byte, at) => bytes[at] === byte);

/** Some writers leave the last marker out, and OpenJPEG decodes nothing without it. */
function ended(codestream: Uint8Array): Uint8Array {
  if (startsWith(codestream.subarray(-2), LAST_MARKER)) return codestream;
  const whole = new Uint8Array(codestream.length + LAST_MARKER.length);
  whole.set(codestream);
  whole.set(LAST_MARKER, codestream.length);
  return whole;
}

/** The boxes that lie side by side here. What is no box ends them; the last one may be longer than what is there. */
function boxesOf(bytes: Uint8Array): Box[] {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const found: Box[] = [];
  for (let at = 0; at + 8 <= bytes.length;) {
    const isLong = view.getUint32(at) === 1;
    if (isLong && at + 16 > bytes.length) break;
    const head = isLong ? 16 : 8;
    const length = isLong ? Number(view.getBigUint64(at + 8)) : view.getUint32(at) || bytes.length - at;
    if (length < head) break;
    const kind = String.fromCharCode(...bytes.subarray(at + 4, at + 8));
    found.push({ kind, content: bytes.subarray(at + head, at + length) });
    at += length;
  }
  return found;
}

const contentOf = (boxes: readonly Box[], name: string) => boxes.find(({ kind }) => kind === name)?.content;

function isPlain(header: readonly Box[]): boolean {
  if (contentOf(header, 'pclr') || contentOf(header, 'cmap')) return false;
  const channels = contentOf(header, 'cdef');
  return !channels || areInOrder(channels);
}

/** Only of three components; one is grey. What has a profile of its own, or says nothing, is RGB as photos are. */
function colourOf(header: readonly Box[]): Jp2['colour'] {
  const colour = contentOf(header, 'colr');
  if (colour?.[0] !== ENUMERATED) return 'rgb';
  const isSpace = (space: number) => startsWith(colour.subarray(3), [0, 0, 0, space]);
  if (isSpace(SRGB)) return 'rgb';
  return isSpace(SYCC) ? 'sycc' : 'other';
}

/** A channel definition that says of every component what it would be without one: number, colour, which colour. */
function areInOrder(channels: Uint8Array): boolean {
  const count = (channels[0]! << 8) | channels[1]!;
  return Array.from({ length: count }, (_, k) => channels.subarray(2 + 6 * k, 8 + 6 * k)).every(
    ([, number, , type, , colour], k) => number === k && type === 0 && (colour === k + 1 || colour === 0),
  );
}

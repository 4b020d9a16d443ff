import { readFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import decode, { init } from '@jsquash/jpeg/decode.js';
import { copyOf, type Octets } from '#schema/contract/card.ts';
import { greyOf, scaled, type Box } from './grey.ts';
import { encodeJp2 } from './jp2.ts';

// Node only: the decoder's WebAssembly is read from the installed package.

/** Pixels of a chip's photo. How many real chips hold is not public; 3:4 upright is what the printed face has. */
export const CHIP_PHOTO = { width: 240, height: 320, bytes: 5000 } as const;

const DECODER = createRequire(import.meta.url).resolve('@jsquash/jpeg/codec/dec/mozjpeg_dec.wasm');
/** Of the height that does not fit, the part cut off at the top: heads are nearer to it. */
const SPARE_ABOVE = 0.2;

/**
 * The photo for a chip out of a portrait: greyscale JP2 of about 5 kB. Without a `box` the largest upright 3:4 part
 * around the upper middle is taken. Throws `RangeError` for what is no JPEG, and for a box outside the picture.
 */
export async function chipPhoto(jpeg: Uint8Array, box?: Box): Promise<Octets> {
  const portrait = greyOf(await decodeJpeg(jpeg));
  const part = box ?? upperMiddle(portrait.width, portrait.height);
  if (!isInside(part, portrait)) throw new RangeError('box is not inside the portrait');
  const { width, height, bytes } = CHIP_PHOTO;
  return encodeJp2(scaled(portrait, part, width, height), bytes);
}

async function decodeJpeg(jpeg: Uint8Array): Promise<ImageData> {
  if (jpeg[0] !== 0xff || jpeg[1] !== 0xd8) throw new RangeError('portrait is not a JPEG');
  await init((await WebAssembly.compile(await readFile(DECODER))) as never);
  try {
    return await decode(copyOf(jpeg).buffer, { preserveOrientation: true });
  } catch (cause) {
    throw new RangeError('portrait is not a JPEG that can be read', { cause });
  }
}

function upperMiddle(width: number, height: number): Box {
  const ratio = CHIP_PHOTO.width / CHIP_PHOTO.height;
  const part = { width: Math.min(width, height * ratio), height: Math.min(height, width / ratio) };
  return { ...part, left: (width - part.width) / 2, top: (height - part.height) * SPARE_ABOVE };
}

const isInside = (box: Box, { width, height }: { width: number; height: number }): boolean =>
  box.left >= 0 &&
  box.top >= 0 &&
  box.width >= 1 &&
  box.height >= 1 &&
  box.left + box.width <= width &&
  box.top + box.height <= height;

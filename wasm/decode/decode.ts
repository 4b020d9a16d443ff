import type { Codecs } from '../runtime/port.ts';
import { openJp2 } from './jp2-boxes.ts';
import { readJpegHeader } from './jpeg-header.ts';
import { readJpeg2000Header } from './jpeg2000-header.ts';
import type { Raster } from './raster.ts';

/** A JPEG (EXIF orientation applied), or null: not a picture, not one of ours, or too large to look at. */
export async function decodeJpeg(codecs: Codecs, file: Uint8Array): Promise<Raster | null> {
  if (!readJpegHeader(file)) return null;
  return codecs.jpeg(file).catch(() => null);
}

/** A JPEG 2000 picture (JP2 or bare codestream), grey or colour, or null. */
export async function decodeJpeg2000(codecs: Codecs, file: Uint8Array): Promise<Raster | null> {
  const header = readJpeg2000Header(file);
  const jp2 = header && openJp2(file);
  if (!jp2) return null;
  const raster = await codecs.jpeg2000(jp2.codestream, header).catch(() => null);
  if (raster?.channels === 3 && jp2.colour === 'sycc') toRgb(raster.data);
  return raster;
}

/** From luma and two colour differences (sYCC, IEC 61966-2-1), in place; a clamped array rounds and clamps by itself. */
function toRgb({ buffer, byteOffset, length }: Raster['data']): void {
  const data = new Uint8ClampedArray(buffer, byteOffset, length);
  for (let at = 0; at < length; at += 3) {
    const [luma, blue, red] = [data[at]!, data[at + 1]! - 128, data[at + 2]! - 128];
    data[at] = luma + 1.402 * red;
    data[at + 1] = luma - 0.344136 * blue - 0.714136 * red;
    data[at + 2] = luma + 1.772 * blue;
  }
}

/** Whichever of the two it is, by its first bytes. */
export function decodeImage(codecs: Codecs, file: Uint8Array): Promise<Raster | null> {
  return file[0] === 0xff && file[1] === 0xd8 ? decodeJpeg(codecs, file) : decodeJpeg2000(codecs, file);
}

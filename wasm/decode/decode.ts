import type { Codecs } from '../runtime/port.ts';
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
  if (!header) return null;
  return codecs.jpeg2000(file, header).catch(() => null);
}

/** Whichever of the two it is, by its first bytes. */
export function decodeImage(codecs: Codecs, file: Uint8Array): Promise<Raster | null> {
  return file[0] === 0xff && file[1] === 0xd8 ? decodeJpeg(codecs, file) : decodeJpeg2000(codecs, file);
}

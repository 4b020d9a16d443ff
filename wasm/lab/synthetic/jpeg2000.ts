import load from '@cornerstonejs/codec-openjpeg/wasmjs';
import type { Octets } from '#schema/contract/card.ts';

/**
 * A codestream by OpenJPEG, without loss.
 * @param pixel the values of the components at a place, counted row by row
 */
export async function encodeJpeg2000(
  [width, height]: readonly [number, number],
  components: 1 | 3,
  pixel: (at: number) => number[],
): Promise<Octets> {
  const encoder = new (await load()).J2KEncoder();
  const frame = { width, height, bitsPerSample: 8, componentCount: components };
  encoder
    .getDecodedBuffer({ ...frame, isSigned: false, isUsingColorTransform: false })
    .set(Array.from({ length: width * height }, (_, at) => pixel(at)).flat());
  encoder.setQuality(true, 1);
  encoder.encode();
  const codestream = new Uint8Array(encoder.getEncodedBuffer());
  encoder.delete();
  return codestream;
}

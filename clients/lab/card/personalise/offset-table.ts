import { SURFACE_TAGS as TAG, tlv, type Octets } from '#schema/contract/card.ts';

/** `FF20 { DF21 offsets, objects }`; offsets count from the first byte of the file. */
export function fileWithOffsets(objects: Octets[]): Octets {
  const tableLength = tlv(TAG.offsets, new Uint8Array(2 * objects.length)).length;
  const contentLength = tableLength + objects.reduce((sum, object) => sum + object.length, 0);
  let offset = tlv(TAG.file, new Uint8Array(contentLength)).length - contentLength + tableLength;
  const table = objects.flatMap((object) => {
    const entry = [offset >> 8, offset & 0xff];
    offset += object.length;
    return entry;
  });
  return tlv(TAG.file, tlv(TAG.offsets, Uint8Array.from(table)), ...objects);
}

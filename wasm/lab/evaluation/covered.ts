import type { QualityReason } from '#schema/contract/face.ts';
import { readTable } from '#wasm/calibration/pairs.ts';

/** What covers a face in a picture that nobody spoilt, seen by eye. Null: nothing that matters is covered. */
const COVERS: Record<string, { name: string; reason: QualityReason | null }> = {
  sunglasses: { name: 'dark or tinted glasses', reason: 'eyes-covered' },
  'hand-over-eye': { name: 'hand over an eye', reason: 'eyes-covered' },
  'hand-over-mouth': { name: 'hand, arm or thing before the mouth', reason: 'mouth-covered' },
  mask: { name: 'mask', reason: 'mouth-covered' },
  headwear: { name: 'cap, helmet, hat or scarf, face free', reason: null },
};

export interface Covered {
  how: string;
  expected: QualityReason | null;
  files: string[];
}

/** Pictures of a list with the columns `picture` and `what`, by what covers the face. Throws where `what` is another word. */
export async function readCovered(file: string): Promise<Covered[]> {
  const rows = await readTable(file, ['picture', 'what']);
  const stranger = rows.find(({ what }) => !COVERS[what!]);
  if (stranger)
    throw new Error(`${file}: "${stranger['what']}" is none of ${Object.keys(COVERS).join(', ')}`);
  return Object.entries(COVERS).flatMap(([key, { name, reason }]) => {
    const files = rows.filter(({ what }) => what === key).map(({ picture }) => picture!);
    return files.length > 0 ? [{ how: name, expected: reason, files }] : [];
  });
}

import type { KioskPlace } from '#schema/contract/operator-acts.ts';
import { prefectureIn } from '../arguments.ts';
import { Misuse } from '../exit.ts';

const FIELD = /("(?:[^"]|"")*"|[^,"\n]*)(,|\n|$)/gy;

/** Rows of a CSV text (RFC 4180). Throws `Misuse` for a quotation mark out of place. */
export function rowsIn(text: string): string[][] {
  const unified = text
    .replace(/^\uFEFF/, '')
    .replaceAll(/\r\n?/g, '\n')
    .replace(/\n+$/, '');
  const rows: string[][] = [[]];
  let end = 0;
  for (const [whole, field, mark] of unified.matchAll(FIELD)) {
    end += whole.length;
    rows.at(-1)!.push(field!.startsWith('"') ? field!.slice(1, -1).replaceAll('""', '"') : field!);
    if (mark === '') break;
    if (mark === '\n') rows.push([]);
  }
  if (end < unified.length)
    throw new Misuse(`not CSV: line ${rows.length} has a quotation mark out of place`);
  return rows;
}

/** A row of a CSV text; what needs it is quoted. */
export const csvLine = (fields: readonly (string | number | null)[]): string =>
  fields.map((field) => quoted(String(field ?? ''))).join(',');

const quoted = (text: string) => (/[",\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text);

/** Kiosks to be enrolled: label, chain, store, prefecture, with or without a heading. Throws `Misuse`. */
export function placesIn(text: string): KioskPlace[] {
  const rows = rowsIn(text).filter((row) => row.some((field) => field !== ''));
  const headed = rows[0]?.[0]?.toLowerCase() === 'label';
  const places = rows.slice(headed ? 1 : 0).map(placeIn);
  if (places.length === 0) throw new Misuse('there is no kiosk in it: label,chain,store,prefecture');
  return places;
}

function placeIn([label = '', chain = '', store = '', prefecture = '', ...more]: string[]): KioskPlace {
  if (label === '' || more.length > 0) throw new Misuse(`not label,chain,store,prefecture: ${label}`);
  return {
    label,
    chain: chain || null,
    store: store || null,
    prefecture: prefecture === '' ? null : prefectureIn(prefecture),
  };
}

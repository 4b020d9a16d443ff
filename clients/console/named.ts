import * as v from 'valibot';
import { SupportNumber, Uuid } from '#schema/contract/primitives.ts';

/** What a search may mean: the name of a visit, the part of a kiosk's name, or both. */
export function namedBy(typed: string): { visit: string | null; kiosk: string | null } {
  const text = typed.trim();
  const id = text.toLowerCase();
  if (v.is(Uuid, id)) return { visit: id, kiosk: null };
  // As it is read out: in groups, in small letters.
  const number = text.replaceAll(/[\s-]/g, '').toUpperCase();
  return { visit: v.is(SupportNumber, number) ? number : null, kiosk: text };
}

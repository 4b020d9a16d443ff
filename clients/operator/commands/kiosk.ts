import {
  MOST_AT_ONCE,
  type Asked,
  type KioskPlace,
  type KiosksMoved,
  type KioskSeen,
} from '#schema/contract/operator-acts.ts';
import { checkWords } from '#schema/contract/check-words.ts';
import type { OperatorService } from '../service.ts';

/** Where a kiosk will stand, as far as it is said. */
export type Place = Partial<Omit<KioskPlace, 'label'>>;

/** A one-time code for one new kiosk. It is shown once and good for a day. */
export async function issueCode(
  operator: OperatorService,
  label: string,
  place: Place = {},
): Promise<string> {
  const places = [{ label, chain: null, store: null, prefecture: null, ...place }];
  return (await operator.ask('issueCodes', { places })).codes[0]!;
}

/** Codes for many kiosks, as they come: what was made stays said, should the way break off. */
export async function* issueCodes(
  operator: OperatorService,
  places: readonly KioskPlace[],
): AsyncGenerator<KioskPlace & { code: string }> {
  for (const some of portions(places)) {
    const { codes } = await operator.ask('issueCodes', { places: some });
    for (const [index, place] of some.entries()) yield { ...place, code: codes[index]! };
  }
}

export type Move = 'confirmKiosks' | 'suspendKiosks' | 'resumeKiosks' | 'revokeKiosks';

/** Confirms, suspends, resumes or revokes kiosks, by check words or thumbprints; says of each what became of it, as it comes. */
export async function* moveKiosks(
  operator: OperatorService,
  call: Move,
  shown: readonly string[],
): AsyncGenerator<KiosksMoved> {
  for (const some of portions(shown)) yield operator.ask(call, { shown: some });
}

/** Gives kiosks hours of their own, or those of the service again, a thousand in each call. */
export async function* setHours(
  operator: OperatorService,
  shown: readonly string[],
  hours: Asked<'setHours'>['hours'],
): AsyncGenerator<KiosksMoved> {
  for (const some of portions(shown)) yield operator.ask('setHours', { shown: some, hours });
}

const moveOne = async (operator: OperatorService, call: Move, shown: string): Promise<boolean> =>
  (await operator.ask(call, { shown: [shown] })).done.length === 1;

/** Lets one pending kiosk work; false when none shows that. */
export const confirmKiosk = (operator: OperatorService, shown: string): Promise<boolean> =>
  moveOne(operator, 'confirmKiosks', shown);

/** Takes one kiosk out of service for good; false when none shows that. */
export const revokeKiosk = (operator: OperatorService, shown: string): Promise<boolean> =>
  moveOne(operator, 'revokeKiosks', shown);

/** The fleet, page by page. */
export async function* listKiosks(
  operator: OperatorService,
  filter: Partial<Asked<'listKiosks'>> = {},
): AsyncGenerator<KioskSeen> {
  let after: string | null = null;
  do {
    const page: { kiosks: KioskSeen[]; next: string | null } = await operator.ask('listKiosks', {
      search: null,
      state: null,
      ...filter,
      after,
    });
    yield* page.kiosks;
    after = page.next;
  } while (after !== null);
}

/** The fleet, all of it. */
export async function everyKiosk(
  operator: OperatorService,
  filter: Partial<Asked<'listKiosks'>> = {},
): Promise<KioskSeen[]> {
  const kiosks: KioskSeen[] = [];
  for await (const kiosk of listKiosks(operator, filter)) kiosks.push(kiosk);
  return kiosks;
}

/** The words that a kiosk's screen shows; none for what somebody else put into the table. */
export function wordsOf(thumbprint: string): string {
  try {
    return checkWords(thumbprint);
  } catch {
    return '';
  }
}

function* portions<T>(all: readonly T[]): Generator<T[]> {
  for (let from = 0; from < all.length; from += MOST_AT_ONCE) yield all.slice(from, from + MOST_AT_ONCE);
}

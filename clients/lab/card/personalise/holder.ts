import { ascii, type Octets } from '#schema/contract/card.ts';
import {
  birthKey,
  eraDateOf,
  isDate,
  matchingNumberB,
  type PrintedOnCard,
} from '#clients/card/applets/matching-number.ts';

/** Whose card it is: the facts printed on it or held in it. Dates are YYYYMMDD. */
export interface Holder {
  name: string;
  address: string;
  birthDate: string;
  /** 1 male, 2 female, 9 other, 0 unknown. */
  sex: '0' | '1' | '2' | '9';
  prefecture: string;
  city: string;
  /** 5 digits. */
  municipalityCode: string;
  cardExpiry: string;
  /** 4 digits, printed on the front. */
  securityCode: string;
  /** In which the birth date is printed; foreign residents' cards have the Western one. Default: the Japanese. */
  calendar?: 'western';
  /** The later expiry that stands in the extra field (追記欄) when a period of stay was extended. */
  extendedTo?: string;
}

type Rule = (text: string) => boolean;
const like =
  (pattern: RegExp): Rule =>
  (text) =>
    pattern.test(text);

const RULES: Record<keyof Required<Holder>, Rule> = {
  name: like(/^.{1,60}$/u),
  address: like(/^.{1,100}$/u),
  birthDate: hasEra,
  sex: like(/^[0129]$/),
  prefecture: like(/^.{1,20}$/u),
  city: like(/^.{1,30}$/u),
  municipalityCode: like(/^\d{5}$/),
  cardExpiry: isDate,
  securityCode: like(/^\d{4}$/),
  calendar: like(/^(western)?$/),
  extendedTo: (date) => date === '' || isDate(date),
};

/** Throws `RangeError` naming the fields that are not as they must be, never their values. */
export function checkHolder(holder: Holder): void {
  const wrong = Object.entries(RULES).filter(
    ([field, rule]) => !rule(String(holder[field as keyof Holder] ?? '')),
  );
  if (wrong.length > 0)
    throw new RangeError(`holder: ${wrong.map(([field]) => field).join(', ')} not usable`);
}

function hasEra(date: string): boolean {
  try {
    return eraDateOf(date).era > 0;
  } catch {
    return false;
  }
}

/** What the front of the card shows. */
export const printedOn = ({ birthDate, cardExpiry, securityCode }: Holder): PrintedOnCard => ({
  birthDate,
  expiryYear: cardExpiry.slice(0, 4),
  securityCode,
});

/** The birth date as six digits, as the card takes it. */
export const birthDigits = ({ birthDate, calendar }: Holder): string =>
  calendar === 'western' ? birthDate.slice(2) : birthKey(birthDate);

/**
 * 照合番号B as the chip has it. That it holds the Western year where that is printed, and the printed expiry where a stay
 * was extended, is the lab's assumption: no public source settles either.
 */
export const matchingDigits = (holder: Holder): Octets =>
  holder.calendar === 'western'
    ? ascii(birthDigits(holder) + holder.cardExpiry.slice(0, 4) + holder.securityCode)
    : matchingNumberB(printedOn(holder));

/** Until when the card is good, as the chip says it (DF29 and the common application's record). */
export const validTo = ({ cardExpiry, extendedTo }: Holder): string => extendedTo ?? cardExpiry;

/** Twelve digits in the place of a My Number (個人番号) that can belong to nobody: the check digit is wrong. */
export function labNumber(random: (length: number) => Uint8Array): string {
  const bytes = random(12);
  const digits = Array.from(bytes.subarray(0, 11), (byte) => byte % 10);
  const wrong = (checkDigit(digits) + 1 + (bytes[11]! % 9)) % 10;
  return digits.join('') + wrong;
}

/** Check digit of eleven digits, most significant first (平成26年総務省令第85号第5条). */
export function checkDigit(digits: readonly number[]): number {
  const sum = digits.toReversed().reduce((total, digit, at) => total + digit * (at < 6 ? at + 2 : at - 4), 0);
  const remainder = sum % 11;
  return remainder <= 1 ? 0 : 11 - remainder;
}

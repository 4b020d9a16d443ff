import { ascii, type Octets } from '#schema/contract/card.ts';
import { eraDateOf } from './era.ts';

/** What the front of the card shows. `birthDate` is YYYYMMDD, `expiryYear` YYYY, `securityCode` 4 digits. */
export interface PrintedOnCard {
  birthDate: string;
  expiryYear: string;
  securityCode: string;
}

/**
 * 照合番号B, 14 ASCII digits: birth date as year-in-era month day ‖ expiry year ‖ security code. All of it is printed
 * on the front; the era itself is not in it. Throws `RangeError` for anything that is not such a date, year or code.
 */
export function matchingNumberB({ birthDate, expiryYear, securityCode }: PrintedOnCard): Octets {
  if (!/^\d{4}$/.test(expiryYear) || !/^\d{4}$/.test(securityCode)) {
    throw new RangeError('expiry year or security code has another form');
  }
  return ascii(birthKey(birthDate) + expiryYear + securityCode);
}

/** The six digits of a birth date in its era, YYMMDD. Throws `RangeError`. */
export function birthKey(birthDate: string): string {
  const { year, monthDay } = eraDateOf(birthDate);
  return String(year).padStart(2, '0') + monthDay;
}

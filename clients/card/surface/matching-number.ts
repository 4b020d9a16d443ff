import { ascii, type Octets } from '#schema/contract/card.ts';

/** First day of each era, newest first. The number holds the year of the era, not the era. */
const ERAS = ['20190501', '19890108', '19261225', '19120730', '18680125'];

/** What the front of the card shows. `birthDate` is YYYYMMDD, `expiryYear` YYYY, `securityCode` 4 digits. */
export interface PrintedOnCard {
  birthDate: string;
  expiryYear: string;
  securityCode: string;
}

/**
 * 照合番号B, 14 ASCII digits: birth date as era-year month day ‖ expiry year ‖ security code. All of it is printed on
 * the front. Throws `RangeError` for anything that is not such a date, year or code.
 */
export function matchingNumberB({ birthDate, expiryYear, securityCode }: PrintedOnCard): Octets {
  if (!/^\d{8}$/.test(birthDate) || !/^\d{4}$/.test(expiryYear) || !/^\d{4}$/.test(securityCode)) {
    throw new RangeError('birth date, expiry year or security code has another form');
  }
  const era = ERAS.find((start) => birthDate >= start);
  if (era === undefined) throw new RangeError('birth date is before the first era');
  const year = Number(birthDate.slice(0, 4)) - Number(era.slice(0, 4)) + 1;
  return ascii(String(year).padStart(2, '0') + birthDate.slice(4) + expiryYear + securityCode);
}

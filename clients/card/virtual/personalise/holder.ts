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
}

const RULES: Record<keyof Holder, RegExp> = {
  name: /^.{1,60}$/u,
  address: /^.{1,100}$/u,
  birthDate: /^\d{8}$/,
  sex: /^[0129]$/,
  prefecture: /^.{1,20}$/u,
  city: /^.{1,30}$/u,
  municipalityCode: /^\d{5}$/,
  cardExpiry: /^\d{8}$/,
  securityCode: /^\d{4}$/,
};

/** Throws `RangeError` naming the fields that are not as they must be, never their values. */
export function checkHolder(holder: Holder): void {
  const wrong = Object.entries(RULES).filter(
    ([field, rule]) => !rule.test(holder[field as keyof Holder] ?? ''),
  );
  if (wrong.length > 0)
    throw new RangeError(`holder: ${wrong.map(([field]) => field).join(', ')} not usable`);
}

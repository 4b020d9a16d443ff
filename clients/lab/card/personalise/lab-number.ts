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

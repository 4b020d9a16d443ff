/** Which rule a signature password breaks. */
export const PASSWORD_FAULTS = ['too-short', 'too-long', 'character', 'no-letter', 'no-digit'] as const;
export type PasswordFault = (typeof PASSWORD_FAULTS)[number];

export const PASSWORD_LENGTH = { min: 6, max: 16 } as const;

const isDigit = (code: number) => code >= 0x30 && code <= 0x39;
const isLetter = (code: number) => code >= 0x41 && code <= 0x5a;

/**
 * Every rule that a password (text, or its ASCII bytes so that a secret need not become a string) breaks; empty when
 * the card may take it. Rules: 6 to 16 characters, only A–Z and 0–9, at least one letter and one digit. Lower case is
 * a fault, not folded: the card compares bytes.
 */
export function signaturePasswordFaults(password: string | Uint8Array): PasswordFault[] {
  const codes =
    typeof password === 'string' ? Uint16Array.from(password, (char) => char.charCodeAt(0)) : password;
  const broken: Record<PasswordFault, boolean> = {
    'too-short': codes.length < PASSWORD_LENGTH.min,
    'too-long': codes.length > PASSWORD_LENGTH.max,
    character: !codes.every((code) => isDigit(code) || isLetter(code)),
    'no-letter': !codes.some(isLetter),
    'no-digit': !codes.some(isDigit),
  };
  return PASSWORD_FAULTS.filter((fault) => broken[fault]);
}

/** Why a password the card would take is still easy to guess. Advice only: the person may keep it. */
export const PASSWORD_ADVICE = ['repeated', 'sequence', 'common', 'year'] as const;
export type PasswordAdvice = (typeof PASSWORD_ADVICE)[number];

/** Words that head every list of leaked passwords, and what a person at this screen is likely to think of. */
const COMMON = [
  'PASSWORD',
  'PASSW0RD',
  'QWERTY',
  'ASDF',
  'ZXCV',
  '1QAZ',
  'ADMIN',
  'MYNUMBER',
  'MAINA',
  'NIPPON',
  'JAPAN',
  'TOKYO',
  'SAKURA',
  'LOVE',
  'TEST',
  'WELCOME',
  'KAIJO',
].map(codesOf);
const RUN = 3;

function codesOf(word: string): Uint8Array {
  return Uint8Array.from(word, (char) => char.charCodeAt(0));
}

/** What to say about a password given as ASCII bytes. Works on bytes so that no string of it is made. */
export function passwordAdvice(password: Uint8Array): PasswordAdvice[] {
  const found: Record<PasswordAdvice, boolean> = {
    repeated: longestRun(password, 0) >= RUN,
    sequence: Math.max(longestRun(password, 1), longestRun(password, -1)) > RUN,
    common: COMMON.some((word) => contains(password, word)),
    year: holdsYear(password),
  };
  return PASSWORD_ADVICE.filter((advice) => found[advice]);
}

/** Length of the longest stretch in which every code is the one before plus `step`. */
function longestRun(password: Uint8Array, step: number): number {
  let [longest, run] = [0, 0];
  password.forEach((code, index) => {
    run = index > 0 && code === password[index - 1]! + step ? run + 1 : 1;
    longest = Math.max(longest, run);
  });
  return longest;
}

const contains = (password: Uint8Array, word: Uint8Array): boolean =>
  password.some((_, start) => word.every((code, offset) => password[start + offset] === code));

/** Four digits from 1900 to 2099 with no digit on either side. */
const holdsYear = (password: Uint8Array): boolean =>
  password.some((_, start) => {
    const four = password.subarray(start, start + 4);
    const century = (four[0] === 0x31 && four[1] === 0x39) || (four[0] === 0x32 && four[1] === 0x30);
    return (
      century &&
      four.length === 4 &&
      four.every(isDigit) &&
      !isDigit(password[start - 1]) &&
      !isDigit(password[start + 4])
    );
  });

const isDigit = (code: number | undefined) => code !== undefined && code >= 0x30 && code <= 0x39;

/** Letters as they lie on the keys of a telephone (ITU-T E.161). */
const LETTERS: Record<string, string> = {
  2: 'ABC',
  3: 'DEF',
  4: 'GHI',
  5: 'JKL',
  6: 'MNO',
  7: 'PQRS',
  8: 'TUV',
  9: 'WXYZ',
};

/** What a key of a keypad asks for where nothing is typed, and after a star where something is. */
const COMMANDS = {
  '0': 'stop',
  '1': 'help',
  '2': 'back',
  '3': 'language',
  '5': 'press',
  '7': 'dark',
  '8': 'on',
  '9': 'loudness',
  '*': 'again',
  '#': 'press',
  Enter: 'press',
} as const;
export type Command = (typeof COMMANDS)[keyof typeof COMMANDS];

/** What is typed on the screen of the moment; null: nothing. */
export type Typed = 'digits' | 'characters' | null;

/** What was begun with one press and needs another: a star, or the key on which a character lies. */
export type Begun = string | null;

export type Pressed =
  /** Not the keypad's: whoever else listens may have it. */
  | { is: 'other' }
  | { is: 'command'; command: Command }
  /** In place of the key that was pressed. */
  | { is: 'key'; key: string }
  | { is: 'begun'; begun: string }
  | { is: 'refused' };

const commandOf = (key: string): Pressed =>
  key in COMMANDS ? { is: 'command', command: COMMANDS[key as keyof typeof COMMANDS] } : { is: 'other' };

/**
 * What the press of a key means to somebody who uses a keypad without seeing it. A character of a password is two presses:
 * the key on which a telephone has it, and its place there; a digit is 0, and then itself. Nothing depends on how fast.
 */
export function meaningOf(key: string, typed: Typed, begun: Begun): Pressed {
  if (typed === null) return commandOf(key);
  if (begun === '*') return key === '4' ? { is: 'key', key: 'Backspace' } : commandOf(key);
  if (key === '*') return { is: 'begun', begun: '*' };
  if (key === '#') return { is: 'key', key: 'Enter' };
  return typed === 'characters' && /^[0-9]$/.test(key) ? characterOf(key, begun) : { is: 'other' };
}

function characterOf(key: string, begun: Begun): Pressed {
  if (begun === null) return key === '1' ? { is: 'refused' } : { is: 'begun', begun: key };
  if (begun === '0') return { is: 'key', key };
  const letter = LETTERS[begun]?.[Number(key) - 1];
  return letter ? { is: 'key', key: letter } : { is: 'refused' };
}

/** The presses that type this character: what a person does who was told how. */
export function pressesOf(char: string): string {
  if (/^[0-9]$/.test(char)) return `0${char}`;
  const [key, letters] = Object.entries(LETTERS).find(([, some]) => some.includes(char))!;
  return `${key}${letters.indexOf(char) + 1}`;
}

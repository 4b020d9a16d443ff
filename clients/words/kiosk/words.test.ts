import { describe } from 'vitest';
import { readMessages } from '../build/catalogues.ts';
import type { Language } from '../languages.ts';
import { checkTables } from '../test/check.ts';

const load = (language: Language) => readMessages('kiosk', language);
const alsoQuoted = (language: Language) => readMessages('shared', language);

const BUTTONS =
  /\.(begin|agree|sure|done|redo|print|finish|go|send|again|sound|lowControls|highContrast)$|^visit\.found\.next$/;

/** Buttons take a line and a half of the kiosk, headings two lines, the rest are sentences. */
function room(path: string): number {
  if (BUTTONS.test(path)) return 44;
  return /(\.title|[a-z]Title)$/.test(path) ? 72 : 230;
}

describe('the words of the kiosk', () => {
  checkTables({ load, room, alsoQuoted });
});

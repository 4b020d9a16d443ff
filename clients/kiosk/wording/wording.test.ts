import { describe } from 'vitest';
import type { Language } from '#clients/ui/wording/languages.ts';
import { checkTables } from '#clients/ui/wording/test/check.ts';
import type { Table } from '#clients/ui/wording/test/tables.ts';
import { loadSharedWords } from '#clients/ui/wording/wording.ts';
import { loadKioskWords } from './kiosk-words.ts';

const load = async (language: Language) => (await loadKioskWords(language)) as unknown as Table;
const alsoQuoted = async (language: Language) => (await loadSharedWords(language)) as unknown as Table;

const BUTTONS =
  /\.(begin|agree|sure|done|redo|print|finish|go|send|again|sound|lowControls|highContrast)$|^visit\.found\.next$/;

/** Buttons take a line and a half of the kiosk, headings two lines, the rest are sentences. */
function room(path: string): number {
  if (BUTTONS.test(path)) return 44;
  return /(\.title|[a-z]Title)$/.test(path) ? 72 : 230;
}

describe('the words of the kiosk', () => {
  checkTables({ load, room, printed: ['行政サービス'], alsoQuoted });
});

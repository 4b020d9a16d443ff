import { describe } from 'vitest';
import { readMessages } from '../build/catalogues.ts';
import type { Language } from '../languages.ts';
import { checkTables } from '../test/check.ts';

const load = (language: Language) => readMessages('phone', language);
const alsoQuoted = (language: Language) => readMessages('shared', language);

/** On the card, and what a phone calls its own certificate. */
const printed = ['追記欄', 'スマホ用電子証明書', '○○○○年○月○日まで有効', '昭和58年3月15日', '年', '月', '日'];

const BUTTONS =
  /^(reload|welcome\.(begin|rehearse)|consent\.agree|(check|rehearsal)\.(next|once)|check\.app\.store|tap\.begin|pin\.(sure|office)|numbers\.birth\.(western|byEra)|selfie\.(begin|again|shutter|moreTime)|receipt\.(calendar|rehearse|cancel|cancelSure|cancelKeep|reserveAgain|atKiosk|map|close))$/;

/** Hints over the camera are read at a glance; buttons take two lines of a small phone; the rest are sentences. */
function room(path: string): number {
  if (BUTTONS.test(path) || /^selfie\.(aims|reasons)\./.test(path)) return 52;
  return /(\.title|[a-z]Title)$/.test(path) ? 72 : 220;
}

describe('the words of the phone', () => {
  checkTables({ load, room, printed, alsoQuoted });
});

import type { Language } from './languages.ts';

/**
 * Where a card is suspended at any hour: マイナンバー総合フリーダイヤル, guidance 2, as the Digital Agency and J-LIS publish
 * it; the second number is said to answer in English, Chinese, Korean, Spanish and Portuguese, and is the nearest there
 * is for Vietnamese. An operator compares both with what is published before deploying.
 */
export const hotlineOf = (language: Language): string =>
  language === 'ja' || language === 'ja-easy' ? '0120-95-0178' : '0120-0178-27';

/** A telephone number or a date as it stands in a text: no line ends inside it. */
export const asOneWord = (text: string): string => text.replaceAll('-', '\u2011');

const WORD_JOINER = '\u2060';
const READING = /（[ぁ-んー]+）/g;

/** Keeps a kanji, its reading in （） and what follows on one line: 新（あたら）しい is one word. */
export const keepReadingsTogether = (text: string): string =>
  text.replaceAll(READING, (reading) => WORD_JOINER + reading + WORD_JOINER);

/** The same table with every text changed, those that its functions make included. */
export function mapTexts<T>(table: T, change: (text: string) => string): T {
  const map = (entry: unknown): unknown => {
    if (typeof entry === 'string') return change(entry);
    if (typeof entry === 'function')
      return (...values: unknown[]) => change((entry as (...values: unknown[]) => string)(...values));
    return Object.fromEntries(Object.entries(entry as object).map(([key, value]) => [key, map(value)]));
  };
  return map(table) as T;
}

/** Kanji and what stands in （） behind them. */
const READ = /([\u4E00-\u9FFF々]+)\u2060?（([ぁ-んー]+)）\u2060?/g;

/** A piece of a text, and how it is read where that is said. */
export interface Part {
  text: string;
  reading: string | null;
}

/** The pieces of a text of easy Japanese: 新（あたら）しい is 新 with its reading, and しい. */
export function partsOf(text: string): Part[] {
  const parts: Part[] = [];
  let at = 0;
  for (const { 0: all, 1: kanji, 2: reading, index } of text.matchAll(READ)) {
    if (index > at) parts.push({ text: text.slice(at, index), reading: null });
    parts.push({ text: kanji!, reading: reading! });
    at = index + all.length;
  }
  if (at < text.length) parts.push({ text: text.slice(at), reading: null });
  return parts;
}

/** Long words, by where they may be parted: with large text one of them is more than a line of a phone. */
const PARTED = [
  '(?<=マイナンバー)(?=カード)',
  '(?<=セキュリティ)(?=コード)',
  '(?<=プライバシー)(?=ポリシー)',
  '(?<=署名用)(?=パスワード)',
  '(?<=マルチ)(?=コピー)',
  '(?<=利用者)(?=証明)',
  '(?<=総合)(?=フリーダイヤル)',
  '(?<=サイフ)(?=ケータイ)',
  '(?<=メンテナンス)(?=の|です)',
  // Ends of sentences, which easy Japanese writes without a space before them.
  '(?<=[てで])(?=ください)',
  '(?<=って)(?=い(?:な|ます|ません))',
  '(?<=\\S)(?=でき(?:ます|ません|ました))',
  '(?<=ません)(?=でした)',
  '(?<=る)(?=と、)',
  '(?<=ない)(?=とき)',
  '(?<=[。、])(?=[^\\s。、）」])',
];
const PARTS = new RegExp(PARTED.join('|'), 'g');

/** The pieces of a text between which a line may break although no word ends there. */
export const breaksOf = (text: string): string[] => text.split(PARTS);

/** For what shows no readings above its kanji: titles of windows, names that only a screen reader says, the phone's sheet. */
export const withoutReadings = (text: string): string => text.replaceAll(READ, '$1');

import type { ProblemCode } from '#schema/contract/problem.ts';
import type { CardFailureCode } from '#clients/card/failure.ts';
import type { card } from './ja/card.ts';
import type { common } from './ja/common.ts';
import type { Language } from './languages.ts';

/** What a person is told when something does not work: what it is called, what happened, what to do now. */
export interface Advice {
  title: string;
  happened: string;
  next: string;
}

/** The shape of a Japanese table, for the other languages: a missing, extra or differently called entry fails the type check. */
export type Like<T> = {
  [K in keyof T]: T[K] extends string
    ? string
    : T[K] extends (...args: infer A) => string
      ? (...args: A) => string
      : Like<T[K]>;
};

export type CommonWords = Like<typeof common>;
export type CardWords = Like<typeof card>;
export type ProblemWords = Record<ProblemCode, Advice>;
export type CardFailureWords = Record<CardFailureCode, Advice>;

/** What phone and kiosk both say. */
export interface SharedWords extends CommonWords {
  problems: ProblemWords;
  card: CardWords;
}

type Loader = () => Promise<[{ common: CommonWords }, { problems: ProblemWords }, { card: CardWords }]>;

const loaders: Record<Language, Loader> = {
  ja: () => Promise.all([import('./ja/common.ts'), import('./ja/problems.ts'), import('./ja/card.ts')]),
  'ja-easy': () =>
    Promise.all([
      import('./ja-easy/common.ts'),
      import('./ja-easy/problems.ts'),
      import('./ja-easy/card.ts'),
    ]),
  en: () => Promise.all([import('./en/common.ts'), import('./en/problems.ts'), import('./en/card.ts')]),
  zh: () => Promise.all([import('./zh/common.ts'), import('./zh/problems.ts'), import('./zh/card.ts')]),
  ko: () => Promise.all([import('./ko/common.ts'), import('./ko/problems.ts'), import('./ko/card.ts')]),
  vi: () => Promise.all([import('./vi/common.ts'), import('./vi/problems.ts'), import('./vi/card.ts')]),
  pt: () => Promise.all([import('./pt/common.ts'), import('./pt/problems.ts'), import('./pt/card.ts')]),
};

/** Fetches the shared table of one language; the others stay on the server. */
export async function loadSharedWords(language: Language): Promise<SharedWords> {
  const [{ common }, { problems }, { card }] = await loaders[language]();
  return { ...common, problems, card };
}

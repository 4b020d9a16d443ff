import type { MatcherRpc } from '#schema/contract/face.ts';

/** Longest wait for the matcher, in milliseconds: less than clients wait for an answer. */
const PATIENCE = 20_000;

/**
 * The matcher behind its service binding, with an end to waiting for it: a charged try can be given back only while the
 * request that charged it still lives. Rejects when the time is over.
 */
export function matcherWithin(matcher: MatcherRpc, patience = PATIENCE): MatcherRpc {
  const within = <T>(answer: Promise<T>): Promise<T> => {
    const { promise, reject } = Promise.withResolvers<never>();
    const timer = setTimeout(() => reject(new Error('the matcher did not answer in time')), patience);
    return Promise.race([answer, promise]).finally(() => clearTimeout(timer));
  };
  return {
    embedReference: (photo) => within(matcher.embedReference(photo)),
    examine: (presentation) => within(matcher.examine(presentation)),
  };
}

/**
 * Answers from what was found out within the last `seconds`, else asks. Only answers are kept: a question under way
 * belongs to the request that asked it, and a failure is nobody else's.
 */
export function remembered<T>(
  ask: (now: number) => Promise<T>,
  seconds: number,
): (now: number) => Promise<T> {
  let last: { at: number; answer: T } | null = null;
  return async (now) => {
    if (last && now >= last.at && now < last.at + seconds) return last.answer;
    const answer = await ask(now);
    last = { at: now, answer };
    return answer;
  };
}

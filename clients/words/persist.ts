interface Persisting<T> {
  attempt: () => Promise<T>;
  /** Is the result still wanted? Asked before every further attempt, and before the result is given. */
  wanted: () => boolean;
  pause: () => Promise<void>;
}

/** Tries again until an attempt succeeds; null once nobody wants the result any more. */
export async function persist<T>({ attempt, wanted, pause }: Persisting<T>): Promise<T | null> {
  while (wanted()) {
    try {
      const result = await attempt();
      return wanted() ? result : null;
    } catch {
      await pause();
    }
  }
  return null;
}

import { isOnTheWay } from '../state/resume.ts';
import type { Store } from '../store.ts';

/** What outlives a reload in the middle of the way: that somebody is on it, by what they agreed to. Nothing else. */
export interface Trail {
  load(): string | null;
  save(agreed: string | null): void;
}

const KEY = 'kaijo-agreed';

/** For this tab alone, until it is closed. A browser that forbids storage has none. */
export const browserTrail: Trail = {
  load() {
    try {
      return sessionStorage.getItem(KEY);
    } catch {
      return null;
    }
  },
  save(agreed) {
    try {
      if (agreed === null) sessionStorage.removeItem(KEY);
      else sessionStorage.setItem(KEY, agreed);
    } catch {
      // A reload then begins on the first screen.
    }
  },
};

/** Leaves the trail while a person is on the way, and takes it away at the end. */
export function keepTrail({ state, watch }: Store, trail: Trail): void {
  let kept = trail.load();
  watch(() => {
    // Nothing is known of an earlier life before the start is over.
    if (state().phase.name === 'starting') return;
    const now = isOnTheWay(state()) ? state().agreed : null;
    if (now === kept) return;
    kept = now;
    trail.save(now);
  });
}

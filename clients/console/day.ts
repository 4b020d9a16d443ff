import { useCallback, useEffect, useState } from 'preact/hooks';
import type { ServiceDay } from '#schema/contract/service-day.ts';
import { ask, type Trouble } from './service.ts';

/** Milliseconds between two looks while the page is in sight. */
const EVERY = 60_000;

/** What the service said last, and why it says nothing new. */
export interface Seen {
  day: ServiceDay | null;
  /** The service's clock at that moment, Unix seconds. */
  now: number;
  trouble: Trouble | null;
  /** Looks again now. */
  refresh: () => Promise<void>;
}

/** The day, looked at again every minute. What was seen stays when the next look fails. */
export function useDay(): Seen {
  const [seen, setSeen] = useState<Omit<Seen, 'refresh'>>({ day: null, now: 0, trouble: null });
  const refresh = useCallback(async () => {
    const heard = await ask('readDay', {});
    setSeen((before) =>
      heard.ok ? { day: heard.value, now: heard.now, trouble: null } : { ...before, trouble: heard.trouble },
    );
  }, []);
  useEffect(() => {
    void refresh();
    const look = () => {
      if (document.visibilityState === 'visible') void refresh();
    };
    const timer = setInterval(look, EVERY);
    return () => clearInterval(timer);
  }, [refresh]);
  return { ...seen, refresh };
}

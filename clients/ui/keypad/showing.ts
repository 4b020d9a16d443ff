import { useEffect, useRef, useState } from 'preact/hooks';

/** Milliseconds for which characters stay readable: all that somebody asked to see, and the one typed last. */
const ASKED = 8_000;
const LAST = 1_200;

/** Which characters of an entry can be read at the moment. Nothing stays readable by itself. */
export interface Showing {
  what: 'nothing' | 'last' | 'all';
  toggle(): void;
  /** A character was typed: it can be read for a moment. */
  typed(): void;
  /** One was taken back. */
  hideLast(): void;
}

export function useShowing(): Showing {
  const [what, setWhat] = useState<Showing['what']>('nothing');
  const timer = useRef<ReturnType<typeof setTimeout> | undefined>(undefined);
  useEffect(() => () => clearTimeout(timer.current), []);
  const show = (next: 'last' | 'all') => {
    clearTimeout(timer.current);
    timer.current = setTimeout(() => setWhat('nothing'), next === 'all' ? ASKED : LAST);
    setWhat(next);
  };
  return {
    what,
    toggle: () => (what === 'all' ? setWhat('nothing') : show('all')),
    typed: () => what !== 'all' && show('last'),
    hideLast: () => what === 'last' && setWhat('nothing'),
  };
}

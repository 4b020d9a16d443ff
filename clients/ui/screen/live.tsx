import { createContext, type ComponentChildren } from 'preact';
import { useCallback, useContext, useState } from 'preact/hooks';

const Announce = createContext<(text: string) => void>(() => {});

/** Says something to a screen reader, politely. The same text twice in a row is said twice. */
export const useAnnounce = () => useContext(Announce);

/** Holds the one live region of the page; it must outlive every screen to be heard. */
export function LiveRegion({ children }: { children: ComponentChildren }) {
  const [said, setSaid] = useState({ text: '', turn: 0 });
  const announce = useCallback((text: string) => setSaid(({ turn }) => ({ text, turn: turn + 1 })), []);
  return (
    <Announce.Provider value={announce}>
      {children}
      <div class="visually-hidden" aria-live="polite" aria-atomic="true">
        <span key={said.turn}>{said.text}</span>
      </div>
    </Announce.Provider>
  );
}

import { createContext } from 'preact';
import { useContext, useEffect, useState } from 'preact/hooks';
import type { Store } from '../store.ts';
import type { State } from '../state/types.ts';

const KioskContext = createContext<Store | null>(null);
export const KioskProvider = KioskContext.Provider;

/** The kiosk around this view. */
export function useKiosk(): Store {
  const kiosk = useContext(KioskContext);
  if (!kiosk) throw new Error('no KioskProvider around this view');
  return kiosk;
}

/** The kiosk's state, drawn anew with every change. */
export function useKioskState(kiosk: Store): State {
  const [state, setState] = useState(kiosk.state);
  useEffect(() => kiosk.watch(() => setState(kiosk.state())), [kiosk]);
  return state;
}

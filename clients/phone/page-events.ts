import type { Store } from './store.ts';

/** Seconds pass, the page goes out of sight and comes back, the network returns, the phone's back key is pressed. */
export function listenToPage(store: Store): void {
  const { dispatch } = store;
  setInterval(() => dispatch({ type: 'tick' }), 1_000);
  addEventListener('online', () => dispatch({ type: 'online' }));
  addEventListener('pagehide', () => dispatch({ type: 'gone' }));
  document.addEventListener('visibilitychange', () =>
    dispatch({ type: document.visibilityState === 'hidden' ? 'hidden' : 'shown' }),
  );
  keepBackKey(store);
}

/** The back key goes one screen back, and leaves the app only from a first screen. */
function keepBackKey({ state, dispatch, watch }: Store): void {
  const isFirst = () => {
    const { phase } = state();
    if (phase.name === 'receipt') return phase.cancelling === 'no';
    return phase.name === 'starting' || phase.name === 'welcome';
  };
  let kept = false;
  watch(() => {
    if (kept || isFirst()) return;
    kept = true;
    history.pushState(null, '');
  });
  addEventListener('popstate', () => {
    kept = false;
    // The step that was kept has just been taken: one more leaves the app.
    if (isFirst()) history.back();
    else dispatch({ type: 'back' });
  });
}

import type { Reader } from '#clients/card/reader.ts';
import type { Store } from './store.ts';

/** Seconds pass, the network returns, a card is put on the reader and taken away, headphones are plugged in. */
export function listenToPage({ dispatch }: Store, reader: Reader): void {
  setInterval(() => dispatch({ type: 'tick' }), 1_000);
  addEventListener('online', () => dispatch({ type: 'online' }));
  reader.watchHeadphones?.((plugged) => dispatch({ type: 'headphones', plugged }));
  reader.watchPrinter?.((condition) => dispatch({ type: 'printer', condition }));
  reader.watch((state) => dispatch({ type: 'reader', reader: state }));
}

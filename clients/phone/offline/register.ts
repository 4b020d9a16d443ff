import type { Store } from '../store.ts';
import { trustedScript } from '../trusted-script.ts';

/** Has the browser keep this app, so that a receipt opens without a network. Not in the development server. */
export function keepForOffline({ state, watch }: Store): void {
  if (import.meta.env.DEV || !('serviceWorker' in navigator)) return;
  // Without it only the offline opening is lost.
  navigator.serviceWorker.register(trustedScript('/service-worker.js')).catch(() => {});
  let kept = false;
  watch(() => {
    if (kept || state().phase.name !== 'receipt') return;
    kept = true;
    void sendAssets();
  });
}

async function sendAssets(): Promise<void> {
  const { active } = await navigator.serviceWorker.ready;
  active?.postMessage(usedAssets(), { transfer: [] });
}

/** What this page has fetched under its own build: fonts and the words of the person's language among it. */
const usedAssets = (): string[] =>
  performance
    .getEntriesByType('resource')
    .map(({ name }) => new URL(name))
    .filter(({ origin, pathname }) => origin === location.origin && pathname.startsWith('/assets/'))
    .map(({ pathname }) => pathname);

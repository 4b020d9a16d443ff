interface TrustedTypes {
  createPolicy(
    name: string,
    rules: { createScriptURL(address: string): string },
  ): {
    createScriptURL(address: string): string;
  };
}

const WORKER = '/kiosk/service-worker.js';
/** Milliseconds for a newer version to take over. */
const TAKE_OVER = 5_000;

/** The one address a service worker of this page may come from, in the form that a page with trusted types takes. */
function ownWorker(): string {
  const { trustedTypes } = globalThis as { trustedTypes?: TrustedTypes };
  const rules = { createScriptURL: () => WORKER };
  return trustedTypes?.createPolicy('kaijo-kiosk', rules).createScriptURL(WORKER) ?? WORKER;
}

/** Has the browser keep this version of the page, so that it opens without a network. Not in the development server. */
export function keepPage(): void {
  if (import.meta.env.DEV || !('serviceWorker' in navigator)) return;
  // Without it only opening without a network is lost.
  navigator.serviceWorker.register(ownWorker(), { scope: '/kiosk/' }).catch(() => undefined);
}

/** Opens the page anew, in the newest version that is here whole. */
export async function reloadPage(): Promise<void> {
  try {
    const kept = await navigator.serviceWorker.getRegistration('/kiosk/');
    await kept?.update();
    await takenOver(kept);
  } catch {
    // No network or no service worker: the version that is here goes on.
  }
  location.reload();
}

/** Until a version that waits has taken over, or will not. */
async function takenOver(kept: ServiceWorkerRegistration | undefined): Promise<void> {
  const late = new Promise<void>((resolve) => setTimeout(resolve, TAKE_OVER));
  const installed = new Promise<void>((resolve) => {
    const next = kept?.installing;
    if (!next) return resolve();
    next.addEventListener('statechange', () => next.state === 'installing' || resolve());
  });
  await Promise.race([installed, late]);
  if (!kept?.waiting) return;
  const changed = new Promise<void>((resolve) =>
    navigator.serviceWorker.addEventListener('controllerchange', () => resolve(), { once: true }),
  );
  kept.waiting.postMessage('take-over', []);
  await Promise.race([changed, late]);
}

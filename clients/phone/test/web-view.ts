import type { Page } from 'playwright-core';
import { FakePhone, shellOn } from '#clients/card/test/fake-phone.ts';

/** In the page: what an app's web view has not, and its one way out, which takes strings. */
function beWebView(platform: 'ios' | 'android'): void {
  for (const name of ['serviceWorker', 'share', ...(platform === 'ios' ? ['vibrate'] : [])])
    Reflect.deleteProperty(Navigator.prototype, name);
  const page = globalThis as unknown as { toShell(text: string): Promise<void>; ReactNativeWebView: object };
  page.ReactNativeWebView = {
    postMessage(text: unknown) {
      if (typeof text !== 'string') throw new TypeError('a web view takes strings');
      void page.toShell(text);
    },
  };
}

/** Puts the app's own shell around a page, on a phone with a stand-in for its antenna. */
export async function wrap(page: Page, platform: 'ios' | 'android') {
  const phone = new FakePhone(platform);
  const { shell, channel } = shellOn(phone, { platform });
  channel.listen((text) => {
    const call = page.evaluate((said) => (globalThis as unknown as Shell).kaijoShell?.(said), text);
    // The page may be gone by then.
    call.catch(() => undefined);
  });
  await page.exposeFunction('toShell', (text: string) => channel.send(text));
  await page.addInitScript(beWebView, platform);
  const saved: string[] = [];
  page.on('download', (download) => saved.push(download.suggestedFilename()));
  return { phone, shell, saved };
}
type Shell = { kaijoShell?: (text: string) => void };

/** In the page: keeps a reservation as the app does. */
export async function keepReservation(view: unknown): Promise<void> {
  const opening = indexedDB.open('kaijo-phone', 1);
  opening.addEventListener('upgradeneeded', () => opening.result.createObjectStore('reservation'));
  await new Promise((resolve) => opening.addEventListener('success', resolve));
  const algorithm = { name: 'ECDSA', namedCurve: 'P-256' };
  const key = await crypto.subtle.generateKey(algorithm, false, ['sign', 'verify']);
  const transaction = opening.result.transaction('reservation', 'readwrite');
  transaction.objectStore('reservation').put({ ticket: 'a.b.c', key, view }, 'current');
  await new Promise((resolve) => transaction.addEventListener('complete', resolve));
  opening.result.close();
}

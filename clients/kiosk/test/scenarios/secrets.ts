import type { Page } from 'playwright-core';
import { describe, expect, it } from 'vitest';
import { ascii } from '#schema/contract/card.ts';
import { importVerifierKey, makeVerifier } from '#clients/lab/card/memory.ts';
import { enterPassword, enterPin, takeCard, touchKeys, walk } from '../hands.ts';
import { findInMemory, noteBuffers } from '../heap.ts';
import { at, giveCard, installKiosk, startAfresh, type Station } from '../station.ts';

const PINS = ['8305', '6947', '2791', '9038'];
const PASSWORD = 'ZQ7XK9WM2V';

/** A PIN that is nowhere in the page before it is typed: four digits may be there by chance. */
async function unknownPin(page: Page): Promise<string> {
  const known = new Set((await findInMemory(page, PINS)).map((place) => place.slice(0, 4)));
  const pin = PINS.find((candidate) => !known.has(candidate));
  if (!pin) throw new Error('all of these digits are in the page already');
  return pin;
}

/** The lab's card with another PIN. */
async function cardWithPin({ card }: Station, pin: string) {
  const { profile, memory } = structuredClone(card);
  const key = await importVerifierKey(profile.verifierKey);
  memory.references.userPin.verifier = await makeVerifier(key, ascii(pin));
  return { profile, memory };
}

/** Everything that the browser keeps for the page, as text. */
const storedText = (page: Page): Promise<string> =>
  page.evaluate(async () => {
    const kept: unknown[] = [location.href, { ...localStorage }, { ...sessionStorage }, document.cookie];
    for (const { name } of await indexedDB.databases()) {
      const database = await new Promise<IDBDatabase>((resolve) => {
        const request = indexedDB.open(name!);
        request.addEventListener('success', () => resolve(request.result));
      });
      for (const store of database.objectStoreNames) {
        const request = database.transaction(store).objectStore(store).getAll();
        kept.push(
          await new Promise((resolve) => request.addEventListener('success', () => resolve(request.result))),
        );
      }
      database.close();
    }
    return JSON.stringify(kept) + document.documentElement.outerHTML;
  });

/** In the page: keeps a text in one form. */
function plant({ form, shifted }: { form: string; shifted: number[] }): void {
  const codes = () => shifted.map((code) => code - 1);
  const forms: Record<string, () => unknown> = {
    string: () => ({ note: `x${String.fromCharCode(...codes())}` }),
    bytes: () => Uint8Array.from(codes()),
    'utf-16': () => Uint16Array.from(codes()),
    codes,
    characters: () => codes().map((code) => String.fromCharCode(code)),
  };
  Object.assign(globalThis, { leak: forms[form]!() });
}

export function secrets(station: () => Station): void {
  describe('what was typed', () => {
    it('is found by the search where it is planted, in every form', async () => {
      const page = await station().browser.newPage();
      await page.addInitScript(noteBuffers);
      // Every code is sent one too high, so that only the plant itself is there to be found.
      const shifted = [...PASSWORD].map((char) => char.charCodeAt(0) + 1);
      await page.goto('about:blank');
      expect(await findInMemory(page, [PASSWORD])).toEqual([]);
      for (const form of ['string', 'bytes', 'utf-16', 'codes', 'characters'] as const) {
        await page.goto('about:blank');
        await page.evaluate(plant, { form, shifted });
        expect([form, ...(await findInMemory(page, [PASSWORD]))]).toHaveLength(2);
      }
      await page.close();
    });

    it('is gone when nobody touches the screen any more: memory, storage, page', async () => {
      const kiosk = await installKiosk(station());
      const { page } = kiosk;
      await page.clock.install();
      await page.addInitScript(noteBuffers);
      await startAfresh(station(), kiosk);
      const pin = await unknownPin(page);
      await giveCard(kiosk, await cardWithPin(station(), pin));
      await walk(page, 'menu', 'pin');
      await enterPin(page, pin);
      await walk(page, 'found', 'password');
      await enterPassword(page, PASSWORD);
      await at(page, 'confirm');
      await touchKeys(page, PASSWORD.slice(0, -1));
      expect(await findInMemory(page, [PASSWORD])).not.toEqual([]);
      await page.clock.fastForward(95_000);
      await page.locator('dialog.idle').waitFor();
      await page.clock.fastForward(40_000);
      await at(page, 'take-card');
      await takeCard(page);
      await at(page, 'menu');
      const typed = [pin, PASSWORD, PASSWORD.slice(0, -1)];
      expect(await findInMemory(page, typed)).toEqual([]);
      const stored = await storedText(page);
      for (const secret of typed) expect(stored).not.toMatch(new RegExp(`(?<!\\d)${secret}(?!\\d)`));
      await kiosk.context.close();
    });
  });
}

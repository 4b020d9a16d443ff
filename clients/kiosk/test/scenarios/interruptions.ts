import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { revokeKiosk } from '#clients/operator/commands/kiosk.ts';
import { kioskWords } from '#clients/words/test/spoken.ts';
import {
  enterPassword,
  enterPin,
  putCardOn,
  renewCard,
  takeCard,
  tearNext,
  touchMain,
  walk,
} from '../hands.ts';
import {
  at,
  giveCard,
  installKiosk,
  reservationState,
  startAfresh,
  type Installed,
  type Station,
} from '../station.ts';

const { visit: words } = kioskWords('ja');
const goOnline = ({ page }: Installed) => page.evaluate(() => void dispatchEvent(new Event('online')));
const cut = ({ page }: Installed, call: string) =>
  page.route(`**/v1/redemptions/${call}`, (route) => route.abort());
const mend = ({ page }: Installed, call: string) => page.unroute(`**/v1/redemptions/${call}`);
const says = ({ page }: Installed, text: string) => page.getByText(text).first().waitFor();

/** Waits until the service says so of the reservation. */
const becomes = (station: Station, state: string) =>
  expect.poll(() => reservationState(station), { timeout: 15_000, interval: 200 }).toBe(state);

/** The renderer dies at once, with nothing said to the page; another page of the same profile is opened. */
async function killAndReopen(station: Station, kiosk: Installed): Promise<void> {
  const session = await kiosk.context.newCDPSession(kiosk.page);
  void session.send('Page.crash').catch(() => undefined);
  await kiosk.page.waitForEvent('crash');
  await kiosk.page.close();
  kiosk.page = await kiosk.context.newPage();
  await giveCard(kiosk, station.card);
  await kiosk.page.goto(`${station.system.origin}/kiosk/`);
  await at(kiosk.page, 'menu');
}

/** Everything that can come between. One kiosk, started afresh for each; the card's memory is the browser's. */
export function interruptions(station: () => Station): void {
  describe('nothing is lost', () => {
    let kiosk: Installed;
    beforeAll(async () => void (kiosk = await installKiosk(station())));
    beforeEach(async () => {
      await startAfresh(station(), kiosk);
      await renewCard(kiosk.page);
    });
    afterAll(() => kiosk.context.close());

    it('the network goes before every call, and comes back', async () => {
      const { page, context } = kiosk;
      const down = async (act: () => Promise<void>, next: string) => {
        await context.setOffline(true);
        await act();
        await at(page, 'outage network');
        await context.setOffline(false);
        await touchMain(page);
        await at(page, next);
      };
      await walk(page, 'menu', 'place-card');
      await down(() => putCardOn(page), 'pin');
      await down(() => enterPin(page), 'found');
      await walk(page, 'found', 'confirm');
      await cut(kiosk, 'complete');
      await down(() => enterPassword(page), 'done');
      await takeCard(page);
      await says(kiosk, words.receipt.waiting);
      expect(await reservationState(station())).toBe('claimed');
      await mend(kiosk, 'complete');
      await goOnline(kiosk);
      await says(kiosk, words.receipt.recorded);
      expect(await reservationState(station())).toBe('completed');
    });

    it('a visit given up without a network gives its reservation back with it', async () => {
      const { page, context } = kiosk;
      await walk(page, 'menu', 'found');
      await context.setOffline(true);
      await page.locator('.button-secondary').click();
      await page.locator('dialog.stop .button-danger').click();
      await at(page, 'take-card');
      await takeCard(page);
      await touchMain(page);
      expect(await reservationState(station())).toBe('claimed');
      await context.setOffline(false);
      await goOnline(kiosk);
      await becomes(station(), 'reserved');
    });

    it('the card is pulled before it kept the new password: it says so, and the visit goes on', async () => {
      const { page } = kiosk;
      await tearNext(page, 'before-commit');
      await walk(page, 'menu', 'confirm');
      await enterPassword(page);
      await at(page, 'settling');
      await putCardOn(page);
      await at(page, 'not-reset');
      await touchMain(page);
      await at(page, 'pin');
      await enterPin(page);
      await walk(page, 'password', 'receipt');
      expect(await reservationState(station())).toBe('completed');
    });

    it('the card is pulled just after: it says that it is done', async () => {
      const { page } = kiosk;
      await tearNext(page, 'after-commit');
      await walk(page, 'menu', 'confirm');
      await enterPassword(page);
      await at(page, 'settling');
      await putCardOn(page);
      await walk(page, 'done', 'receipt');
      await says(kiosk, words.receipt.recorded);
      expect(await reservationState(station())).toBe('completed');
    });

    it('pulled with the network down as well: the card alone tells the person, the service hears later', async () => {
      const { page } = kiosk;
      await tearNext(page, 'after-commit');
      await walk(page, 'menu', 'confirm');
      await cut(kiosk, 'recover');
      await enterPassword(page);
      await at(page, 'settling');
      await putCardOn(page);
      await walk(page, 'done', 'receipt');
      await says(kiosk, words.receipt.waiting);
      expect(await reservationState(station())).toBe('claimed');
      await mend(kiosk, 'recover');
      await says(kiosk, words.receipt.recorded);
      expect(await reservationState(station())).toBe('completed');
    });

    it('the page is killed at every step, and the same person begins again at once', async () => {
      for (const step of ['place-card', 'pin', 'found', 'password', 'confirm']) {
        await walk(kiosk.page, 'menu', step);
        await killAndReopen(station(), kiosk);
      }
      await walk(kiosk.page, 'menu', 'receipt');
      expect(await reservationState(station())).toBe('completed');
    });

    it('the page is killed with a torn write: the card is asked when it comes back', async () => {
      await tearNext(kiosk.page, 'after-commit');
      await walk(kiosk.page, 'menu', 'confirm');
      await enterPassword(kiosk.page);
      await at(kiosk.page, 'settling');
      await killAndReopen(station(), kiosk);
      await walk(kiosk.page, 'menu', 'place-card');
      await putCardOn(kiosk.page);
      await walk(kiosk.page, 'done', 'receipt');
      expect(await reservationState(station())).toBe('completed');
    });

    it('the page is killed with a receipt in hand: it is delivered, even by a kiosk revoked meanwhile', async () => {
      await cut(kiosk, 'complete');
      await walk(kiosk.page, 'menu', 'done');
      await at(kiosk.page, 'done');
      expect(await reservationState(station())).toBe('claimed');
      const session = await kiosk.context.newCDPSession(kiosk.page);
      void session.send('Page.crash').catch(() => undefined);
      await kiosk.page.waitForEvent('crash');
      await revokeKiosk(station().system.operator, kiosk.thumbprint);
      kiosk.page = await kiosk.context.newPage();
      await kiosk.page.goto(`${station().system.origin}/kiosk/`);
      await at(kiosk.page, 'out-of-service revoked');
      await becomes(station(), 'completed');
    });
  });
}

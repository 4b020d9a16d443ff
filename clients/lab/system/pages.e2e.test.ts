import type { Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { at as atKiosk } from '#clients/kiosk/test/station.ts';
import { enterPassword, enterPin, putCardOn, takeCard, touchMain } from '#clients/kiosk/test/hands.ts';
import { openDesk, openPhone, type Desk } from '#clients/phone/test/desk.ts';
import { at as atPhone, walk } from '#clients/phone/test/walk.ts';
import { confirmKiosk, issueCode } from '#clients/operator/commands/kiosk.ts';

const matchCodeOn = (page: Page) => page.locator('.match-code-value [aria-hidden]').textContent();

describe('phone and kiosk in one browser, with one simulated card', () => {
  let desk: Desk;
  beforeAll(async () => {
    desk = await openDesk();
  });
  afterAll(() => desk.close());

  it('reserve in one, reset in the other, and show the same match code', async () => {
    const { page: phone, context } = await openPhone(desk);
    await walk(phone, { to: 'receipt' });

    const kiosk = await context.newPage();
    await kiosk.setViewportSize({ width: 1080, height: 1920 });
    await kiosk.goto(`${desk.system.origin}/kiosk/`);
    await kiosk.locator('[data-screen="enrol"] input').fill(await issueCode(desk.system.operator, 'Both'));
    await touchMain(kiosk);
    const thumbprint = await kiosk
      .locator('[data-screen="pending"] .thumbprint dd:not([lang])')
      .textContent();
    expect(await confirmKiosk(desk.system.operator, thumbprint!)).toBe(true);
    await kiosk.evaluate(() => void dispatchEvent(new Event('online')));

    await atKiosk(kiosk, 'menu');
    await kiosk.locator('.entry').click();
    await touchMain(kiosk);
    await putCardOn(kiosk);
    await atKiosk(kiosk, 'pin');
    await enterPin(kiosk);
    await atKiosk(kiosk, 'found');
    const code = await matchCodeOn(kiosk);
    await phone.bringToFront();
    // Who says that they stand at a kiosk has the code at once.
    await phone.locator('main .button-secondary').click();
    await atPhone(phone, 'receipt-claimed', 10_000);
    expect(await matchCodeOn(phone)).toBe(code);
    expect(code).toMatch(/^[0-9A-Z]{4}$/);

    await kiosk.bringToFront();
    await touchMain(kiosk);
    await enterPassword(kiosk, 'TOGETHER26');
    await atKiosk(kiosk, 'confirm');
    await enterPassword(kiosk, 'TOGETHER26');
    await atKiosk(kiosk, 'done');
    await takeCard(kiosk);
    await phone.bringToFront();
    await atPhone(phone, 'receipt-completed', 20_000);
  });
});

import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { launchBrowser } from '#clients/kiosk/test/browser.ts';
import type { PersonalisedCard } from '#clients/lab/card/profile.ts';
import { inMemoryStore } from '#clients/lab/card/store/memory-store.ts';
import { VirtualCard } from '#clients/lab/card/virtual-card.ts';
import { HOLDER } from '#clients/lab/people/cast.ts';
import { openLab } from '#clients/lab/people/lab.ts';
import { phoneWords } from '#clients/words/test/spoken.ts';
import { serveBuiltPage } from './test/built-page.ts';
import { service, view } from './test/play.ts';
import { beShell, START_FAULTS, takeNewerAway, type StartFault } from './test/start-faults.ts';
import { at, handOn, walk } from './test/walk.ts';
import { keepReservation, wrap } from './test/web-view.ts';

let browser: Browser;
let built: Awaited<ReturnType<typeof serveBuiltPage>>;
let issued: PersonalisedCard;
beforeAll(async () => {
  built = await serveBuiltPage();
  browser = await launchBrowser();
  issued = await (await openLab()).issue();
});
afterAll(async () => {
  await browser?.close();
  await built?.close();
});

/** Milliseconds after which a person must have been told something. */
const LIMIT = 16_000;

async function open(
  meet: (page: Page) => Promise<unknown>,
  inShell = false,
  userAgent?: string,
): Promise<Page> {
  const context = await browser.newContext({
    viewport: { width: 360, height: 640 },
    reducedMotion: 'reduce',
    ...(userAgent !== undefined && { userAgent }),
  });
  const page = await context.newPage();
  if (inShell) await page.addInitScript(beShell);
  await meet(page);
  await page.goto(built.origin, { waitUntil: 'commit' });
  return page;
}

/** What the person meets, or how it differs from what was to be. In a browser, which reads no card, nobody is led on. */
async function outcome({ meet, inShell, arrives }: StartFault): Promise<string> {
  const page = await open(meet, inShell);
  const wayOn = arrives === 'page' ? '.opening-late a' : `[data-screen="${arrives}"] .button:enabled`;
  try {
    await page.locator(wayOn).first().waitFor({ state: 'visible', timeout: LIMIT });
    return arrives;
  } catch {
    return `nothing to do on: ${(await page.locator('body').innerText()).slice(0, 100)}`;
  } finally {
    await page.context().close();
  }
}

/** In the page: as a browser that translates it, puts every text it may touch into an element of its own. */
function translatePage(): void {
  const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
  const texts: Text[] = [];
  while (walker.nextNode()) texts.push(walker.currentNode as Text);
  for (const text of texts) {
    if (!text.data.trim() || text.parentElement!.closest('[translate="no"], script, svg, select')) continue;
    const font = document.createElement('font');
    font.textContent = text.data;
    text.replaceWith(font);
  }
}

const servesNow = (page: Page) =>
  page.route('**/v1/service', (route) =>
    route.fulfill({ json: { ...service, now: Math.floor(Date.now() / 1_000) } }),
  );

describe('in a browser, which reads no card, the built page', () => {
  it.each([
    ['ios', 'Mozilla/5.0 (iPhone; CPU iPhone OS 18_1 like Mac OS X) AppleWebKit/605.1.15 Version/18.1'],
    ['android', 'Mozilla/5.0 (Linux; Android 15; SH-53E) AppleWebKit/537.36 Chrome/140.0 Mobile'],
  ] as const)('leads to the store of %s', async (platform, userAgent) => {
    const page = await open(servesNow, false, userAgent);
    const store = page.locator('[data-screen="welcome"] a.button-primary');
    expect(await store.getAttribute('href')).toBe(service.operator.app[platform]);
    expect(await page.locator('.qr').count()).toBe(0);
    await page.context().close();
  });

  it('is shown to a phone’s camera by what is no phone', async () => {
    const page = await open(servesNow);
    await page.locator('.qr').waitFor({ timeout: LIMIT });
    const { host } = new URL(built.origin);
    await page.getByText(phoneWords('en').check.app.scan({ address: host })).waitFor();
    expect(await page.locator('.button-primary').count()).toBe(0);
    await page.context().close();
  });

  it('names what can be done without the app, and leads nowhere, where the operator has none', async () => {
    const nowhere = { ...service, operator: { ...service.operator, app: { ios: null, android: null } } };
    const page = await open((page) =>
      page.route('**/v1/service', (route) => route.fulfill({ json: nowhere })),
    );
    await page.getByText(phoneWords('en').check.withoutApp).waitFor({ timeout: LIMIT });
    expect(await page.locator('.qr, a.button').count()).toBe(0);
    await page.context().close();
  });
});

describe('the built page', () => {
  it('says something and has a way on, whatever fails at the start', async () => {
    const outcomes = await Promise.all(
      START_FAULTS.map(async (fault) => [fault.name, await outcome(fault)] as const),
    );
    expect(Object.fromEntries(outcomes)).toEqual(
      Object.fromEntries(START_FAULTS.map(({ name, arrives }) => [name, arrives])),
    );
  });

  it('changes as it should when the browser translates it', async () => {
    const page = await open(servesNow, true);
    const words = phoneWords('en');
    const titles: string[] = [];
    const look = async () => {
      titles.push(await page.locator('h1').innerText());
      await page.evaluate(translatePage);
    };
    await walk(page, { to: 'numbers-birth', look });
    await handOn(page).digits('58', false);
    expect(await page.locator('.digit-box.filled').allInnerTexts()).toEqual(['5', '8']);
    await page.locator('.key-tool').click();
    await page.locator('.key-tool').click();
    await walk(page, { from: 'numbers-birth', to: 'tap', look });
    const { numbers } = words;
    const three = [numbers.birth.title, numbers.birth.title, numbers.expiry.title, numbers.code.title];
    expect(titles).toEqual([words.welcome.title, words.consent.title, ...three, words.tap.title]);
    await page.context().close();
  });

  it('opens again from what stands in the page itself', async () => {
    const gone = (page: Page) =>
      page.route(/\/assets\/phone-[^/]*\.js$/, (route) => route.fulfill({ status: 404 }), { times: 1 });
    const page = await open(gone);
    await page.locator('.opening-late a').click({ timeout: LIMIT });
    await at(page, 'welcome');
    expect(await page.locator('.opening').count()).toBe(0);
    await page.context().close();
  });

  it('fetches itself again when the part for the card was gone', async () => {
    const page = await open(async (page) => {
      await servesNow(page);
      await page.addInitScript(takeNewerAway);
      await page.route(/card-desk[^/]*\.js$/, (route) => route.fulfill({ status: 404 }), { times: 1 });
    }, true);
    await walk(page, { to: 'numbers-code' });
    await handOn(page).digits(HOLDER.securityCode, false);
    await at(page, 'refused-reload');
    await page.locator('.button-primary:enabled').click();
    await walk(page, { to: 'tap' });
    await page.locator('.busy:not(:empty)').waitFor();
    expect(await page.locator('.notice').count()).toBe(0);
    await page.context().close();
  });
});

const now = () => Math.floor(Date.now() / 1_000);

/** The built page in the app on a phone. */
async function openInApp(platform: 'ios' | 'android') {
  const context = await browser.newContext({
    viewport: { width: 360, height: 640 },
    reducedMotion: 'reduce',
  });
  const page = await context.newPage();
  const faults: string[] = [];
  page.on('pageerror', ({ message }) => faults.push(message));
  const app = await wrap(page, platform);
  await page.route('**/v1/**', (route) => route.abort());
  await page.route('**/v1/service', (route) => route.fulfill({ json: { ...service, now: now() } }));
  await page.goto(built.origin);
  return { page, faults, ...app };
}

const press = (page: Page, name: string) => page.getByRole('button', { name }).click();

describe.concurrent.each(['ios', 'android'] as const)('the built page in the app on %s', (platform) => {
  it('looks at a card, goes back by the phone’s own key, and is there again when the system ended it', async () => {
    const { page, phone, faults } = await openInApp(platform);
    const { tap } = phoneWords('en');
    await walk(page, { to: 'tap' });
    await page.getByText(tap.help).click();
    const place = platform === 'ios' ? 'top' : 'back';
    await page.getByText(tap.where[place]).waitFor();
    expect(await page.locator('.hold-picture').getAttribute('data-place')).toBe(place);
    await page.getByText(tap.slowly).waitFor({ timeout: 15_000 });
    await phone.hold(new VirtualCard({ profile: issued.profile, store: inMemoryStore(issued.memory) }));
    await at(page, 'pin');
    await page.goBack();
    await at(page, 'tap');
    await page.reload();
    await at(page, 'refused-check');
    await page.locator('.button-primary').click();
    await at(page, 'numbers-birth');
    expect(faults).toEqual([]);
    await page.context().close();
  });

  it('has its receipt without a network: in the open page, and in the app where the page cannot be had', async () => {
    const { page, phone, faults } = await openInApp(platform);
    const { receipt, reload } = phoneWords('en');
    await at(page, 'welcome');
    await expect.poll(() => phone.kept).toBeNull();
    const windows = [{ from: 1_795_614_000, until: now() + 82_800 }];
    const heard = 1_795_615_200;
    await page.evaluate(keepReservation, { ...view, now: heard, expiresAt: now() + 82_800, windows });
    await page.reload();
    await at(page, 'receipt');
    await page.context().setOffline(true);
    await page.getByText(receipt.offline({ time: '23:00' })).waitFor();
    await page.getByText(receipt.bring).waitFor();
    const { title, lines, again } = phone.kept!;
    expect([title, again]).toEqual([receipt.event, reload]);
    expect(lines[0]).toMatch(/^Wed,? 25 Nov/);
    expect(lines.join()).toContain(receipt.code);
    expect(JSON.stringify(phone.kept)).not.toContain('a.b.c');
    await page.reload().catch(() => undefined);
    expect(await page.locator('[data-screen]').count()).toBe(0);
    expect(phone.kept!.title).toBe(receipt.event);
    expect(faults).toEqual([]);
    await page.context().close();
  });

  it('has the app do what a web view does not: calendar, sharing, reminders', async ({ expect }) => {
    const { page, phone, saved, faults } = await openInApp(platform);
    const { receipt } = phoneWords('en');
    await at(page, 'welcome');
    const windows = [{ from: now() - 60, until: now() + 82_800 }];
    const kept = { ...view, now: now(), expiresAt: now() + 82_800, windows };
    await page.evaluate(keepReservation, kept);
    await page.reload();
    await at(page, 'receipt');
    await press(page, receipt.calendar);
    await press(page, receipt.share);
    await press(page, receipt.remind);
    await page.getByText(receipt.reminded).waitFor();
    await expect.poll(() => phone.did.length).toBe(3);
    const [calendar, shared, reminded] = phone.did;
    expect(calendar).toBe(`calendar ${receipt.event}`);
    expect(shared).toContain(receipt.eventNote);
    expect(shared).not.toContain('a.b.c');
    expect(reminded).toMatch(/^remind Your reservation can be used until /);
    expect(saved).toEqual([]);
    expect(faults).toEqual([]);
    await page.context().close();
  });
});

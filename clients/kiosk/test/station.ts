import { sql } from 'drizzle-orm';
import type { Browser, BrowserContext, Page } from 'playwright-core';
import type { PersonalisedCard } from '#clients/lab/card/profile.ts';
import { confirmKiosk, issueCode } from '#clients/operator/commands/kiosk.ts';
import { localDatabase, type OperatorDatabase } from '#clients/operator/commands/database.ts';
import { openFaces } from '#clients/lab/people/faces.ts';
import { createPhone, reserveOn } from '#clients/lab/people/devices.ts';
import { openLocalLab, theLabCard } from '#clients/lab/people/lab.ts';
import { personWith } from '#clients/lab/people/people.ts';
import { inJapan } from '#clients/lab/system/clock.ts';
import { buildLabPages } from '#clients/lab/system/pages.ts';
import { startLocalSystem, type LocalSystem } from '#clients/lab/system/system.ts';
import type { Api } from '#clients/sdk/index.ts';
import { DISPLAYS, launchBrowser, type Display } from './browser.ts';

/** A local system with a browser beside it, and one reservation for the lab's card. */
export interface Station {
  system: LocalSystem;
  database: OperatorDatabase;
  browser: Browser;
  card: PersonalisedCard;
  /** A noon in Japan, just after the reservation was made; every scenario begins then. Unix seconds. */
  noon: number;
  /** The phone that made the reservation, and its ticket. */
  phone: Api;
  ticket: string;
  /** Puts the reservation back to how the phone made it, and forgets all visits of kiosks. */
  restore(): Promise<void>;
  close(): Promise<void>;
}

/** A kiosk in front of the station's browser: a fresh profile, enrolled and confirmed, at the menu. */
export interface Installed {
  context: BrowserContext;
  page: Page;
  thumbprint: string;
}

/** Starts everything at noon in Japan. */
export async function openStation(): Promise<Station> {
  const now = Math.floor(Date.now() / 1_000);
  const pages = await buildLabPages(await openLocalLab(now), now);
  const system = await startLocalSystem({ pages });
  system.clock.moveTo(inJapan(now, 1, '12:00'));
  const database = localDatabase(system.database);
  const card = await theLabCard(system.lab, now);
  const phone = await createPhone(system.origin);
  const { holderCamera } = await openFaces();
  const { ticket } = await reserveOn(phone, personWith(card), holderCamera);
  const browser = await launchBrowser(['--autoplay-policy=no-user-gesture-required']);
  return {
    system,
    database,
    browser,
    card,
    noon: system.clock.now(),
    phone,
    ticket,
    restore: await keepReservation(database),
    async close() {
      await browser.close();
      await system.stop();
    },
  };
}

/** Answers how to bring the only reservation back to what it is now. */
async function keepReservation(database: OperatorDatabase): Promise<() => Promise<void>> {
  const [rows] = await database.run(sql`SELECT created_at, expires_at FROM reservations`);
  const { created_at: createdAt, expires_at: expiresAt } = rows![0]!;
  return async () => {
    await database.run(
      // A test may put back what the service never would.
      sql`DROP TRIGGER IF EXISTS reservations_go_on`,
      sql`DELETE FROM redemptions`,
      sql`UPDATE reservations SET state = 'reserved', version = version + 1, created_at = ${createdAt},
          expires_at = ${expiresAt}, redemption_id = NULL, kiosk_id = NULL, claimed_at = NULL, lease_until = NULL,
          authorised_at = NULL, ended_at = NULL`,
    );
  };
}

/** Opens a kiosk page in a fresh profile and enrols it as an operator would. */
export async function installKiosk(station: Station, display: Display = 'landscape'): Promise<Installed> {
  const context = await station.browser.newContext({ viewport: DISPLAYS[display] });
  const page = await context.newPage();
  const code = await issueCode(station.system.operator, 'Test kiosk');
  station.system.clock.moveTo(station.noon);
  await page.goto(`${station.system.origin}/kiosk/`);
  await page.locator('[data-screen="enrol"] input').fill(code);
  await page.locator('.button-primary').click();
  const shown = page.locator('[data-screen="pending"] .thumbprint dd');
  await shown.first().waitFor();
  const [thumbprint, checkWords] = await shown.allTextContents();
  await confirmKiosk(station.system.operator, checkWords!);
  await page.evaluate(() => void dispatchEvent(new Event('online')));
  await at(page, 'menu');
  return { context, page, thumbprint: thumbprint! };
}

/** The card that is put on the reader from here on. */
export async function giveCard({ page }: Installed, card: PersonalisedCard): Promise<void> {
  await page.unroute('**/lab/card.json');
  await page.route('**/lab/card.json', (route) => route.fulfill({ json: card }));
}

/** The reservation as it was made, the lab's card in hand, the kiosk just switched on. */
export async function startAfresh(station: Station, kiosk: Installed): Promise<void> {
  station.system.clock.moveTo(station.noon);
  await station.restore();
  await giveCard(kiosk, station.card);
  await kiosk.page.goto(`${station.system.origin}/kiosk/`);
  await at(kiosk.page, 'menu');
}

/** Longest wait for a screen, in milliseconds. */
const PATIENCE = 10_000;

/** Waits for a screen; `name` is the beginning of its id. Throws with what is there instead. */
export async function at(page: Page, name: string): Promise<void> {
  const screen = page.locator(`[data-screen^="${name}"]`);
  await screen.waitFor({ timeout: PATIENCE }).catch(async () => {
    const seen = await page.locator('[data-screen]').getAttribute('data-screen');
    throw new Error(`"${seen}" (${await page.locator('h1').textContent()}) in place of "${name}"`);
  });
}

/** The state of the only reservation, as the database has it. */
export async function reservationState({ database }: Station): Promise<string> {
  const [rows] = await database.run(sql`SELECT state FROM reservations`);
  return String(rows![0]!['state']);
}

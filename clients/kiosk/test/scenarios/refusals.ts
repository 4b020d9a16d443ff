import { sql } from 'drizzle-orm';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { toBase64url } from '#schema/contract/bytes.ts';
import type { PersonalisedCard } from '#clients/lab/card/profile.ts';
import { kioskWords } from '#clients/words/test/spoken.ts';
import { endClosure, planClosure } from '#clients/operator/commands/closures.ts';
import { revokeKiosk } from '#clients/operator/commands/kiosk.ts';
import { inJapan } from '#clients/lab/system/clock.ts';
import { issueCard } from '#clients/lab/people/lab.ts';
import { enterPassword, enterPin, putCardOn, renewCard, takeCard, touchMain, walk } from '../hands.ts';
import { at, giveCard, installKiosk, startAfresh, type Installed, type Station } from '../station.ts';

const { shared, station: stationWords, visit: visitWords } = kioskWords('ja');
const { problems, card: cardWords } = shared;

/** Seconds within which a kiosk that asks is told of a closure. */
const HEARD_OF = 11;

const heading = ({ page }: Installed) => page.locator('h1').textContent();
const askAnew = ({ page }: Installed) => page.evaluate(() => void dispatchEvent(new Event('online')));

/** Closes the screen that says no, takes the card and comes back to the idle screen. */
async function goAway({ page }: Installed): Promise<void> {
  await page.locator('.screen-main .actions .button').last().click();
  const sure = page.locator('dialog.stop .button-danger');
  if (await sure.isVisible()) await sure.click();
  await at(page, 'take-card');
  await takeCard(page);
}

/** Under which heading the visit ends here. */
async function refusal(kiosk: Installed): Promise<string | null> {
  await at(kiosk.page, 'refused');
  const title = await heading(kiosk);
  await goAway(kiosk);
  await at(kiosk.page, 'menu');
  return title;
}

/** What a person is told where it cannot go on. One kiosk, one refusal after another. */
export function refusals(station: () => Station): void {
  describe('every refusal has its screen', () => {
    let kiosk: Installed;
    let other: PersonalisedCard;
    /** Both of its certificates ran out yesterday. */
    let expired: PersonalisedCard;
    beforeAll(async () => {
      kiosk = await installKiosk(station());
      const { lab, clock } = station().system;
      const now = clock.now();
      const validity = { notBefore: now - 400 * 86_400, notAfter: now - 86_400 };
      other = await issueCard(lab.authority, {}, now);
      expired = await issueCard(lab.authority, { variant: { validity } }, now);
    });
    beforeEach(async () => {
      await startAfresh(station(), kiosk);
      // A card that was reset knows it, and says so when it claims.
      await renewCard(kiosk.page);
    });
    afterAll(() => kiosk.context.close());

    const withMemory = (tries: number): PersonalisedCard => {
      const { profile, memory } = structuredClone(other);
      memory.references.userPin.tries = tries;
      // Another id, and so a memory of its own in the browser.
      const cardId = toBase64url(crypto.getRandomValues(new Uint8Array(16)));
      return { profile: { ...profile, cardId }, memory };
    };

    it('no reservation, and how to make one', async () => {
      await giveCard(kiosk, other);
      await walk(kiosk.page, 'menu', 'pin');
      await enterPin(kiosk.page);
      await kiosk.page.locator('.reserve-how').waitFor();
      expect(await refusal(kiosk)).toBe(problems['no-reservation'].title);
    });

    it('another card in the middle of a visit, and then the right one', async () => {
      await walk(kiosk.page, 'menu', 'password');
      await takeCard(kiosk.page);
      await at(kiosk.page, 'put-back false');
      await giveCard(kiosk, other);
      await putCardOn(kiosk.page);
      await at(kiosk.page, 'put-back true');
      expect(await heading(kiosk)).toBe(visitWords.putBack.anotherTitle);
      await takeCard(kiosk.page);
      await giveCard(kiosk, station().card);
      await putCardOn(kiosk.page);
      await at(kiosk.page, 'pin');
      await enterPin(kiosk.page);
      await at(kiosk.page, 'password');
      await goAway(kiosk);
      await at(kiosk.page, 'menu');
    });

    it('an expired reservation', async () => {
      const { database, system } = station();
      // Its time has to end after it was made: a ticket that ran out before would be no ticket.
      system.clock.moveTo(system.clock.now() + 60);
      await database.run(sql`UPDATE reservations SET expires_at = ${system.clock.now() - 1}`);
      await walk(kiosk.page, 'menu', 'pin');
      await enterPin(kiosk.page);
      expect(await refusal(kiosk)).toBe(problems['reservation-expired'].title);
    });

    it('a PIN typed wrong: tries left, a warning before the last one, then blocked', async () => {
      await giveCard(kiosk, withMemory(3));
      await walk(kiosk.page, 'menu', 'pin');
      await enterPin(kiosk.page, '9999');
      await at(kiosk.page, 'pin true');
      expect(await kiosk.page.locator('.tries').textContent()).toContain(cardWords.triesLeft({ count: 2 }));
      await enterPin(kiosk.page, '9998');
      await at(kiosk.page, 'pin guard');
      await kiosk.page.locator('.button-danger').click();
      expect(await kiosk.page.locator('.tries').textContent()).toContain(cardWords.lastTry);
      await enterPin(kiosk.page, '9997');
      expect(await refusal(kiosk)).toBe(cardWords.failures['pin-blocked'].title);
    });

    it('cards that cannot be served, before any PIN is typed', async () => {
      const unreadable = structuredClone(other);
      unreadable.profile.certificates.auth = '';
      const bare = structuredClone(other);
      bare.profile.certificates.signature = null;
      const cases: [PersonalisedCard, string][] = [
        [withMemory(0), cardWords.failures['pin-blocked'].title],
        [unreadable, cardWords.failures['card-data'].title],
        [bare, cardWords.failures['no-signature-certificate'].title],
        [expired, cardWords.certificateExpired.title],
      ];
      for (const [card, title] of cases) {
        await giveCard(kiosk, card);
        await walk(kiosk.page, 'menu', 'place-card');
        await putCardOn(kiosk.page);
        expect(await refusal(kiosk)).toBe(title);
      }
    });

    it('a signature certificate that has run out is only seen after the reset, and said then', async () => {
      const mixed = structuredClone(station().card);
      mixed.profile.certificates.signature = expired.profile.certificates.signature;
      mixed.profile.keys.signature = expired.profile.keys.signature;
      await giveCard(kiosk, mixed);
      await walk(kiosk.page, 'menu', 'done');
      expect(await kiosk.page.locator('.certificate').textContent()).toContain(
        visitWords.certificate.expired,
      );
    });

    it('an authorisation that comes too late', async () => {
      const { clock } = station().system;
      await walk(kiosk.page, 'menu', 'confirm');
      clock.moveTo(clock.now() + 550);
      await enterPassword(kiosk.page);
      expect(await refusal(kiosk)).toBe(problems['claim-lapsed'].title);
    });

    it('closing time, in the middle of a visit and before the next', async () => {
      const { clock } = station().system;
      clock.moveTo(inJapan(clock.now(), 0, '22:57'));
      await walk(kiosk.page, 'menu', 'pin');
      clock.moveTo(inJapan(clock.now(), 0, '23:01'));
      await enterPin(kiosk.page);
      await at(kiosk.page, 'refused');
      expect(await heading(kiosk)).toBe(problems['kiosk-closed'].title);
      await goAway(kiosk);
      await at(kiosk.page, 'menu');
      await askAnew(kiosk);
      await at(kiosk.page, 'out-of-service closed');
      expect(await kiosk.page.locator('.next-opening').textContent()).toContain('明日 6:30');
      clock.moveTo(station().noon);
      await askAnew(kiosk);
      await at(kiosk.page, 'menu');
    });

    it('maintenance', async () => {
      const { system } = station();
      const now = system.clock.now();
      const { id } = await planClosure(system.operator, {
        from: now - 10,
        until: now + 3_600,
        scope: 'kiosk',
      });
      system.clock.moveTo(now + HEARD_OF);
      await askAnew(kiosk);
      await at(kiosk.page, 'out-of-service maintenance');
      expect(await kiosk.page.locator('.next-opening').textContent()).toContain('今日 13:');
      await endClosure(system.operator, id);
      system.clock.moveTo(now + 2 * HEARD_OF);
      await askAnew(kiosk);
      await at(kiosk.page, 'menu');
    });

    it('a kiosk that was revoked: this person is told, and nobody is greeted after', async () => {
      await walk(kiosk.page, 'menu', 'pin');
      await revokeKiosk(station().system.operator, kiosk.thumbprint);
      await enterPin(kiosk.page);
      await at(kiosk.page, 'refused');
      expect(await heading(kiosk)).toBe(problems['kiosk-revoked'].title);
      await touchMain(kiosk.page);
      await at(kiosk.page, 'take-card');
      await takeCard(kiosk.page);
      await at(kiosk.page, 'out-of-service revoked');
      expect(await heading(kiosk)).toBe(stationWords.outOfService.revoked.title);
    });
  });

  it('a kiosk whose reader bridge is down says so in place of the menu', async () => {
    const kiosk = await installKiosk(station());
    await kiosk.page.goto(`${station().system.origin}/kiosk/#reader=9.${'A'.repeat(43)}`);
    await kiosk.page.reload();
    await at(kiosk.page, 'out-of-service bridge');
    expect(new URL(kiosk.page.url()).hash).toBe('');
    await kiosk.context.close();
  });
}

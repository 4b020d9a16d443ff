import { sql } from 'drizzle-orm';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { ascii } from '#schema/contract/card.ts';
import type { ServiceReply } from '#schema/contract/service.ts';
import { endClosure, planClosure } from '#clients/operator/commands/closures.ts';
import { HOLDER, PIN } from '#clients/lab/people/cast.ts';
import { claimAt, enrolKiosk } from '#clients/lab/people/devices.ts';
import { personWith, printed } from '#clients/lab/people/people.ts';
import { axeFaults } from '#clients/kiosk/test/inspect.ts';
import { PICTURES } from '#wasm/lab/synthetic/pictures.ts';
import { openDesk, openPhone, type Desk, type Phone } from './test/desk.ts';
import { at, handOn, holds, textOf, walk, type Count } from './test/walk.ts';

let desk: Desk;
beforeAll(async () => {
  desk = await openDesk();
});
afterAll(() => desk?.close());

/** Lets a test use a phone, and looks at the end for what the page complained about. */
async function onPhone(options: Parameters<typeof openPhone>[1], use: (phone: Phone) => Promise<void>) {
  const phone = await openPhone(desk, options);
  try {
    await use(phone);
    expect(phone.faults).toEqual([]);
  } finally {
    await phone.context.close();
  }
}

describe('STEP 1 with the camera of the phone', () => {
  it('leads to a receipt that outlives network and app, shows the match code, and can be given up', async () => {
    const card = await desk.issue();
    await onPhone({ card, camera: 'allowed' }, async (phone) => {
      const { page, context, sent } = phone;
      const count: Count = { taps: 0, screens: [] };
      const faults: string[] = [];
      const began = performance.now();
      await walk(page, {
        to: 'receipt',
        count,
        look: async (screen) => faults.push(...(await axeFaults(page)).map((fault) => `${screen}: ${fault}`)),
      });
      const seconds = Math.round((performance.now() - began) / 1_000);
      process.stdout.write(
        `STEP 1: ${count.screens.length} screens, ${count.taps} taps, ${seconds} s by a machine\n`,
      );
      expect(count.taps).toBeLessThanOrEqual(22);
      expect(faults).toEqual([]);
      expect(await textOf(page)).toContain('今日 23:00 まで');
      expect(await textOf(page)).toContain('明日 6:30〜22:40');
      await keepsNothingElse(phone);

      const bodies = sent.map(({ body }) => body);
      expect(holds(bodies, printed().secret)).toBe(false);
      expect(holds(bodies, ascii(HOLDER.birthDate))).toBe(false);
      expect(sent.every(({ line }) => line.includes(desk.system.origin) || line.includes('blob:'))).toBe(
        true,
      );

      await page.evaluate(() =>
        navigator.serviceWorker.ready.then(() => new Promise((go) => setTimeout(go, 500))),
      );
      await context.setOffline(true);
      await page.close();
      const again = await context.newPage();
      await again.goto(desk.system.origin);
      await at(again, 'receipt');
      await again.waitForSelector('.notice');
      expect(await textOf(again)).toContain('いま通信できません');
      // A language that nobody has chosen on this phone yet.
      await again.locator('select').selectOption('pt');
      await again.getByText('Sem conexão agora').waitFor();
      await context.setOffline(false);

      const person = personWith(card);
      const kiosk = await enrolKiosk(desk.system, 'beside the phone');
      const { redemption, claimed } = await claimAt(kiosk, person);
      // The phone may have asked by itself meanwhile.
      const atKiosk = again.locator('main .button-secondary').click();
      await Promise.any([atKiosk, at(again, 'receipt-claimed')]);
      await at(again, 'receipt-claimed');
      expect(await textOf(again)).toContain(claimed.matchCode);
      await kiosk.call('abort', { token: redemption.redemption, message: { reason: 'person' } });
      await at(again, 'receipt', 90_000);

      const hand = handOn(again);
      await again.locator('.button-quiet').last().click();
      await at(again, 'receipt-cancel');
      await hand.danger();
      await at(again, 'receipt-cancelled');
      await hand.quiet();
      await at(again, 'welcome');
      expect(await kept(again)).toEqual([]);
    });
  });
});

/** Names of what lies in IndexedDB for the phone, and whether the key could be taken out. */
async function kept(page: Phone['page']): Promise<unknown[]> {
  return page.evaluate(async () => {
    const request = indexedDB.open('kaijo-phone');
    await new Promise((resolve) => request.addEventListener('success', resolve));
    const all = request.result.transaction('reservation').objectStore('reservation').getAll();
    await new Promise((resolve) => all.addEventListener('success', resolve));
    return all.result.map((entry: { key: CryptoKeyPair }) => [
      ...Object.keys(entry).toSorted(),
      entry.key.privateKey.extractable,
    ]);
  });
}

async function keepsNothingElse({ page }: Phone): Promise<void> {
  expect(await kept(page)).toEqual([['key', 'ticket', 'view', false]]);
  const rest = await page.evaluate(async () => ({
    databases: (await indexedDB.databases()).map(({ name }) => name).toSorted(),
    local: { ...localStorage },
    session: { ...sessionStorage },
    cookies: document.cookie,
  }));
  // The first of these is the simulated card's own memory.
  const databases = ['kaijo-lab-card', 'kaijo-phone'];
  expect(rest).toEqual({ databases, local: {}, session: {}, cookies: '' });
}

describe('refusals, as the person sees them', () => {
  it.each([
    [
      'without a certificate for signing',
      { withoutSignatureCertificate: true },
      '署名用電子証明書が入っていません',
    ],
    ['with a PIN that is blocked', { tries: { userPin: 0 } }, '4桁の暗証番号がロックされています'],
    [
      'with a certificate that has run out',
      { validity: { notBefore: 1, notAfter: 1_700_000_000 } },
      '有効期限が切れています',
    ],
  ])('a card %s is turned away before anything is spent', async (_what, variant, title) => {
    const card = await desk.issue({ variant });
    await onPhone({ card }, async ({ page, sent }) => {
      await walk(page, { to: 'tap' });
      await at(page, 'refused-end');
      expect(await page.locator('h1').innerText()).toContain(title);
      expect(await textOf(page)).toContain('市区町村の窓口');
      expect(sent.some(({ line }) => line.includes('/v1/sessions'))).toBe(false);
    });
  });

  it('wrong numbers cost one of ten tries and are asked for again; a wrong PIN is counted down to a guard', async () => {
    const card = await desk.issue();
    await onPhone({ card }, async ({ page }) => {
      await walk(page, { to: 'pin', typing: { 'numbers-code': '9999' } });
      await handOn(page).digits(PIN);
      await at(page, 'numbers-birth');
      expect(await textOf(page)).toContain('あと9回');
      await walk(page, { from: 'numbers-birth', to: 'pin' });
      await handOn(page).digits('9999');
      await page.waitForSelector('.notice');
      expect(await textOf(page)).toContain('あと2回');
      await handOn(page).digits('9999');
      await at(page, 'pin-guard');
      await page.locator('.button-secondary').click();
      await at(page, 'pin');
      await handOn(page).digits(PIN);
      await at(page, 'selfie');
    });
  });

  it('a revoked certificate ends at the office, with a number to ask by', async () => {
    const card = await desk.issue();
    desk.system.revocation.revoke(card.profile.certificates.auth, 'affiliationChanged');
    await onPhone({ card }, async ({ page }) => {
      await walk(page, { to: 'pin' });
      await handOn(page).digits(PIN);
      await at(page, 'refused-end');
      expect(await page.locator('h1').innerText()).toContain('電子証明書が使えなくなっています');
      expect(await textOf(page)).toContain('お問い合わせ番号');
    });
  });

  it('another face may try again at once, with other movements and no card, until a pause', async () => {
    const card = await desk.issue({ portrait: PICTURES.stranger });
    await onPhone({ card }, async ({ page, sent }) => {
      await walk(page, { to: 'selfie' });
      await handOn(page).main();
      await at(page, 'selfie-again');
      expect(await textOf(page)).toContain('カードの顔写真と一致しませんでした');
      expect(await textOf(page)).toContain('あと4回');
      await desk.database.run(sql`UPDATE throttles SET failures = 5, blocked_until = ${desk.now() + 30}`);
      await handOn(page).main();
      await page.waitForSelector('.countdown');
      expect(await page.locator('.button-primary').isDisabled()).toBe(true);
      expect(sent.filter(({ line }) => line.endsWith('/v1/sessions/card'))).toHaveLength(1);
    });
  });

  it.each([
    ['denied', 'カメラを使えません'],
    ['virtual', '別のアプリの映像は使えません'],
  ] as const)('a camera that is %s is said so, and the way stays open', async (camera, said) => {
    await onPhone({ card: await desk.issue(), camera }, async ({ page }) => {
      await walk(page, { to: 'selfie' });
      await handOn(page).main();
      await at(page, 'selfie-again');
      expect(await textOf(page)).toContain(said);
    });
  });

  it('a lost network loses nothing, and goes on by itself when it is back', async () => {
    await onPhone({ card: await desk.issue() }, async ({ page, context }) => {
      await walk(page, { to: 'pin' });
      await context.setOffline(true);
      await handOn(page).digits(PIN);
      await at(page, 'outage');
      expect(await axeFaults(page)).toEqual([]);
      await context.setOffline(false);
      await at(page, 'selfie');
    });
  });

  it('maintenance is said before anything is asked for', async () => {
    const closure = { from: desk.now() - 1, until: desk.now() + 3_600, scope: 'phone' } as const;
    const { id } = await planClosure(desk.system.operator, closure);
    await isPhoneOpen(false);
    await onPhone({ language: 'en' }, async ({ page }) => {
      await at(page, 'welcome');
      await page.waitForSelector('.fact.bad');
      expect(await textOf(page)).toMatch(/Open again: today 23:4\d/);
      expect(await page.locator('.button-primary').count()).toBe(0);
    });
    await endClosure(desk.system.operator, id);
    await isPhoneOpen(true);
  });
});

/** A closure shows some seconds late: the service answers that question from memory. */
const isPhoneOpen = (open: boolean) =>
  expect
    .poll(
      async () => {
        const reply = await fetch(`${desk.system.origin}/v1/service`);
        return ((await reply.json()) as ServiceReply).phone.open;
      },
      { timeout: 20_000, interval: 500 },
    )
    .toBe(open);

describe('the rehearsal', () => {
  it('takes the password twice and lets nothing of it out', async () => {
    await onPhone({ language: 'en' }, async ({ page, sent }) => {
      await at(page, 'welcome');
      const before = sent.length;
      await handOn(page).quiet();
      await at(page, 'rehearsal');
      await typePassword(page, 'KAIJO7X2Q');
      expect(await page.content()).not.toContain('KAIJO7X2Q');
      await handOn(page).main();
      await at(page, 'rehearsal-second');
      await typePassword(page, 'KAIJO7X2Q');
      await handOn(page).main();
      await at(page, 'rehearsal-done');
      const lines = sent.slice(before).map(({ line }) => line);
      expect(lines.filter((line) => !line.includes('/assets/'))).toEqual([]);
    });
  });
});

/** Key by key, and a moment before the next press, as a hand needs. */
async function typePassword(page: Parameters<typeof at>[0], password: string): Promise<void> {
  for (const key of password) await page.locator('.key', { hasText: new RegExp(`^${key}$`) }).click();
  await page.waitForTimeout(400);
}

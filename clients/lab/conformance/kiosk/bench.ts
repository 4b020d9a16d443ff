import type { BrowserContext, Page } from 'playwright-core';
import { startBridge } from '#clients/card/pcsc/bridge/server.ts';
import { newNonce, pairingFragment } from '#clients/card/pcsc/pairing.ts';
import { BRIDGE_PORT } from '#clients/card/pcsc/protocol.ts';
import type { Authority } from '#clients/lab/card/issuer/authority.ts';
import { inMemoryStore, type MemoryStore } from '#clients/lab/card/store/memory-store.ts';
import { VirtualCard } from '#clients/lab/card/virtual-card.ts';
import { createPhone, reserveOn } from '#clients/lab/people/devices.ts';
import { issueCard } from '#clients/lab/people/lab.ts';
import { personWith } from '#clients/lab/people/people.ts';
import { at } from '#clients/kiosk/test/station.ts';
import type { Camera } from '#clients/sdk/step1.ts';
import { TornReader } from './reader.ts';

/** What a kiosk is tried against: its page, and everything around it. */
export interface Surroundings {
  /** Address of the kiosk's page; the service is at its origin, and trusts the authority's cards. */
  page: string;
  authority: Authority;
  camera: Camera;
  /** Unix seconds by the service's clock. */
  now(): number;
  /** Of an enrolment, and what lets the kiosk work that has this thumbprint. */
  code: string;
  confirm(thumbprint: string): Promise<void>;
}

/** Somebody with a card: its memory, and, where STEP 1 was done, what the phone hears of the reservation. */
export interface Holder {
  card: VirtualCard;
  store: MemoryStore;
  state(): Promise<string>;
}

interface Who {
  reserved?: boolean;
  expired?: boolean;
}

/** A kiosk in service. */
export interface Bench {
  page: Page;
  reader: TornReader;
  /** `reserved`: STEP 1 is done, unless it is said otherwise; `expired`: both certificates ran out yesterday. */
  holder(who?: Who): Promise<Holder>;
  close(): Promise<void>;
}

const DAY = 86_400;

/** Milliseconds for an operator to confirm the kiosk. */
const CONFIRMED = 600_000;

/** Opens the page in a fresh profile with a bridge beside it, and has it enrolled. `skew`: its clock is so many seconds ahead. */
export async function openBench(context: BrowserContext, around: Surroundings, skew = 0): Promise<Bench> {
  const page = await context.newPage();
  // Nobody waits half a minute for a button.
  page.setDefaultTimeout(3_000);
  const reader = new TornReader();
  const { origin } = new URL(around.page);
  const secret = newNonce();
  const inService = Promise.withResolvers<void>();
  const hearAgain = () => page.evaluate(() => void dispatchEvent(new Event('online')));
  const meet = async ({ thumbprint, standing }: { thumbprint: string; standing: string }) => {
    if (standing === 'pending') void around.confirm(thumbprint).then(hearAgain);
    if (standing === 'active') inService.resolve();
    return standing === 'unknown' ? { code: around.code } : {};
  };
  const settings = {
    origins: [origin],
    secret,
    reader,
    version: '0.0.0',
    giveUp: null,
    log: () => undefined,
  };
  const bridge = await startBridge({ port: BRIDGE_PORT, host: { meet }, ...settings });
  if (skew !== 0) await page.addInitScript(ahead, skew * 1_000);
  await page.goto(`${around.page}${pairingFragment({ port: bridge.port, secret })}`, { timeout: 30_000 });
  await Promise.race([inService.promise, page.waitForTimeout(CONFIRMED)]);
  await at(page, 'menu');
  return {
    page,
    reader,
    holder: (who = {}) => holderAt(origin, around, who),
    async close() {
      await page.close();
      await bridge.close();
    },
  };
}

/** In the page: its clock is wrong. */
function ahead(milliseconds: number): void {
  const now = Date.now.bind(Date);
  Date.now = () => now() + milliseconds;
}

async function holderAt(
  origin: string,
  around: Surroundings,
  { reserved = true, expired = false }: Who,
): Promise<Holder> {
  const now = around.now();
  const validity = { notBefore: now - 400 * DAY, notAfter: now - DAY };
  const issued = await issueCard(around.authority, expired ? { variant: { validity } } : {}, now);
  const store = inMemoryStore(issued.memory);
  const card = new VirtualCard({ profile: issued.profile, store });
  if (!reserved) return { card, store, state: async () => 'none' };
  const phone = await createPhone(origin);
  const { ticket } = await reserveOn(phone, personWith(issued), around.camera);
  const state = async () => (await phone.call('getReservation', { token: ticket })).status;
  return { card, store, state };
}

import { expect, it } from 'vitest';
import { Watched } from '#clients/card/reader.ts';
import { startBridge, type Bridge } from '#clients/card/pcsc/bridge/server.ts';
import { newNonce, pairingFragment } from '#clients/card/pcsc/pairing.ts';
import { BRIDGE_PORT } from '#clients/card/pcsc/protocol.ts';
import { VirtualReader } from '#clients/lab/reader-stack/virtual-reader.ts';
import { inMemoryStore } from '#clients/lab/card/store/memory-store.ts';
import { VirtualCard } from '#clients/lab/card/virtual-card.ts';
import { hear, listenIn } from '../ears.ts';
import { enterPin, walk } from '../hands.ts';
import { at, installKiosk, reservationState, type Station } from '../station.ts';

/** The other way to a card: the WebSocket bridge beside the page, with a simulated card behind it. */
export function bridge(station: () => Station): void {
  it('STEP 2 through the reader bridge, which tells of headphones, dies in the middle and comes back', async () => {
    const { system, card } = station();
    await station().restore();
    const reader = new VirtualReader();
    const headphones = new Watched(false);
    const secret = newNonce();
    const open = (port: number): Promise<Bridge> =>
      startBridge({
        port,
        origins: [system.origin],
        secret,
        reader,
        headphones,
        version: '0.0.0',
        giveUp: null,
        log: () => undefined,
      });
    const first = await open(BRIDGE_PORT);
    const { page, context } = await installKiosk(station());
    await context.addInitScript(listenIn, 12);
    await page.goto(`${system.origin}/kiosk/${pairingFragment({ port: first.port, secret })}`);
    await page.reload();
    await at(page, 'menu');
    expect(await hear(page, 'ja')).toEqual([]);
    headphones.become(true);
    const heard = async () => (await hear(page, 'ja'))[0]?.sentence;
    await expect.poll(heard, { timeout: 20_000 }).toBe('menu');
    headphones.become(false);
    await page.locator('.tool[aria-pressed="true"]').waitFor({ state: 'detached' });
    await walk(page, 'menu', 'place-card');
    expect(page.url()).not.toContain(secret);
    reader.insert(new VirtualCard({ profile: card.profile, store: inMemoryStore(card.memory) }));
    await walk(page, 'pin', 'password');
    await first.close();
    await at(page, 'put-back');
    await page.locator('.screen-main .notice').waitFor();
    const second = await open(first.port);
    await at(page, 'pin');
    await enterPin(page);
    await walk(page, 'password', 'done');
    await reader.remove();
    await at(page, 'receipt');
    await expect.poll(() => reservationState(station())).toBe('completed');
    await context.close();
    await second.close();
  });
}

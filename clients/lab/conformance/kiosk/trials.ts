import assert from 'node:assert/strict';
import type { EndpointName } from '#schema/contract/endpoints.ts';
import { at } from '#clients/kiosk/test/station.ts';
import type { Bench, Holder } from './bench.ts';
import { DELIVERY, endure, succeeds, type How } from './endure.ts';
import { between, type Treatment } from './network.ts';
import type { Acts, Hand } from './person.ts';

/** One thing that is done to a kiosk; it throws a sentence where the kiosk does not stand it. */
export interface Trial {
  of: 'card' | 'network' | 'phone' | 'clock';
  tried: string;
  /** Seconds that the kiosk's clock is ahead. */
  skew?: number;
  run(bench: Bench): Promise<void>;
}

const CALLS: EndpointName[] = [
  'openRedemption',
  'claim',
  'authorise',
  'complete',
  'checkSignatureCertificate',
];

/** How many commands an ordinary visit takes, and that it succeeds. */
export async function countCommands(bench: Bench): Promise<number> {
  const { told, commands, screens } = await endure(bench);
  assert.ok(told, `not done: ${screens.join(' → ')}`);
  return commands;
}

/** The card pulled at each command, before and after it was carried out, and laid down again when asked for. */
export const tears = (commands: number, every = 1): Trial[] =>
  Array.from({ length: Math.ceil(commands / every) }, (_, index) => index * every).flatMap((at) =>
    (['before', 'after'] as const).map((when) => ({
      of: 'card' as const,
      tried: `pulled ${when} command ${at + 1} of ${commands}`,
      run: (bench: Bench) => succeeds(bench, { pull: { at, when } }),
    })),
  );

const TREATMENTS: [string, Treatment, number][] = [
  ['does not get through once', { does: 'cut' }, 1],
  ['does not get through three times', { does: 'cut' }, 3],
  ['gets through, and its answer is lost', { does: 'swallow' }, 1],
  ['gets through twice', { does: 'repeat' }, 1],
  ['is three seconds late', { does: 'delay', by: 3_000 }, 1],
  ['is answered by a gateway', { does: 'garble' }, 1],
];

/** Each thing that a network can do with this call, in visits that are like this otherwise. */
const treated = (
  call: EndpointName,
  where: string,
  how: How,
  run: (bench: Bench, how: How) => Promise<unknown>,
): Trial[] =>
  TREATMENTS.map(([what, treatment, times]) => ({
    of: 'network',
    tried: `${call}${where} ${what}`,
    run: async (bench) => void (await run(bench, { ...how, hostile: { call, treatment, times } })),
  }));

/** The person thinks better of it. */
const LEAVES: Acts = {
  async password(page) {
    await page.locator('.screen .button-secondary').click();
    await page.locator('dialog.stop .button-danger').click();
  },
};
export const NETWORK: Trial[] = [
  ...CALLS.flatMap((call) => treated(call, '', {}, succeeds)),
  ...treated('recover', ' after a torn write', { pull: { at: 'write', when: 'after' } }, succeeds),
  ...treated('abort', '', { acts: LEAVES }, async (bench, how) => {
    const { told, holder } = await endure(bench, how);
    assert.equal(told, false);
    for (const until = Date.now() + DELIVERY; (await holder.state()) !== 'reserved';) {
      assert.ok(Date.now() < until, `the reservation is not given back: ${await holder.state()}`);
      await bench.page.evaluate(() => void dispatchEvent(new Event('online')));
      await bench.page.waitForTimeout(500);
    }
  }),
  {
    of: 'network',
    tried: 'heartbeat does not get through once',
    async run(bench) {
      const treatment = { does: 'cut' } as const;
      const { struck } = await between(bench.page, { call: 'heartbeat', treatment, times: 1 });
      await bench.page.evaluate(() => void dispatchEvent(new Event('online')));
      await at(bench.page, 'out-of-service');
      assert.equal(struck(), 1);
      await bench.page.locator('[data-screen="menu"]').waitFor({ timeout: DELIVERY });
      await succeeds(bench);
    },
  },
];

const refusals = (
  [
    ['openRedemption', 'kiosk-closed'],
    ['claim', 'kiosk-closed'],
    ['claim', 'no-reservation'],
    ['claim', 'reservation-expired'],
    ['claim', 'certificate-revoked'],
    ['authorise', 'kiosk-closed'],
    ['authorise', 'reservation-expired'],
  ] as const
).map(([call, code]): Trial => ({
  of: 'phone',
  tried: `${call} is refused: ${code}`,
  run: async (bench) => {
    const { told } = await endure(bench, {
      hostile: { call, treatment: { does: 'refuse', code }, times: 9 },
    });
    assert.equal(told, false);
  },
}));

export const CARDS: Trial[] = [
  {
    of: 'phone',
    tried: 'a card without a reservation',
    run: async (bench) => {
      const { told } = await endure(bench, { holder: await bench.holder({ reserved: false }) });
      assert.equal(told, false);
    },
  },
  {
    of: 'card',
    tried: 'a card whose certificates have expired',
    run: async (bench) => {
      const holder = await bench.holder({ reserved: false, expired: true });
      const { told, screens } = await endure(bench, { holder });
      assert.equal(told, false);
      assert.ok(!screens.some((screen) => screen.startsWith('pin')), 'a PIN was asked for, of no use');
    },
  },
  {
    of: 'card',
    tried: "somebody else's card laid down after a pull",
    run: async (bench) => {
      const other = await bench.holder({ reserved: false });
      let laid = 0;
      const hand = ({ reader }: Bench, { card }: Holder): Hand => ({
        lay: () => reader.lay(laid++ === 0 ? card : other.card),
        take: () => reader.remove(),
      });
      const { told } = await endure(bench, { hand, pull: { at: 40, when: 'before' } });
      assert.equal(told, false);
      assert.equal((await other.store.load()).reset.counter, 0, "somebody else's card was written");
    },
  },
  {
    of: 'phone',
    tried: 'claim is refused once, as if another kiosk had the reservation',
    run: async (bench) => {
      const treatment = { does: 'refuse', code: 'reservation-in-use' } as const;
      await endure(bench, { hostile: { call: 'claim', treatment, times: 1 } });
    },
  },
  ...refusals,
];

const HOUR = 3_600;
export const CLOCKS: Trial[] = [HOUR, -HOUR, 30 * 24 * HOUR].map((skew) => ({
  of: 'clock',
  tried: `the kiosk's clock is ${skew / HOUR} hours ahead`,
  skew,
  run: (bench) => succeeds(bench),
}));

import assert from 'node:assert/strict';
import { ascii } from '#schema/contract/card.ts';
import { writePassword } from '#clients/card/dialogue/step2.ts';
import { NEW_PASSWORD } from '#clients/lab/people/cast.ts';
import { tearingStore, type TearMoment } from '#clients/lab/card/faults.ts';
import type { MemoryStore } from '#clients/lab/card/store/memory-store.ts';
import { startPcscd } from '../pcscd.ts';
import { assertFails, assertReceipt, type Bench } from './bench.ts';
import { BridgeProcess } from './bridge-process.ts';
import { Kiosk } from './kiosk.ts';
import type { Lines } from './refusals.ts';

const APPLICATION = { name: 'SELECT', cla: 0, ins: 0xa4, p1: 4, p2: 0x0c };
const selectSomething = { ...APPLICATION, data: Uint8Array.of(0xd3) };

/** A card that loses power in the write that counts one more reset. */
const torn = (moment: TearMoment) => ({
  store: (ordinary: MemoryStore) => tearingStore(ordinary, (write) => (write === 'reset' ? moment : null)),
});

/** A card whose reset takes long enough for something to happen in the middle of it. */
function slow(onReset: () => Promise<void>) {
  const store = (ordinary: MemoryStore): MemoryStore => {
    let counter: number | null = null;
    return {
      async load() {
        const memory = await ordinary.load();
        counter = memory.reset.counter;
        return memory;
      },
      async save(memory) {
        await ordinary.save(memory);
        const again = memory.reset.counter === counter;
        counter = memory.reset.counter;
        if (!again) await onReset();
      },
    };
  };
  return { store };
}

/** Goes as far as the write, which must not come back. */
async function write(bench: Bench): Promise<void> {
  const ready = await bench.kiosk.ready();
  const authorisation = await bench.authorisationFor(ready);
  await writePassword(ready.open.channel, authorisation, ascii(NEW_PASSWORD));
}

/** The whole of STEP 2 once more, for the same ticket. */
async function resetsAgain(bench: Bench, counter: number): Promise<void> {
  const ready = await bench.kiosk.ready();
  const authorisation = await bench.authorisationFor(ready);
  const receipt = await writePassword(ready.open.channel, authorisation, ascii(NEW_PASSWORD));
  await assertReceipt(ready, receipt, counter);
}

/** The card is gone: what the page hears, and what the card remembers of it. */
const CARD: Lines = {
  'card pulled before commit: card-removed; nothing changed; the same ticket is authorised again': async (
    bench,
  ) => {
    await bench.blockedCard(torn('before-commit'));
    await assertFails(write(bench), 'card-removed');
    await bench.kiosk.reach('empty');
    await bench.desk.putBack();
    await bench.kiosk.reach('present');
    assert.deepEqual(await bench.status(), { counter: 0, tries: 0, forTicket: false });
    await resetsAgain(bench, 1);
  },

  'card pulled after commit: card-removed; its signed status names the ticket, so that it counts': async (
    bench,
  ) => {
    await bench.blockedCard(torn('after-commit'));
    await assertFails(write(bench), 'card-removed');
    await bench.kiosk.reach('empty');
    await bench.desk.putBack();
    await bench.kiosk.reach('present');
    assert.deepEqual(await bench.status(), { counter: 1, tries: 5, forTicket: true });
  },

  'no card: no-card': async ({ desk, kiosk }) => {
    await kiosk.release();
    await desk.remove();
    await kiosk.reach('empty');
    await assertFails(kiosk.open(), 'no-card');
  },
};

/** A card whose PIN was verified before must know nothing of it. */
async function assertForgotten({ kiosk }: Bench): Promise<void> {
  const card = await kiosk.open();
  // No SELECT comes before: what the last program left behind would still be there, and the key would sign.
  const sign = { name: 'sign', cla: 0x80, ins: 0x2a, p1: 0, p2: 0x97, data: new Uint8Array(51), le: 256 };
  assert.equal((await card.send(sign)).sw, 0x6986);
}

/** The bridge is gone, or has somebody else. */
const BRIDGE: Lines = {
  'bridge killed in the middle of the write: bridge-lost; the card finished, and its status says so': async (
    bench,
  ) => {
    await bench.blockedCard(slow(() => bench.bridge.kill()));
    await assertFails(write(bench), 'bridge-lost');
    await bench.kiosk.reach('bridge-lost');
    await bench.bridge.start();
    await bench.kiosk.reach('present');
    assert.deepEqual(await bench.status(), { counter: 1, tries: 5, forTicket: true });
  },

  'card given back: whoever comes next has no verified PIN': async (bench) => {
    await bench.kiosk.ready();
    await bench.kiosk.release();
    await assertForgotten(bench);
  },

  'bridge killed while a PIN is verified: whoever comes next has no verified PIN': async (bench) => {
    const { card } = await bench.kiosk.ready();
    await bench.bridge.kill();
    await assertFails(card.send(selectSomething), 'bridge-lost');
    await bench.bridge.start();
    await bench.kiosk.reach('present');
    await assertForgotten(bench);
  },
};

/** Who else there is, and a reader that is not there. */
const READER: Lines = {
  'two programs: the second hears reader-busy and sends nothing to the card': async (bench) => {
    const other = new BridgeProcess(47_114);
    const second = new Kiosk(await other.start());
    try {
      await bench.kiosk.open();
      await second.reach('present');
      bench.desk.trace.length = 0;
      await assertFails(second.open(), 'reader-busy');
      assert.deepEqual(bench.desk.trace, []);
      await bench.kiosk.release();
      await second.ready();
    } finally {
      await second.close();
      await other.close();
    }
  },

  'a second page at one bridge: bridge-refused': async (bench) => {
    const second = new Kiosk(bench.bridge.pairing);
    try {
      await second.reach('bridge-refused');
      await assertFails(second.open(), 'bridge-refused');
    } finally {
      await second.close();
    }
  },

  'reader gone: reader-lost; the page finds it again by itself': async (bench) => {
    const card = await bench.kiosk.open();
    await bench.pcscd.stop();
    await assertFails(card.send(selectSomething), 'reader-lost');
    await bench.kiosk.reach('reader-lost');
    await bench.desk.remove();
    bench.pcscd = await startPcscd();
    await bench.desk.putBack();
    await bench.kiosk.reach('present');
    await bench.kiosk.ready();
  },
};

/** Every part lost in turn. */
export const LOSSES: Lines = { ...CARD, ...BRIDGE, ...READER };

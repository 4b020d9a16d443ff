import { beforeAll, describe, expect, it } from 'vitest';
import { fromBase64url } from '#schema/contract/bytes.ts';
import { concat } from '#schema/contract/card.ts';
import { NOW } from '#clients/lab/people/cast.ts';
import type { CardMemory } from '../profile.ts';
import { fuzz, type FuzzPlan, type FuzzReport } from './fuzz.ts';
import { fuzzLab, type FuzzLab } from './lab.ts';
import type { WatchedStore } from './watched-store.ts';

let lab: FuzzLab;
beforeAll(async () => {
  lab = await fuzzLab(NOW);
});
const run = (apdus: number, changed: Partial<FuzzPlan> = {}): Promise<FuzzReport> =>
  fuzz({ ...lab, apdus, seed: 20_261_125, ...changed });

describe('seeded APDUs', () => {
  it('find nothing, and come to every part of the card', async () => {
    const { faults, answers, apdus } = await run(30_000);
    expect(faults).toEqual([]);
    expect(apdus).toBeGreaterThanOrEqual(30_000);
    const reached = `
      20 9000, 20 63cx, 20 6983, 20 6984, 20 torn, 24 9000, 24 6982, 2a 9000, 2a 6982, 84 9000, 86 9000, 86 6982,
      82 inside 9000, 82 inside 6300, 2c inside 9000, 2c inside 6982, 2c 6988, 2c 6882, 2c torn,
      a4 9000, b0 9000, b0 6982, b0 6b00, b2 9000, ca 9000`
      .split(',')
      .map((key) => key.trim());
    expect(reached.filter((key) => !answers[key])).toEqual([]);
  });

  it('are the same for the same seed', async () => {
    const sent = async (seed: number) => {
      const apdus: string[] = [];
      await run(200, {
        seed,
        process: (card, apdu) => {
          apdus.push(Buffer.from(apdu).toString('hex'));
          return card.process(apdu);
        },
      });
      return apdus.slice(0, 20);
    };
    expect(await sent(1)).toEqual(await sent(1));
    expect(await sent(1)).not.toEqual(await sent(2));
  });
});

describe('the oracle sees', () => {
  it('a PIN in an answer', async () => {
    const { faults } = await run(3000, {
      process: async (card, apdu) => {
        const answer = await card.process(apdu);
        return apdu[1] === 0xb0 && answer.length > 2 ? concat(lab.secrets.userPin!, answer) : answer;
      },
    });
    expect(faults.join()).toMatch(/userPin in an answer/);
  });

  it('a file that is read, and a signature that is made, without the PIN', async () => {
    const { signature } = lab.made.profile.certificates;
    const certificate = fromBase64url(signature!).slice(0, 200);
    const ok = Uint8Array.of(0x90, 0);
    const opened = async (ins: number, answer: Uint8Array) => {
      const process: FuzzPlan['process'] = async (card, apdu) => {
        const real = await card.process(apdu);
        return apdu[1] === ins && real.at(-2) === 0x69 ? concat(answer, ok) : real;
      };
      return (await run(20_000, { process })).faults.join();
    };
    expect(await opened(0xb0, certificate)).toMatch(/00b0[0-9a-f]*: given without its PIN/);
    expect(await opened(0x2a, new Uint8Array(256))).toMatch(/802a[0-9a-f]*: given without its PIN/);
  });

  it('a card that falls over', async () => {
    const { faults } = await run(3000, {
      process: async (card, apdu) => {
        if (apdu.length === 7) throw new TypeError('undefined is not a function');
        return card.process(apdu);
      },
    });
    expect(faults.join()).toMatch(/threw TypeError/);
  });

  it('a malformed command that is taken', async () => {
    const { faults } = await run(3000, {
      process: async (card, apdu) => card.process(apdu.length < 4 ? Uint8Array.of(0, 0xa4, 0, 0) : apdu),
    });
    expect(faults.join()).toMatch(/malformed command taken/);
  });

  it('a try that is not counted', async () => {
    const { faults } = await run(3000, { store: (store) => changing(store, giveTriesBack) });
    expect(faults.join()).toMatch(/memory did/);
  });

  it('a reset that forgets its ticket counter', async () => {
    const { faults } = await run(10_000, { store: (store) => changing(store, keepResetCounter) });
    expect(faults.join()).toMatch(/memory did/);
  });
});

/** A store that keeps something other than it was given. */
function changing(
  store: WatchedStore,
  change: (from: CardMemory, to: CardMemory) => CardMemory,
): WatchedStore {
  let last: CardMemory | null = null;
  return {
    take: store.take,
    load: async () => (last = await store.load()),
    save: async (memory) => {
      const kept = change(last!, memory);
      last = kept;
      await store.save(kept);
    },
  };
}

/** Keeps the counter of a wrong entry where it was. */
function giveTriesBack(from: CardMemory, to: CardMemory): CardMemory {
  const { userPin } = to.references;
  const tries = Math.max(userPin.tries, from.references.userPin.tries);
  return { ...to, references: { ...to.references, userPin: { ...userPin, tries } } };
}

const keepResetCounter = (from: CardMemory, to: CardMemory): CardMemory =>
  to.reset === from.reset ? to : { ...to, reset: { ...to.reset, counter: from.reset.counter } };

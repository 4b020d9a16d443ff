import { describe, expect, it } from 'vitest';
import { Chance } from '../random.ts';
import { tripsOf } from './calls.ts';
import { KEPT_UP } from './cron.ts';
import { D1Model } from './d1.ts';
import { busyAt, cronOf, DEMAND, loadOf } from './demand.ts';
import { meanCalls, stepOne, stepTwo } from './people.ts';
import { mostB, ROOM } from './plot.ts';
import { quantile, simulate, type Scene } from './simulate.ts';
import { Timeline } from './timeline.ts';

const PRICE = { a: 0.5, b: 0.1 };
const SCENE: Scene = { rate: 6, price: PRICE, network: 20, seed: 7, warmUp: 20, counted: 40 };

/** Mean wait of batches that come by chance, `load` of the time one of them, each of 1 ms. */
function meanWait(load: number): number {
  const [chance, d1] = [new Chance(3), new D1Model({ a: 1, b: 0 }, [0, Infinity])];
  let [now, waited] = [0, 0];
  const batches = 200_000;
  for (let batch = 0; batch < batches; batch++) {
    now += -Math.log(1 - chance.draw()) / load;
    waited += d1.ask(now, 1) - now - 1;
  }
  return waited / batches;
}

describe('one D1', () => {
  it.each([0.3, 0.6, 0.8])('waits as the M/D/1 formula says: %d busy', (load) => {
    expect(meanWait(load) / (load / (2 * (1 - load)))).toBeCloseTo(1, 1);
  });
  it('costs a, and b for each statement', () => {
    const d1 = new D1Model(PRICE, [0, 10]);
    expect(d1.ask(1, 5)).toBe(2);
    expect(d1.ask(1, 15)).toBe(4);
    expect(d1.ask(9.5, 5)).toBe(10.5);
    expect(d1.busy).toBeCloseTo(0.35);
  });
  it('takes nothing out of order', () => {
    const d1 = new D1Model(PRICE, [0, 10]);
    d1.ask(5, 1);
    expect(() => d1.ask(4, 1)).toThrow(RangeError);
  });
});

describe('a timeline', () => {
  it('lets things happen in the order of their moments', () => {
    const [chance, line] = [new Chance(1), new Timeline()];
    const seen: number[] = [];
    for (let made = 0; made < 500; made++) line.at(chance.draw() * 100, (now) => seen.push(now));
    line.run(50);
    expect(seen).toEqual(seen.toSorted((a, b) => a - b));
    expect(seen.length).toBeGreaterThan(150);
    expect(Math.max(...seen)).toBeLessThan(50);
  });
});

describe('what is asked', () => {
  it('is what was measured, spread over the trips', async () => {
    const { default: measured } = await import('../costs/measured.generated.json', {
      with: { type: 'json' },
    });
    for (const [call, { trips, statements }] of Object.entries(measured)) {
      expect(tripsOf(call)).toHaveLength(trips);
      expect(tripsOf(call).reduce((sum, one) => sum + one, 0)).toBe(statements);
    }
    expect(() => tripsOf('nothing')).toThrow('never measured');
  });
  it('is made by people as often as the arithmetic says', () => {
    const chance = new Chance(5);
    const counts = new Map<string, number>();
    const journeys = 20_000;
    for (let journey = 0; journey < journeys; journey++)
      for (const call of [...stepOne(chance), ...stepTwo(chance)])
        counts.set(call, (counts.get(call) ?? 0) + 1 / journeys);
    const first = meanCalls().slice(0, meanCalls().length / 2);
    const expected = (call: string) =>
      first.filter(([name]) => name === call).reduce((sum, [, times]) => sum + times, 0);
    const apart = [...counts].filter(([call, count]) => Math.abs(count - expected(call)) > 0.03);
    expect(apart).toEqual([]);
  });
  it('by demand is what the derivation comes to', () => {
    expect(DEMAND.map(([, rate]) => Math.round(rate * 10) / 10)).toEqual([3.1, 9.3, 31, 33.4, 50]);
  });
});

describe('the simulation', () => {
  const outcome = simulate(SCENE);

  it('comes out the same for the same seed, and otherwise for another', () => {
    expect(simulate(SCENE)).toEqual(outcome);
    expect(simulate({ ...SCENE, seed: 8 })).not.toEqual(outcome);
  });
  it('keeps D1 as busy as the arithmetic says', () => {
    const { trips, statements } = loadOf(SCENE.rate);
    const calls = (trips * PRICE.a + statements * PRICE.b) / 1_000;
    // The cron rests between its batches: so much of its run falls into the seconds that count, and no more than all of it.
    expect(outcome.busy / calls).toBeGreaterThan(0.93);
    expect(outcome.busy / (calls + cronOf(SCENE.rate, PRICE) / SCENE.counted)).toBeLessThan(1.07);
  });
  it('answers no call before its trips are over', () => {
    const least = (call: string) => tripsOf(call).length * (SCENE.network + PRICE.a) - 1e-6;
    expect([...outcome.waits].filter(([call, waits]) => waits[0]! < least(call))).toEqual([]);
  });
  it('works all the time where more comes than it can do, and people stop waiting', () => {
    const rush = simulate({ ...SCENE, rate: 40, price: { a: 4, b: 1 } });
    expect(rush.busy).toBeGreaterThan(0.99);
    expect(rush.late).toBeGreaterThan(0);
  });
});

describe('the arithmetic', () => {
  it('of an idle service is its heartbeats: two trips in two quarters of an hour of each kiosk, one of them writing', () => {
    const beats = 55_000 / 900;
    const forms = [tripsOf('heartbeat'), tripsOf('heartbeat, the first')];
    expect(loadOf(0).trips).toBeCloseTo((beats * (forms[0]!.length + forms[1]!.length)) / 2);
  });
  it('draws its lines where D1 has just room', () => {
    for (const rate of [5, 20]) expect(busyAt(rate, { a: 0.3, b: mostB(rate, 0.3) })).toBeCloseTo(ROOM);
  });
  it('counts a share of values that are not above', () => {
    expect([0.5, 0.95, 1].map((share) => quantile([1, 2, 3, 4], share))).toEqual([2, 4, 4]);
  });
  it('knows up to where one run of the cron takes what comes', () => {
    expect(KEPT_UP.sealing).toBeGreaterThan(9.3);
    expect(KEPT_UP.purge).toBeGreaterThan(9.3);
  });
});

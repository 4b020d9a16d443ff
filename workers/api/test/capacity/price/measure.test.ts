import { describe, expect, it } from 'vitest';
import { D1Model } from '../d1.ts';
import { measurePrice, straightLine } from './measure.ts';

/** A probe over a database of known price, with a clock that only the database moves. */
function probe(refuses?: string) {
  const d1 = new D1Model({ a: 0.7, b: 0.12 }, [0, Infinity]);
  const asked: string[] = [];
  let now = 0;
  const ask = async (path: string) => {
    asked.push(path);
    if (path === refuses) throw new Error('refused');
    const { pathname, searchParams } = new URL(path, 'http://probe');
    const [statements, rows] =
      pathname === '/bulk' ? [1, 1_000] : [Number(searchParams.get('statements')), 0];
    for (let batch = 0; batch < Number(searchParams.get('batches')); batch++)
      now = d1.ask(now, statements, rows);
  };
  return { ask, asked, now: () => now };
}

describe('the price of a batch', () => {
  it('is found again by the probe', async () => {
    const { ask, asked, now } = probe();
    const { a, b, row } = await measurePrice(ask, now);
    expect(a).toBeCloseTo(0.7);
    expect(b).toBeCloseTo(0.12);
    expect(row).toBeCloseTo(0.005);
    expect([asked[0], asked.at(-1)]).toEqual(['/begin', '/end']);
  });
  it('leaves no table behind where the measurement fails', async () => {
    const { ask, asked, now } = probe('/bulk?batches=120');
    await expect(measurePrice(ask, now)).rejects.toThrow('refused');
    expect(asked.at(-1)).toBe('/end');
  });
  it('is the nearest straight line', () => {
    const line = straightLine([
      [1, 2],
      [2, 2],
      [3, 5],
    ]);
    expect(line.a).toBeCloseTo(0);
    expect(line.b).toBeCloseTo(1.5);
  });
});

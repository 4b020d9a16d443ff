import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { NO_GROUPS, readGroups } from './groups.ts';
import { operate } from './operating.ts';
import { strangers, type Template } from './population.ts';
import { cautiousThresholdAt, seeded, thresholdAt, upperBound } from './statistics.ts';

let folder: string;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'kaijo-groups-'));
});
afterAll(() => rm(folder, { recursive: true }));

async function groupsOf(...lines: string[]) {
  const file = join(folder, 'groups.csv');
  await writeFile(file, ['person,origin,same_as', ...lines].join('\n'));
  return readGroups(file);
}

const LENGTH = 16;
const unit = (values: number[]): Float32Array => {
  const length = Math.hypot(...values);
  return Float32Array.from(values, (value) => value / length);
};

/** People whose embeddings lie around a centre: the closer, the more alike strangers are. */
function people(prefix: string, count: number, centre: number, seed: number): Template[] {
  const random = seeded(seed);
  return Array.from({ length: count }, (_, at) => ({
    person: `${prefix}${at}`,
    pictures: [`${prefix}${at}_1`],
    embedding: unit(Array.from({ length: LENGTH }, (_, axis) => (axis === 0 ? centre : 0) + random() - 0.5)),
  }));
}

describe('groups', () => {
  it('are the values of every label column, but those that say nothing', async () => {
    const groups = await groupsOf('p1,east,', 'p2,unknown,', 'p3,west,p1');
    expect(groups.names).toEqual(['origin east', 'origin west']);
    expect(groups.isIn('origin east', 'p1')).toBe(true);
    expect(groups.isIn('origin east', 'p2')).toBe(false);
    // One person under two numbers belongs where each of them does.
    expect(groups.personOf('p3')).toBe('p1');
    expect(groups.isIn('origin west', 'p1')).toBe(true);
  });

  it('that look more alike decide the threshold, and it holds in each of them', async () => {
    const alike = people('a', 40, 2, 1);
    const others = people('b', 300, 0, 2);
    const groups = await groupsOf(
      ...alike.map(({ person }) => `${person},alike,`),
      'b0,others,',
      'b1,others,',
    );
    const all = [...alike, ...others];
    const without = operate(all, all, NO_GROUPS);
    const within = operate(all, all, groups);
    expect(within.decidedBy).toBe('origin alike');
    expect(within.threshold).toBeGreaterThan(without.threshold);
    for (const { impostors, fmr } of within.groups.filter(({ impostors }) => impostors > 0))
      expect(fmr * impostors).toBeLessThanOrEqual(1e-4 * impostors);
    expect(strangers(alike, alike, without.threshold).taken).toBeGreaterThan(0);
  });
});

describe('the bound of a tail', () => {
  it('is followed beyond what few comparisons have shown, as a normal one', () => {
    const random = seeded(3);
    const normal = () => 0.1 * Math.sqrt(-2 * Math.log(1 - random())) * Math.cos(2 * Math.PI * random());
    const scores = (count: number) => Float32Array.from({ length: count }, normal).sort();
    const right = 0.1 * 3.719;
    const guesses = Array.from({ length: 40 }, () => cautiousThresholdAt(scores(2_000), 1e-4));
    const seen = Array.from({ length: 40 }, () => thresholdAt(scores(2_000), 1e-4));
    const mean = (values: number[]) => values.reduce((sum, value) => sum + value, 0) / values.length;
    expect(mean(guesses)).toBeGreaterThan(right * 0.98);
    expect(mean(guesses)).toBeLessThan(right * 1.12);
    expect(mean(seen)).toBeLessThan(right * 0.98);
    // Where there are enough, they say it themselves.
    const many = scores(200_000);
    expect(cautiousThresholdAt(many, 1e-4)).toBe(thresholdAt(many, 1e-4));
  });
  it('is the one of Poisson', () => {
    expect(upperBound(0, 1000)).toBeCloseTo(0.00369, 5);
    expect(upperBound(3, 1000)).toBeCloseTo(0.00877, 5);
    expect(upperBound(0, 0)).toBe(1);
  });
});

import { readdirSync, readFileSync } from 'node:fs';
import * as v from 'valibot';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { ERRORS } from '../test/fake-phone.ts';
import { expectedOf, replay, SequenceFile } from '../test/replay.ts';

const FOLDER = new URL('../../phone/app/sequences/', import.meta.url);
const names = readdirSync(FOLDER).filter((name) => name.endsWith('.json'));
const read = (name: string) => v.parse(SequenceFile, JSON.parse(readFileSync(new URL(name, FOLDER), 'utf8')));

beforeEach(() => void vi.useFakeTimers());
afterEach(() => void vi.useRealTimers());

describe('what phone and package did', () => {
  it.each(names)('%s, the shell does again', async (name) => {
    const sequence = read(name);
    const done = replay(sequence, ERRORS);
    await vi.advanceTimersByTimeAsync(sequence.events.at(-1)!.at + 60_000);
    expect(done).toEqual(expectedOf(sequence));
  });
  it('is known of both systems, and none of it was recorded on a phone', () => {
    const all = names.map(read);
    for (const platform of ['ios', 'android'])
      expect(all.filter((sequence) => sequence.platform === platform).length).toBeGreaterThan(10);
    expect(all.filter(({ from }) => from === 'phone')).toEqual([]);
  });
});

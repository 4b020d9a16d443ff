import { describe, expect, it } from 'vitest';
import { persist } from './persist.ts';

/** Fails so many times, then answers. */
function failing(times: number) {
  let calls = 0;
  const attempt = async () => {
    calls += 1;
    if (calls <= times) throw new Error('no network');
    return 'words';
  };
  return { attempt, calls: () => calls };
}

describe('fetching words over a bad network', () => {
  it('tries again until they are there, with a pause before each further try', async () => {
    const { attempt, calls } = failing(3);
    let pauses = 0;
    const pause = async () => void (pauses += 1);
    expect(await persist({ attempt, wanted: () => true, pause })).toBe('words');
    expect([calls(), pauses]).toEqual([4, 3]);
  });

  it('stops when another language was chosen meanwhile', async () => {
    const { attempt, calls } = failing(9);
    let wanted = true;
    const pause = async () => void (wanted = false);
    expect(await persist({ attempt, wanted: () => wanted, pause })).toBe(null);
    expect(calls()).toBe(1);
  });

  it('gives nothing when the words come too late', async () => {
    let wanted = true;
    const attempt = async () => {
      wanted = false;
      return 'words';
    };
    expect(await persist({ attempt, wanted: () => wanted, pause: async () => {} })).toBe(null);
  });
});

import { describe, expect, it } from 'vitest';
import { Memory } from './memory.ts';

const NOW = 1_800_000_000;

/** A memory in front of a source that answers `until`, or fails while there is none, and counts. */
function remembering(capacity = 10) {
  const memory = new Memory<{ until: number; asked: number }>(capacity);
  const source = { until: (NOW + 3_600) as number | null, asked: 0 };
  const load = async () => {
    source.asked += 1;
    if (source.until === null) throw new Error('no answer');
    return { until: source.until, asked: source.asked };
  };
  const ask = (now: number, key = 'a') =>
    memory.get(key, now, load, async (answer) => answer).then(({ asked }) => asked);
  return { source, ask };
}

describe('kept answers', () => {
  it('serve for ten minutes', async () => {
    const { ask } = remembering();
    expect(await ask(NOW)).toBe(1);
    expect(await ask(NOW + 599)).toBe(1);
    expect(await ask(NOW + 600)).toBe(2);
  });

  it('serve no longer than they hold', async () => {
    const { source, ask } = remembering();
    source.until = NOW + 60;
    expect(await ask(NOW)).toBe(1);
    expect(await ask(NOW + 59)).toBe(1);
    expect(await ask(NOW + 60)).toBe(2);
  });

  it('step in while the source fails, but not past their end', async () => {
    const { source, ask } = remembering();
    await ask(NOW);
    source.until = null;
    expect(await ask(NOW + 3_590)).toBe(1);
    await expect(ask(NOW + 3_600)).rejects.toThrow('no answer');
  });

  it('are kept apart', async () => {
    const { ask } = remembering();
    expect([await ask(NOW, 'a'), await ask(NOW, 'b'), await ask(NOW, 'a')]).toEqual([1, 2, 1]);
  });

  it('go in the order they came when there are too many', async () => {
    const { ask } = remembering(2);
    expect([await ask(NOW, 'a'), await ask(NOW, 'b'), await ask(NOW, 'c')]).toEqual([1, 2, 3]);
    expect([await ask(NOW, 'c'), await ask(NOW, 'b'), await ask(NOW, 'a')]).toEqual([3, 2, 4]);
  });
});

describe('a source that failed', () => {
  it('is left alone for five seconds, then asked again', async () => {
    const { source, ask } = remembering();
    source.until = null;
    await expect(ask(NOW)).rejects.toThrow('no answer');
    await expect(ask(NOW + 4, 'b')).rejects.toMatchObject({ name: 'resting' });
    expect(source.asked).toBe(1);
    source.until = NOW + 3_600;
    expect(await ask(NOW + 5)).toBe(2);
  });

  it('is asked at once when the clock was put back', async () => {
    const { source, ask } = remembering();
    source.until = null;
    await expect(ask(NOW)).rejects.toThrow('no answer');
    await expect(ask(NOW - 3_600)).rejects.toThrow('no answer');
    source.until = NOW + 3_600;
    expect(await ask(NOW)).toBe(3);
    expect(await ask(NOW - 1)).toBe(4);
  });
});

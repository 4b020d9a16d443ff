import { afterEach, describe, expect, it, vi } from 'vitest';
import { wordsFrom } from './load.ts';

const answer = (status: number, body: string) => async () => new Response(body, { status });
const CATALOGUE = JSON.stringify({ title: '新（あたら）しい', left: ['あと', ['count']] });

/** A network that gives these answers, one after the other. */
function network(...answers: (() => Promise<Response>)[]) {
  const asked = vi.fn<(address: string) => Promise<Response>>();
  for (const next of answers) asked.mockImplementationOnce(next);
  vi.stubGlobal('fetch', asked);
  const load = wordsFrom<{ title: string; left(values: { count: number }): string }>(
    (language) => `/${language}.json`,
  );
  return { asked, load };
}

afterEach(() => void vi.unstubAllGlobals());

describe('the words of a language', () => {
  it.each([
    ['the network fails', () => Promise.reject(new TypeError('Failed to fetch')), 'Failed to fetch'],
    ['the server has no such file', answer(404, 'not found'), '/ja.json: 404'],
    ['a page comes instead', answer(200, '<!doctype html>'), 'is not valid JSON'],
  ])('are there at the second try when at the first %s', async (_what, failure, message) => {
    const { asked, load } = network(failure, answer(200, CATALOGUE));
    await expect(load('ja')).rejects.toThrow(message);
    expect((await load('ja')).title).toBe('新（あたら）しい');
    expect(asked).toHaveBeenCalledTimes(2);
  });

  it('are fetched once, however often they are asked for', async () => {
    const { asked, load } = network(answer(200, CATALOGUE));
    const [first, second] = await Promise.all([load('en'), load('en')]);
    expect(first).toBe(second);
    expect(await load('en')).toBe(first);
    expect(asked.mock.calls.map(([address]) => address)).toEqual(['/en.json']);
  });

  it('are given up when they do not begin to come, and asked for again', async () => {
    vi.useFakeTimers();
    const never = (_address: string, { signal }: RequestInit) =>
      new Promise<Response>((_resolve, reject) =>
        signal!.addEventListener('abort', () => reject(new Error('given up'))),
      );
    const { load } = network(never as never, answer(200, CATALOGUE));
    const failure = load('ja').catch((error: Error) => error.message);
    await vi.advanceTimersByTimeAsync(8_000);
    expect(await failure).toBe('given up');
    expect((await load('ja')).title).toBe('新（あたら）しい');
    vi.useRealTimers();
  });

  it('keep their readings on one line in easy Japanese', async () => {
    const { load } = network(answer(200, CATALOGUE));
    const words = await load('ja-easy');
    expect([words.title, words.left({ count: 2 })]).toEqual(['新\u2060（あたら）\u2060しい', 'あと2']);
  });
});

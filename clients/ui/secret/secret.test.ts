import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { Secret } from './secret.ts';

const codes = (text: string) => [...text].map((char) => char.charCodeAt(0));

function typed(text: string, capacity = 16) {
  const secret = new Secret(capacity);
  for (const code of codes(text)) secret.push(code);
  return { secret, buffer: new Uint8Array(secret.view.buffer) };
}

describe('a secret being typed', () => {
  it('takes no more than its capacity and gives back what was typed', () => {
    const { secret } = typed('12345', 4);
    expect([...secret.view]).toEqual(codes('1234'));
    expect(secret.push(0x39)).toBe(false);
    expect(secret.length).toBe(4);
  });

  it('overwrites what is erased, taken or wiped', () => {
    const { secret, buffer } = typed('1234', 4);
    secret.pop();
    expect([...buffer]).toEqual([...codes('123'), 0]);
    expect([...secret.take()]).toEqual(codes('123'));
    expect([...buffer]).toEqual([0, 0, 0, 0]);
    expect(secret.length).toBe(0);
  });

  it('hands over a copy that the next entry does not touch', () => {
    const { secret } = typed('ABC123');
    const taken = secret.take();
    for (const code of codes('ZZZZZZ')) secret.push(code);
    expect([...taken]).toEqual(codes('ABC123'));
  });

  it('never becomes text by accident', () => {
    const { secret } = typed('HUNTER2');
    for (const text of [String(secret), JSON.stringify(secret), Object.values(secret).join()])
      expect(text).not.toMatch(/HUNTER2|72,85/);
  });

  it('holds in its buffer what its view shows and nothing else, whatever is done to it', () => {
    const acts = fc.array(
      fc.oneof(fc.integer({ min: 0x30, max: 0x5a }), fc.constantFrom('pop', 'wipe', 'take')),
    );
    fc.assert(
      fc.property(acts, (done) => {
        const { secret, buffer } = typed('', 6);
        for (const act of done)
          if (typeof act === 'number') secret.push(act);
          else secret[act as 'pop' | 'wipe' | 'take']();
        expect([...buffer]).toEqual([...secret.view, ...Array(6 - secret.length).fill(0)]);
      }),
    );
  });
});

import { describe, expect, it } from 'vitest';
import { Secret } from './secret.ts';

const codes = (text: string) => [...text].map((char) => char.charCodeAt(0));

describe('a secret being typed', () => {
  it('takes no more than its capacity and gives back what was typed', () => {
    const secret = new Secret(4);
    for (const code of codes('12345')) secret.push(code);
    expect([...secret.view]).toEqual(codes('1234'));
    expect(secret.push(0x39)).toBe(false);
  });
  it('overwrites what is erased, taken or wiped', () => {
    const secret = new Secret(4);
    for (const code of codes('1234')) secret.push(code);
    const buffer = new Uint8Array(secret.view.buffer);
    secret.pop();
    expect([...buffer]).toEqual([...codes('123'), 0]);
    expect([...secret.take()]).toEqual(codes('123'));
    expect([...buffer]).toEqual([0, 0, 0, 0]);
    expect(secret.length).toBe(0);
  });
});

import { expect, it } from 'vitest';
import { Entries } from './entries.ts';

const bytes = (text: string) => new TextEncoder().encode(text);

it('overwrites an entry when it is forgotten, and when another takes its place', () => {
  const entries = new Entries();
  const [first, second, again] = [bytes('ABC123'), bytes('DEF456'), bytes('DEF457')];
  entries.keep('password', first);
  entries.keep('password', second);
  expect([...first]).toEqual(Array(6).fill(0));
  entries.keep('again', again);
  expect(entries.differsAt()).toBe(5);
  entries.forget('pin', 'password', 'again');
  expect([...second, ...again]).toEqual(Array(12).fill(0));
  expect(() => entries.view('password')).toThrow('no password');
});

it.each([
  ['ABC123', 'ABC123', null],
  ['ABC123', 'ABC124', 5],
  ['ABC123', 'XBC123', 0],
  ['ABC123', 'ABC1234', 6],
  ['ABC1234', 'ABC123', 6],
])('%s and %s differ at %s', (password, again, at) => {
  const entries = new Entries();
  entries.keep('password', bytes(password));
  entries.keep('again', bytes(again));
  expect(entries.differsAt()).toBe(at);
});

import { describe, expect, it } from 'vitest';
import { ascii } from '#schema/contract/card.ts';
import { createDrawer } from './drawer.ts';

describe('the drawer', () => {
  it('makes the matching number of what is printed', () => {
    const drawer = createDrawer();
    drawer.putNumber('birth', ascii('020401'));
    drawer.putNumber('expiry', ascii('2035'));
    drawer.putNumber('code', ascii('1234'));
    expect(String.fromCharCode(...drawer.matchingNumber())).toBe('02040120351234');
    drawer.putNumber('birth', ascii('19900401'));
    expect(String.fromCharCode(...drawer.matchingNumber('western'))).toBe('90040120351234');
    expect(String.fromCharCode(...drawer.matchingNumber('era'))).toBe('02040120351234');
  });

  it('keeps a month or a day that is not known as it is printed', () => {
    const drawer = createDrawer();
    drawer.putNumber('birth', ascii('19500600'));
    drawer.putNumber('expiry', ascii('2035'));
    drawer.putNumber('code', ascii('1234'));
    expect(String.fromCharCode(...drawer.matchingNumber('western'))).toBe('50060020351234');
    expect(String.fromCharCode(...drawer.matchingNumber('era'))).toBe('25060020351234');
  });

  it('overwrites the very bytes that were put in', () => {
    const drawer = createDrawer();
    const [pin, birth, image] = [ascii('1234'), ascii('020401'), Uint8Array.of(0xff, 0xd8, 0xff)];
    drawer.putPin(pin);
    drawer.putNumber('birth', birth);
    drawer.putShots([{ image, capturedAt: 0 }]);
    drawer.forget(['pin', 'numbers', 'frames']);
    for (const bytes of [pin, birth, image]) expect(bytes.every((byte) => byte === 0)).toBe(true);
    expect(drawer.shots()).toEqual([]);
    expect(() => drawer.pin()).toThrow('no pin');
  });

  it('overwrites what a second entry replaces', () => {
    const drawer = createDrawer();
    const [first, second] = [ascii('1111'), ascii('2222')];
    drawer.putPin(first);
    drawer.putPin(second);
    expect(first.every((byte) => byte === 0)).toBe(true);
    expect(drawer.pin()).toBe(second);
  });
});

import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { Contacts, type Contact, type KeyPlace } from './contacts.ts';

/** A pad of 3 × 4 keys, 87 px wide with 10 px between them; the last is OK. */
const KEYS: (KeyPlace & { id: string })[] = Array.from({ length: 12 }, (_, index) => {
  const [left, top] = [(index % 3) * 97, Math.floor(index / 3) * 97];
  return {
    id: '123456789<0='[index]!,
    box: { left, top, right: left + 87, bottom: top + 87 },
    own: index === 11,
  };
});
const keyOf = (id: string) => KEYS.find((key) => key.id === id)!;

interface Touch {
  key: string;
  at: number;
  /** How long it lasts; when and where it ends. */
  lasts?: number;
  slip?: [number, number];
  size?: number;
}

/** What the pad takes of these touches, in order, and how often it says that something was not taken. */
function play(touches: readonly Touch[]): { typed: string; refused: number } {
  const glass = new Contacts();
  let [typed, refused] = ['', 0];
  const moments = touches.flatMap(({ key, at, lasts = 80, slip = [0, 0], size = 20 }, pointer) => {
    const { box } = keyOf(key);
    const [x, y] = [box.left + 43, box.top + 43];
    const contact = { pointer, size };
    const up: Contact = { ...contact, at: at + lasts, x: x + slip[0], y: y + slip[1] };
    return [
      { at, act: () => glass.down({ ...contact, at, x, y }, keyOf(key)) },
      {
        at: at + lasts,
        act() {
          const decision = glass.up(up);
          if (decision === 'taken') {
            typed += key;
            glass.typed(up.at);
          } else if (decision === 'not-taken') refused += 1;
        },
      },
    ];
  });
  for (const { act } of moments.toSorted((a, b) => a.at - b.at)) act();
  return { typed, refused };
}

const spelled = (text: string, every: number, lasts = 80): Touch[] =>
  [...text].map((key, index) => ({ key, at: index * every, lasts }));

describe('a finger on the keys', () => {
  it('types two small keys beside each other, however quickly', () => {
    const glass = new Contacts();
    const press = (left: number, at: number) => {
      const key = { box: { left, top: 0, right: left + 20, bottom: 20 }, own: false };
      const contact = { pointer: 1, x: left + 10, y: 10, size: 1 };
      glass.down({ ...contact, at }, key);
      return glass.up({ ...contact, at: at + 20 });
    };
    expect([press(0, 0), press(22, 60)]).toEqual(['taken', 'taken']);
  });

  it('types what it presses, 11 in 150 ms too, however long each press lasts', () => {
    for (const lasts of [20, 60, 100]) expect(play(spelled('1123', 150, lasts)).typed).toBe('1123');
    expect(play(spelled('1123', 2_000, 1_500)).typed).toBe('1123');
  });

  it('types once where the contact flickers', () => {
    expect(
      play([
        { key: '1', at: 0 },
        { key: '1', at: 100, lasts: 10 },
      ]).typed,
    ).toBe('1');
    expect(
      play([
        { key: '1', at: 0, lasts: 20 },
        { key: '1', at: 70, lasts: 10 },
      ]).typed,
    ).toBe('1');
    const flicker = [0, 100, 115, 130].map((at) => ({ key: '1', at, lasts: at === 0 ? 80 : 5 }));
    expect(play(flicker)).toEqual({ typed: '1', refused: 0 });
  });

  it('may slip by 15 px inside the key; beyond the key it types nothing and is told', () => {
    expect(play([{ key: '5', at: 0, slip: [15, -15] }])).toEqual({ typed: '5', refused: 0 });
    expect(play([{ key: '5', at: 0, slip: [97, 0] }])).toEqual({ typed: '', refused: 1 });
  });

  it('may type the next key before the last is let go', () => {
    expect(
      play([
        { key: '1', at: 0, lasts: 90 },
        { key: '2', at: 60, lasts: 90 },
      ]).typed,
    ).toBe('12');
  });
});

describe('a hand on the glass', () => {
  const palm = { key: '7', at: -200, lasts: 5_000 };
  it('stops no key and types none while it rests, whether it came before or after', () => {
    expect(play([palm, ...spelled('1123', 400, 350)])).toEqual({ typed: '1123', refused: 0 });
    expect(play([{ ...palm, at: 20 }, ...spelled('1123', 400)])).toEqual({ typed: '1123', refused: 0 });
    expect(play([...spelled('1', 0), { ...palm, at: 40, lasts: 500 }]).typed).toBe('1');
  });

  it('is told by its breadth where the glass knows it', () => {
    expect(play([{ key: '7', at: 0, lasts: 90, size: 140 }])).toEqual({ typed: '', refused: 0 });
  });
});

describe('OK', () => {
  it('needs a press of its own, not the rest of the last digit', () => {
    expect(play([...spelled('1123', 150), { key: '=', at: 560 }])).toEqual({ typed: '1123', refused: 1 });
    expect(play([...spelled('1123', 150), { key: '=', at: 900 }]).typed).toBe('1123=');
  });
});

describe('1,000 sloppy entries', () => {
  const near = (most: number) => fc.integer({ min: -most, max: most });
  const digit = fc.constantFrom(...'1234567890');
  /** One digit as an unsteady hand presses it: a slip, and a contact that flickers afterwards. */
  const press = fc.record({
    digit,
    lasts: fc.integer({ min: 30, max: 100 }),
    slip: fc.tuple(near(15), near(15)),
    flickers: fc.array(fc.integer({ min: 5, max: 20 }), { maxLength: 3 }),
    pause: fc.integer({ min: 150, max: 900 }),
  });
  const resting = fc.option(fc.record({ key: digit, lead: fc.integer({ min: 1, max: 400 }) }));

  it('lose no try and no honest double', () => {
    const entries = fc.tuple(fc.array(press, { minLength: 4, maxLength: 4 }), fc.boolean(), resting);
    fc.assert(
      fc.property(entries, ([presses, double, palm]) => {
        const touches: Touch[] = [];
        let at = 0;
        presses.forEach(({ lasts, slip, flickers, pause }, index) => {
          // The second of an honest double comes 150 ms after the first, and nothing flickers between.
          const doubled = double && index === 0;
          const key = double && index === 1 ? presses[0]!.digit : presses[index]!.digit;
          touches.push({ key, at, lasts, slip });
          let end = at + lasts;
          for (const gap of doubled ? [] : flickers) {
            touches.push({ key, at: end + gap, lasts: 5, slip });
            end += gap + 5;
          }
          at = doubled ? at + 150 : Math.max(at, end) + pause;
        });
        touches.push({ key: '=', at: at + 400 });
        if (palm) touches.push({ key: palm.key, at: -palm.lead, lasts: at + 2_000 });
        const digits = presses.map(({ digit: own }, index) =>
          double && index === 1 ? presses[0]!.digit : own,
        );
        expect(play(touches).typed).toBe(`${digits.join('')}=`);
      }),
      { numRuns: 1_000, seed: 20_261_130 },
    );
  });
});

import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Event, ResultEvent } from './state/events.ts';
import { atHold, atPin, atSelfie, atTap, card, liveness, service, session, view } from './test/play.ts';

const TYPED = ['pin', 'numbers', 'card', 'frames'];
/** Phases that are left with nothing typed. */
const HARMLESS = new Set(['welcome', 'receipt', 'rehearsal']);

describe('whatever happens', () => {
  const results: ResultEvent[] = [
    { type: 'looked', userPinTries: 3, obstacle: null },
    { type: 'looked', userPinTries: 1, obstacle: null },
    { type: 'opened', session },
    { type: 'proved' },
    { type: 'presented', card },
    { type: 'challenged', liveness },
    { type: 'reserved', view, saved: true },
  ];
  const person = (
    [
      'begin',
      'agree',
      'next',
      'back',
      'leave',
      'retry',
      'sure',
      'entered',
      'shoot',
      'captured',
      'rehearse',
    ] as const
  ).map((type): Event => ({ type }));
  const world: Event[] = [
    { type: 'tick' },
    { type: 'gone' },
    { type: 'online' },
    { type: 'heard', service },
    { type: 'reader', reader: 'present' },
  ];
  const anything = fc.constantFrom<Event | ResultEvent>(...results, ...person, ...person, ...world);

  it('never risks the last try unasked, nor keeps what was typed when the visit is over', () => {
    fc.assert(
      fc.property(fc.array(anything, { maxLength: 60 }), (events) => {
        const play = atTap();
        let sure = false;
        for (const event of events) {
          const before = play.phase.name;
          play.do(event);
          sure = event.type === 'sure' || (sure && event.type !== 'looked');
          const risky = play.effects.some((effect) => effect.type === 'prove' && effect.confirmLastPin);
          const over = play.phase.name === 'welcome' && !HARMLESS.has(before);
          const forgot = TYPED.every((what) => play.forgotten().includes(what));
          expect({ unasked: risky && !sure, left: over && !forgot }).toEqual({ unasked: false, left: false });
        }
      }),
      { numRuns: 400 },
    );
  });

  it('forgets everything typed when the page was out of sight for five minutes', () => {
    for (const play of [atTap(), atPin(), atHold(), atSelfie()]) {
      play.do({ type: 'hidden' }).wait(301);
      expect(play.phase).toMatchObject({ name: 'refused', trouble: { code: 'away' }, resume: 'tap' });
      expect(play.forgotten()).toEqual(TYPED);
    }
  });
});

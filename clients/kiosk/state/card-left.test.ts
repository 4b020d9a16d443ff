import { describe, expect, it } from 'vitest';
import { empty, kiosk, NOW, Play, playTo, present, STAGES, type Input } from '../test/play.ts';
import { card, claimEffect, failed, service } from '../test/troubles.ts';
import { CALL_AFTER, isCardForgotten } from './card-left.ts';
import type { PhaseName } from './types.ts';

const lost = { type: 'reader', reader: 'bridge-lost' } as const;
const closed: Input = {
  type: 'heard',
  kiosk: { ...kiosk, opening: { open: false, until: NOW + 20_000, reason: 'hours' } },
  askAt: NOW + 100_000,
};
const standing = (name: 'unknown' | 'pending'): Input => ({
  type: 'refused-here',
  standing: name,
  askAt: NOW + 100_000,
});
const started = STAGES.menu[0];
const torn = [
  { type: 'authorised', authorisation: 'x', record: 'r' },
  failed({ type: 'write' } as never, card('link-lost')),
] as const;
const settledTo: Input = {
  type: 'settled',
  settled: { outcome: 'not-reset', reservationId: null, completedAt: null },
  begunFor: null,
  recorded: true,
  evidence: null,
};

/** A kiosk in each phase with a card on the reader and nobody in front. */
const LEFT: Record<PhaseName, () => Play> = {
  starting: () => new Play().put(present),
  enrol: () => new Play().put(started, present, standing('unknown')),
  pending: () => new Play().put(started, present, standing('pending')),
  'out-of-service': () => new Play().put(started, present, closed),
  menu: () => new Play().put(started, present, STAGES.menu[2]),
  'self-test': () => playTo('menu').put({ type: 'self-test' }, present),
  consent: () => playTo('consent').put(present),
  'place-card': () => playTo('place-card').put(present),
  pin: () => playTo('pin'),
  found: () => playTo('found'),
  password: () => playTo('password'),
  confirm: () => playTo('confirm'),
  writing: () => playTo('writing').put(torn[0], torn[1]),
  done: () => playTo('done'),
  'put-back': () => playTo('password').put(empty, present),
  settling: () => playTo('writing').put(...torn),
  'not-reset': () => playTo('writing').put(...torn, settledTo),
  refused: () => playTo('pin').put(failed(claimEffect, service('no-reservation'))),
  'take-card': () => playTo('pin').put({ type: 'cancel' }),
  receipt: () => playTo('receipt').put(present),
};

describe('a card on the reader that nobody comes back for', () => {
  it.each(Object.keys(LEFT) as PhaseName[])(
    'is called for, louder, and told to the operator: %s',
    (phase) => {
      const play = LEFT[phase]();
      expect(CALL_AFTER[phase] === null ? phase : play.phase).toBe(phase);
      const heard = new Set<string>();
      let told = false;
      for (let second = 0; second < 300; second++) {
        // A settling that no answer comes to is asked again by the outage's own clock.
        play.wait(1);
        if (play.asked.includes('open')) play.put(failed({ type: 'open' }, service('no-reservation')));
        for (const effect of play.effects) {
          if (effect.type === 'sound') heard.add(effect.sound);
          told ||= effect.type === 'hear' && isCardForgotten(play.state);
        }
      }
      expect([heard.has('alarm'), heard.has('alarm-loud'), told]).toEqual([true, true, true]);
    },
  );

  it.each(['done', 'take-card'] as const)('is not taken by a bridge that starts anew: %s', (phase) => {
    const play = LEFT[phase]().put(lost).wait(20).put(present);
    expect(play.phase).toBe(phase);
    expect(play.put(lost).wait(60).phase).not.toBe(phase);
  });

  it('is told to be gone as soon as it is', () => {
    const play = LEFT['take-card']().wait(60);
    expect(isCardForgotten(play.state)).toBe(true);
    play.put(empty).wait(1);
    expect(play.asked).toContain('hear');
    expect(isCardForgotten(play.state)).toBe(false);
  });
});

describe('a card laid down', () => {
  it('at the menu begins the procedure', () => {
    expect(playTo('menu').put(present).phase).toBe('consent');
  });
  it('and taken away after a refusal leaves the screen within seconds, unless somebody still reads', () => {
    const play = LEFT.refused().wait(10).put(empty);
    expect(play.wait(14).phase).toBe('refused');
    play.put({ type: 'touch' });
    expect(play.wait(14).phase).toBe('refused');
    expect(play.wait(2).phase).toBe('menu');
  });
});

import { describe, expect, it } from 'vitest';
import type { ProblemCode } from '#schema/contract/problem.ts';
import type { CardFailureCode } from '#clients/card/failure.ts';
import type { Effect } from './state/effects.ts';
import { countdown } from './state/idle.ts';
import type { Trouble } from './state/trouble.ts';
import {
  claim,
  empty,
  looked,
  NOW,
  Play,
  playTo,
  present,
  proved,
  redemption,
  STAGES,
  type Input,
} from './test/play.ts';

const service = (code: ProblemCode): Trouble => ({ from: 'service', code, retryAfter: null, requestId: 'r' });
const card = (code: CardFailureCode, triesLeft: number | null = null): Trouble => ({
  from: 'card',
  code,
  triesLeft,
});
const failed = (effect: Effect, trouble: Trouble) => ({ type: 'failed', effect, trouble }) as const;
const prove: Effect = { type: 'prove', redemption, confirmLastTry: false };
const claimEffect: Effect = { type: 'claim', redemption, message: {} as never };
const authorise: Effect = { type: 'authorise', redemption };
const write: Effect = { type: 'write', redemption, authorisation: 'x' };
const network: Trouble = { from: 'network' };

describe('an undisturbed visit', () => {
  it('goes from the menu to the receipt in the order of the issue', () => {
    expect(playTo('receipt').phase).toBe('receipt');
    expect(Object.keys(STAGES)).toHaveLength(10);
  });
  it('sends the receipt as soon as the card has given it, and before anything else is asked', () => {
    const play = playTo('writing').put(
      { type: 'authorised', authorisation: 'x' },
      { type: 'written', evidence: 'w' },
    );
    expect(play.asked).toEqual(['write', 'flush', 'check']);
  });
  it('forgets everything typed when it is done, and when the receipt is put away', () => {
    const play = playTo('done');
    expect(play.effects).toContainEqual({ type: 'forget', what: 'all' });
    play.put(empty, { type: 'next' });
    expect(play.phase).toBe('menu');
    expect(play.effects).toContainEqual({ type: 'forget', what: 'all' });
    expect(play.state.visit).toBeNull();
  });
  it('calls for a card that is left behind, again and again', () => {
    const play = playTo('done').wait(30);
    expect(play.asked.filter((asked) => asked === 'sound')).toHaveLength(4);
  });
  it('warns of a signature certificate that has run out', () => {
    const play = playTo('writing').put(
      { type: 'authorised', authorisation: 'x' },
      { type: 'written', evidence: 'w' },
      { type: 'checked', validUntil: NOW - 1 },
    );
    expect(play.state.phase).toEqual({ name: 'done', certificate: 'expired' });
  });
  it('says on the receipt whether the service has it', () => {
    const play = playTo('receipt');
    expect(play.state.visit!.recorded).toBe(false);
    play.put({ type: 'flushed', taken: ['w'], waiting: 0, pending: 0 });
    expect(play.state.visit!.recorded).toBe(true);
  });
});

describe('the PIN', () => {
  it('is refused with the tries left, and the last try asks first', () => {
    const play = playTo('pin').put({ type: 'entered' }, failed(prove, card('pin-wrong', 2)));
    expect(play.state.phase).toMatchObject({ name: 'pin', wrong: true, guard: false });
    play.put({ type: 'entered' }, failed(prove, card('pin-wrong', 1)));
    expect(play.state.phase).toMatchObject({ guard: true });
    expect(play.put({ type: 'entered' }).asked).toEqual([]);
    play.put({ type: 'sure' }, { type: 'entered' });
    expect(play.effects).toContainEqual({ ...prove, confirmLastTry: true });
    play.put(failed(prove, card('pin-wrong', 0)));
    expect(play.state.phase).toEqual({ name: 'refused', trouble: card('pin-blocked', 0) });
  });
  it('is asked for on a card with one try left only after a warning', () => {
    const play = playTo('place-card').put(present, { type: 'opened', redemption }, {
      ...looked,
      userPinTries: 1,
    } as never);
    expect(play.state.phase).toMatchObject({ name: 'pin', guard: true });
  });
});

describe('refusals', () => {
  it.each<ProblemCode>([
    'no-reservation',
    'reservation-expired',
    'kiosk-closed',
    'kiosk-revoked',
    'certificate-revoked',
  ])('%s ends the visit with its own screen and gives the claim back', (code) => {
    const play = playTo('pin').put({ type: 'entered' }, proved, failed(claimEffect, service(code)));
    expect(play.state.phase).toEqual({ name: 'refused', trouble: service(code) });
    expect(play.asked).toContain('abort');
    expect(play.effects).toContainEqual({ type: 'forget', what: 'all' });
  });
  it('a kiosk that was revoked greets nobody after this person', () => {
    const play = playTo('pin').put(
      { type: 'entered' },
      proved,
      failed(claimEffect, service('kiosk-revoked')),
    );
    play.put({ type: 'cancel' }, empty);
    expect(play.state.phase).toEqual({ name: 'out-of-service', why: 'revoked' });
  });
  it('a reservation in use asks the card whether it is an unfinished visit of this person', () => {
    const play = playTo('pin').put(
      { type: 'entered' },
      proved,
      failed(claimEffect, service('reservation-in-use')),
    );
    expect(play.effects).toContainEqual({ type: 'settle', redemption, only: 'any' });
    play.put({
      type: 'settled',
      settled: { outcome: 'completed', completedAt: NOW - 60 },
      recorded: true,
      evidence: null,
    });
    expect(play.phase).toBe('done');
  });
  it('a visit is over when its hold on the reservation is, and not before', () => {
    const play = playTo('password');
    const type = (seconds: number) => {
      for (let passed = 0; passed < seconds; passed += 20) play.put({ type: 'touch' }).wait(20);
    };
    type(280);
    expect(play.phase).toBe('password');
    play.put({ type: 'renewed', leaseUntil: claim.leaseUntil + 300 });
    type(300);
    expect(play.phase).toBe('password');
    type(40);
    expect(play.state.phase).toMatchObject({ name: 'refused', trouble: { code: 'claim-lapsed' } });
  });
});

describe('the network', () => {
  const calls: [string, () => Play, Effect][] = [
    ['open', () => playTo('place-card').put(present), { type: 'open' }],
    ['claim', () => playTo('pin').put({ type: 'entered' }, proved), claimEffect],
    ['authorise', () => playTo('writing'), authorise],
  ];
  it.each(calls)('%s is made again by itself and by hand, and then goes on', (_name, play, effect) => {
    const kiosk = play().put(failed(effect, network));
    const { phase } = kiosk.state;
    expect(kiosk.state.outage).toMatchObject({ effect, tries: 1 });
    expect(kiosk.wait(3).effects).toContainEqual(effect);
    expect(kiosk.put({ type: 'retry' }).effects).toEqual([effect]);
    expect(kiosk.state.phase).toEqual(phase);
  });
  it.each(calls)('%s may be given up while it is down', (_name, play, effect) => {
    const kiosk = play().put(failed(effect, network), { type: 'cancel' });
    expect(kiosk.phase).toBe('take-card');
    expect(kiosk.effects).toContainEqual({ type: 'forget', what: 'all' });
  });
  it('offers receipts again while they wait, also in the middle of another visit', () => {
    const play = playTo('consent').put({ type: 'flushed', taken: [], waiting: 1, pending: 1 });
    expect(play.wait(12).asked.filter((asked) => asked === 'flush')).toHaveLength(3);
    expect(play.put({ type: 'online' }).asked).toEqual(['hear', 'flush']);
  });
});

describe('a card that is lifted', () => {
  it.each(['pin', 'found', 'password', 'confirm'] as const)(
    'at %s costs nothing: it is put back and goes on',
    (screen) => {
      const play = playTo(screen).put(empty);
      expect(play.phase).toBe('put-back');
      expect(play.effects).toContainEqual({ type: 'forget', what: 'all' });
      play.put(present, looked);
      expect(play.phase).toBe('pin');
    },
  );
  it('after a claim is proved again and keeps its reservation', () => {
    const play = playTo('password').put(empty, present, looked, { type: 'entered' }, proved);
    expect(play.phase).toBe('password');
    expect(play.asked).not.toContain('claim');
  });
  it('while a claim is on its way gives that claim back, as a fresh proof cannot repeat it', () => {
    const play = playTo('pin').put({ type: 'entered' }, proved, empty);
    expect(play.asked).toContain('abort');
    expect(play.put(present).asked).toEqual(['open']);
  });
  it('before the write begins is not a torn write; afterwards it is, and the card is asked', () => {
    expect(playTo('writing').put(failed(authorise, card('link-lost'))).phase).toBe('put-back');
    const torn = playTo('writing').put(
      { type: 'authorised', authorisation: 'x' },
      failed(write, card('link-lost')),
      empty,
    );
    expect(torn.state.phase).toMatchObject({ name: 'settling', because: 'torn' });
    expect(torn.put(present).effects).toEqual([{ type: 'settle', redemption, only: 'begun' }]);
    const after = torn.put({
      type: 'settled',
      settled: { outcome: 'completed', completedAt: NOW },
      recorded: true,
      evidence: null,
    });
    expect(after.phase).toBe('done');
  });
  it('and was not written says so', () => {
    const torn = playTo('writing').put(
      { type: 'authorised', authorisation: 'x' },
      failed(write, card('link-lost')),
    );
    torn.put({
      type: 'settled',
      settled: { outcome: 'not-reset', completedAt: null },
      recorded: true,
      evidence: null,
    });
    expect(torn.phase).toBe('not-reset');
    expect(torn.state.unsettled).toBe(false);
  });
  it('of somebody else settles nothing', () => {
    const torn = playTo('writing').put(
      { type: 'authorised', authorisation: 'x' },
      failed(write, card('link-lost')),
    );
    const settle: Effect = { type: 'settle', redemption, only: 'begun' };
    torn.put(failed(settle, { from: 'kiosk', code: 'another-card' }));
    expect(torn.state.phase).toMatchObject({ name: 'settling', another: true, asking: false });
  });
});

describe('a restart', () => {
  it('asks a card that lies there how the write ended', () => {
    const play = new Play().put(
      { type: 'started', thumbprint: 't', unsettled: true, waiting: 0 },
      present,
      ...STAGES.menu.slice(2),
    );
    expect(play.state.phase).toMatchObject({ name: 'settling', because: 'restart' });
    expect(play.effects).toContainEqual({ type: 'settle', redemption: null, only: 'begun' });
  });
  it('with no card there asks when that card comes', () => {
    const play = playTo('place-card').put(present, { type: 'opened', redemption }, {
      ...looked,
      unsettled: true,
    } as never);
    expect(play.state.phase).toMatchObject({ name: 'settling', because: 'restart' });
  });
});

describe('nobody there', () => {
  it.each(['consent', 'pin', 'found', 'password', 'confirm'] as const)(
    '%s counts down, and then wipes',
    (screen) => {
      const play = playTo(screen);
      play.wait(screen === 'pin' ? 60 : 90);
      expect(countdown(play.state)).toBe(30);
      play.put({ type: 'touch' });
      expect(countdown(play.state)).toBeNull();
      play.wait(screen === 'pin' ? 90 : 120);
      expect(play.effects).toContainEqual({ type: 'forget', what: 'all' });
      expect(play.state.visit).toBeNull();
      expect(play.phase).toBe(screen === 'consent' ? 'menu' : 'take-card');
      expect(play.asked.includes('abort')).toBe(screen !== 'consent' && screen !== 'pin');
    },
  );
  it('an answer to a visit that is over changes nothing in the next one', () => {
    const play = playTo('pin').put({ type: 'entered' }, proved);
    const late = { type: 'claimed', claim, epoch: play.state.epoch } as const;
    play.put(failed(claimEffect, network), { type: 'cancel' }, empty);
    play.put({ type: 'begin' }, { type: 'agree' }, present, { type: 'opened', redemption }, looked);
    expect(play.put(late).phase).toBe('pin');
    expect(play.put({ ...late, epoch: play.state.epoch } as Input).phase).toBe('found');
  });
});

import { describe, expect, it } from 'vitest';
import { reduce } from '../state.ts';
import { NOW, playTo, redemption } from '../test/play.ts';
import { authorise, card, claimEffect, failed, network, prove, service, write } from '../test/troubles.ts';
import type { Effect } from './effects.ts';
import { FAILURES, KINDS, type Kind, type Outcome, type Place } from './failure.ts';
import type { Trouble } from './trouble.ts';
import type { Phase, State, Step } from './types.ts';

const renew: Effect = { type: 'renew', redemption };
const settle: Effect = { type: 'settle', redemption, only: 'begun' };
const settling = { asking: true, another: false } as const;

/** Each place: the screen, and something that was asked for there. */
const PLACES: Record<Place, [Phase, Effect]> = {
  aside: [
    { name: 'writing', stage: 'write' },
    { type: 'flush', all: false },
  ],
  renewal: [{ name: 'password', refused: false }, renew],
  start: [{ name: 'starting' }, { type: 'start' }],
  enrolment: [
    { name: 'enrol', busy: true, trouble: null },
    { type: 'enrol', code: 'c' },
  ],
  starting: [{ name: 'starting' }, { type: 'open' }],
  enrol: [{ name: 'enrol', busy: true, trouble: null }, { type: 'open' }],
  pending: [{ name: 'pending' }, { type: 'open' }],
  'out-of-service': [{ name: 'out-of-service', why: 'offline' }, { type: 'open' }],
  menu: [{ name: 'menu' }, { type: 'open' }],
  'self-test': [{ name: 'self-test' }, { type: 'open' }],
  consent: [{ name: 'consent' }, { type: 'open' }],
  'place-card': [{ name: 'place-card', busy: true }, { type: 'open' }],
  pin: [{ name: 'pin', busy: true, wrong: false, guard: false }, claimEffect],
  found: [{ name: 'found' }, claimEffect],
  password: [{ name: 'password', refused: false }, claimEffect],
  confirm: [{ name: 'confirm', differsAt: null }, claimEffect],
  'put-back': [{ name: 'put-back', because: null, another: false }, claimEffect],
  'writing authorise': [{ name: 'writing', stage: 'authorise' }, authorise],
  'writing write': [{ name: 'writing', stage: 'write' }, authorise],
  'writing check': [{ name: 'writing', stage: 'check' }, authorise],
  settling: [{ name: 'settling', because: 'torn', ...settling }, settle],
  'settling doubt': [{ name: 'settling', because: 'reservation-in-use', ...settling }, settle],
  done: [{ name: 'done', certificate: 'valid' }, settle],
  'not-reset': [{ name: 'not-reset' }, settle],
  refused: [{ name: 'refused', trouble: network }, settle],
  'take-card': [{ name: 'take-card', unchanged: true, until: null }, settle],
  receipt: [{ name: 'receipt', certificate: 'valid' }, settle],
};

const TROUBLES: Record<Kind, Trouble> = {
  passing: network,
  link: card('link-lost'),
  reader: card('bridge-lost'),
  'another-card': { from: 'kiosk', code: 'another-card' },
  'reservation-in-use': service('reservation-in-use'),
  'reservation-ended': service('reservation-ended'),
  pin: card('pin-wrong', 2),
  'password-rule': card('password-rule'),
  'authorisation-refused': card('authorisation-refused'),
  storage: { from: 'kiosk', code: 'storage' },
  final: service('kiosk-closed'),
};

interface Cell {
  before: State;
  effect: Effect;
  trouble: Trouble;
}

/** What is seen of each outcome. */
const SEEN: Record<Outcome, (cell: Cell) => Partial<Phase> & { asked: string[] }> = {
  nothing: ({ before }) => ({ ...before.phase, asked: [] }),
  'ask again': ({ before }) => ({ ...before.phase, asked: [] }),
  refuse: ({ trouble }) => ({
    name: 'refused',
    trouble,
    asked: ['abort', 'forget', 'release-card', 'sound'],
  }),
  enrol: ({ trouble }) => ({ name: 'enrol', busy: false, trouble, asked: ['sound'] }),
  'type the PIN again': () => ({ name: 'pin', busy: false, wrong: true, asked: ['forget', 'sound'] }),
  'type the password again': () => ({ name: 'password', refused: true, asked: ['forget'] }),
  'authorise again': () => ({ name: 'writing', stage: 'authorise', asked: ['authorise'] }),
  'wait for the card': () => ({ name: 'place-card', busy: false, asked: ['release-card'] }),
  'put it back': ({ trouble }) => ({
    name: 'put-back',
    because: trouble,
    another: false,
    asked: ['forget', 'release-card', 'sound'],
  }),
  'put the first one back': () => ({ name: 'put-back', another: true, asked: ['release-card', 'sound'] }),
  'ask the card': () => ({ name: 'settling', because: 'torn', asked: ['forget', 'release-card'] }),
  'ask who uses it': () => ({
    name: 'settling',
    because: 'reservation-in-use',
    asked: ['forget', 'release-card'],
  }),
  'ask who used it': () => ({
    name: 'settling',
    because: 'reservation-ended',
    asked: ['forget', 'release-card'],
  }),
  'ask when it is back': () => ({ name: 'settling', asking: false, another: false, asked: [] }),
  'ask its own card': () => ({ name: 'settling', asking: false, another: true, asked: ['release-card'] }),
  'refuse as it was': () => ({
    name: 'refused',
    trouble: { ...service('reservation-in-use'), requestId: '' } as Trouble,
    asked: ['abort', 'forget', 'release-card', 'sound'],
  }),
  done: () => ({ name: 'receipt', certificate: 'unchecked', asked: ['forget', 'release-card', 'sound'] }),
};

const { state: claimed } = playTo('writing');
const fail = (phase: Phase, effect: Effect, trouble: Trouble): Cell & { step: Step } => {
  const before: State = { ...claimed, phase, reader: 'empty' };
  const event = { ...failed(effect, trouble), epoch: before.epoch };
  return { before, effect, trouble, step: reduce(before, event, NOW) };
};

describe.each(Object.keys(FAILURES) as Place[])('at %s', (place) => {
  it.each(KINDS)('%s comes to what the table says', (kind) => {
    const { step, ...cell } = fail(...PLACES[place], TROUBLES[kind]);
    const outcome: Outcome = FAILURES[place][kind];
    const asked = step.effects.map(({ type }) => type);
    expect({ ...step.state.phase, asked }).toMatchObject(SEEN[outcome](cell));
    expect(step.state.outage?.effect).toEqual(outcome === 'ask again' ? cell.effect : undefined);
  });
});

it('a write that may have begun ends by the word of the card alone, but for what the card refused before', () => {
  const otherwise = KINDS.filter((kind) => FAILURES['writing write'][kind] !== 'ask the card');
  expect(otherwise).toEqual(['password-rule', 'authorisation-refused', 'storage']);
});

it('what only the card was asked is never asked of it again unseen', () => {
  for (const effect of [prove, write]) {
    const { step } = fail({ name: 'pin', busy: true, wrong: false, guard: false }, effect, network);
    expect(step.state).toMatchObject({ phase: { name: 'refused' }, outage: null });
  }
});

it.each(['sound', 'print'] as const)('a %s that fails ends nobody’s visit', (type) => {
  const effect = { type, sound: 'key' } as Effect;
  const { before, step } = fail({ name: 'writing', stage: 'write' }, effect, {
    from: 'kiosk',
    code: 'fault',
  });
  expect(step).toEqual({ state: { ...before, now: NOW }, effects: [] });
});

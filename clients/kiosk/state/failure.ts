import type { ProblemCode } from '#schema/contract/problem.ts';
import type { Effect, EffectType } from './effects.ts';
import type { Event } from './events.ts';
import { refuse } from './leave.ts';
import { onPinTrouble } from './pin.ts';
import { anotherCard, pulled } from './put-back.ts';
import { onSettleTrouble, startSettling } from './settle.ts';
import { enter, stay } from './step.ts';
import { isLinkLoss, passes, type Trouble } from './trouble.ts';
import type { ServiceFacts, State, Step } from './types.ts';
import { onWriteTrouble } from './write.ts';

type Failed = Extract<Event, { type: 'failed' }>;

/** Seconds until a call that failed is made again: 2, 4, 8 … 30. */
const pause = (tries: number) => Math.min(30, 2 ** tries);

/** Something that was asked for did not work. */
export function onFailed(state: State, { effect, trouble }: Failed): Step {
  if (effect.type === 'abort' || effect.type === 'flush') return stay(state);
  if (effect.type === 'enrol') return onEnrolTrouble(state, trouble);
  if (effect.type === 'renew') return onRenewTrouble(state, trouble);
  if (isRepeatable(effect, trouble)) return suspend(state, effect, trouble);
  return onVisitTrouble(withStanding(state, trouble), effect, trouble);
}

/** What asks the service and can be asked again as it was. A write is never among them: after one only the card knows. */
const CALLS = new Set<EffectType>(['open', 'claim', 'authorise', 'settle']);

const isRepeatable = (effect: Effect, trouble: Trouble): boolean =>
  effect.type === 'start' || (CALLS.has(effect.type) && passes(trouble));

function onEnrolTrouble(state: State, trouble: Trouble): Step {
  return enter(state, { name: 'enrol', busy: false, trouble }, { type: 'sound', sound: 'error' });
}

/** A renewal that did not get through is tried again with the next tick that asks for one. */
const onRenewTrouble = (state: State, trouble: Trouble): Step =>
  passes(trouble) ? stay(state) : refuse(withStanding(state, trouble), trouble);

function suspend(state: State, effect: Effect, trouble: Trouble): Step {
  const tries = (state.outage?.tries ?? 0) + 1;
  const wait = trouble.from === 'service' && trouble.retryAfter ? trouble.retryAfter : pause(tries);
  return stay({ ...state, outage: { effect, trouble, tries, retryAt: state.now + wait } });
}

/** Makes the call again that an outage is about; the outage stays on screen until it got through. */
export function retryOutage(state: State): Step {
  const { outage } = state;
  if (!outage) return stay(state);
  const asked = { ...outage, retryAt: state.now + pause(outage.tries + 1) + 10 };
  return stay({ ...state, outage: asked }, outage.effect);
}

function onVisitTrouble(state: State, effect: Effect, trouble: Trouble): Step {
  const { phase } = state;
  if (phase.name === 'writing') return onWriteTrouble(state, phase, trouble);
  if (phase.name === 'settling') return onSettleTrouble(state, phase, trouble);
  if (is(trouble, 'another-card')) return anotherCard(state);
  if (is(trouble, 'reservation-in-use') && effect.type === 'claim') return startSettling(state, 'in-use');
  if (isLinkLoss(trouble)) return onLinkLoss(state, trouble);
  return (effect.type === 'prove' && onPinTrouble(state, trouble)) || refuse(state, trouble);
}

const is = (trouble: Trouble, code: string): boolean => 'code' in trouble && trouble.code === code;

/** While the card is only being looked at, lifting it costs nothing: the same screen waits for it again. */
function onLinkLoss(state: State, trouble: Trouble): Step {
  if (state.phase.name !== 'place-card' || state.reader === 'present') return pulled(state, trouble);
  return enter(state, { name: 'place-card', busy: false }, { type: 'release-card' });
}

const STANDING: Partial<Record<ProblemCode, ServiceFacts['standing']>> = {
  'kiosk-unknown': 'unknown',
  'kiosk-pending': 'pending',
  'kiosk-revoked': 'revoked',
};

/** A refusal of the kiosk itself is remembered: nobody is greeted after this one. */
function withStanding(state: State, trouble: Trouble): State {
  const standing = trouble.from === 'service' ? STANDING[trouble.code] : undefined;
  return standing ? { ...state, service: { ...state.service, standing } } : state;
}

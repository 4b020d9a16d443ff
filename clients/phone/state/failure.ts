import type { Effect } from './effects.ts';
import type { Event } from './events.ts';
import { onProveTrouble } from './hold.ts';
import { onCancelTrouble } from './receipt.ts';
import { onFaceTrouble } from './selfie.ts';
import { enter, refuse, stay } from './step.ts';
import { onLookTrouble } from './tap.ts';
import { passes, type ServiceTrouble, type Trouble } from './trouble.ts';
import type { Resume, State, Step } from './types.ts';

type Failed = Extract<Event, { type: 'failed' }>;

type Answer = (state: State, trouble: Trouble) => Step;

const onSessionTrouble: Answer = (state, trouble) =>
  trouble.from === 'service' ? onServiceTrouble(state, trouble) : refuse(state, trouble, 'tap');

const answers: Partial<Record<Effect['type'], Answer>> = {
  look: onLookTrouble,
  prove: onProveTrouble,
  'open-session': onSessionTrouble,
  present: onSessionTrouble,
  challenge: onFaceTrouble,
  reserve: onFaceTrouble,
  cancel: onCancelTrouble,
};

/** Something that was asked for did not work. */
export function onFailed(state: State, { effect, trouble }: Failed): Step {
  if (passes(trouble)) return suspend(state, effect, trouble);
  return answers[effect.type]?.(state, trouble) ?? stay(state);
}

/** Without an answer nothing is lost: the same call can be made again. */
function suspend(state: State, effect: Effect, trouble: Trouble): Step {
  // Asked ahead of time: the screen that needs the answer asks again.
  if (effect.type === 'ask-service' && state.phase.name !== 'check') return stay(state);
  const wait = trouble.from === 'service' ? (trouble.retryAfter ?? 2) : 0;
  return stay({ ...state, outage: { effect, trouble, retryAt: state.now + wait } });
}

/** Makes the call again that an outage is about. */
export function retryOutage(state: State): Step {
  const { outage } = state;
  if (!outage || state.now < outage.retryAt) return stay(state);
  return stay({ ...state, outage: null }, outage.effect);
}

const RESUMES: Partial<Record<ServiceTrouble['code'], Resume>> = {
  'phone-closed': 'check',
  'card-not-accepted': 'tap',
  'token-refused': 'tap',
  'token-used': 'tap',
  'reservation-in-use': 'tap',
  'face-attempts-paused': 'tap',
  'malformed-request': 'tap',
};

/** What the service says of the session or the card. */
function onServiceTrouble(state: State, trouble: ServiceTrouble): Step {
  if (trouble.code === 'consent-outdated')
    return enter(state, { name: 'consent', outdated: true }, { type: 'ask-service' });
  return refuse(state, trouble, RESUMES[trouble.code] ?? null);
}

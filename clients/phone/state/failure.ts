import type { Effect } from './effects.ts';
import type { Event } from './events.ts';
import { onProveTrouble } from './hold.ts';
import { onCancelTrouble } from './receipt.ts';
import { onRenewTrouble } from './reading.ts';
import { onFaceTrouble } from './selfie.ts';
import { goOn } from './resume.ts';
import { enter, leave, mustWait, refuse, stay, suspend, type Answers } from './step.ts';
import { onLookTrouble } from './tap.ts';
import { passes, type ServiceTrouble, type Trouble } from './trouble.ts';
import type { Resume, State, Step } from './types.ts';

type Failed = Extract<Event, { type: 'failed' }>;

type Answer = (state: State, trouble: Trouble) => Step;

const onSessionTrouble: Answer = (state, trouble) =>
  trouble.from === 'service' ? onServiceTrouble(state, trouble) : refuse(state, trouble, 'tap');

/** Before the person goes on, the answer is what the screen is about. */
const onServiceUnknown: Answer = (state, trouble) =>
  state.phase.name === 'check' || (state.phase.name === 'consent' && !state.service)
    ? refuse(state, trouble, 'check')
    : stay(state);

const answers: Partial<Record<Effect['type'], Answer>> = {
  start: (state) => refuse(state, { from: 'phone', code: 'not-started' }),
  'ask-service': onServiceUnknown,
  look: onLookTrouble,
  prove: onProveTrouble,
  'open-session': onSessionTrouble,
  present: onSessionTrouble,
  challenge: onFaceTrouble,
  reserve: onFaceTrouble,
  renew: onRenewTrouble,
  cancel: onCancelTrouble,
};

/** Something that was asked for did not work. */
export function onFailed(state: State, { effect, trouble }: Failed): Step {
  if (passes(trouble) && !isAhead(state, effect)) return suspend(state, effect, trouble);
  if (passes(trouble) && effect.type !== 'renew') return stay(state);
  return answers[effect.type]?.(state, trouble) ?? stay(state);
}

/** Asked ahead of time: the screen that needs the answer asks again. */
const isAhead = ({ phase }: State, { type }: Effect): boolean =>
  (type === 'ask-service' && phase.name !== 'check' && phase.name !== 'consent') ||
  (type === 'renew' && !isAsking(phase));

const isAsking = (phase: State['phase']) => phase.name === 'selfie' && phase.stage === 'asking';

const RESUMES: Partial<Record<ServiceTrouble['code'], Resume>> = {
  'phone-closed': 'check',
  'card-not-accepted': 'tap',
  'token-refused': 'tap',
  'token-used': 'tap',
  'reservation-in-use': 'tap',
  'face-attempts-paused': 'tap',
  'challenges-paused': 'tap',
};

/** What the service says of the session or the card. */
function onServiceTrouble(state: State, trouble: ServiceTrouble): Step {
  if (trouble.code === 'consent-outdated')
    return enter(
      { ...state, agreed: null },
      { name: 'consent', outdated: true },
      {
        type: 'ask-service',
      },
    );
  return refuse(state, trouble, RESUMES[trouble.code] ?? null);
}

export const onRefused: Answers<'refused'> = {
  retry: (state, { resume }) => (resume && !mustWait(state) ? goOn(state, resume) : stay(state)),
  back: (state) => leave(state),
  leave: (state) => leave(state),
};

import type { Effect } from './effects.ts';
import type { Event } from './events.ts';
import { onProveTrouble } from './hold.ts';
import { onCancelTrouble } from './receipt.ts';
import { onFaceTrouble } from './selfie.ts';
import { enter, leave, mustWait, refuse, stay, suspend, type Answers } from './step.ts';
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
  if (passes(trouble)) return isAhead(state, effect) ? stay(state) : suspend(state, effect, trouble);
  return answers[effect.type]?.(state, trouble) ?? stay(state);
}

/** Asked ahead of time: the screen that needs the answer asks again. */
const isAhead = ({ phase }: State, { type }: Effect): boolean =>
  type === 'ask-service' && phase.name !== 'check';

const RESUMES: Partial<Record<ServiceTrouble['code'], Resume>> = {
  'phone-closed': 'check',
  'card-not-accepted': 'tap',
  'token-refused': 'tap',
  'token-used': 'tap',
  'reservation-in-use': 'tap',
  'face-attempts-paused': 'tap',
  'challenges-paused': 'tap',
  'malformed-request': 'tap',
};

/** What the service says of the session or the card. */
function onServiceTrouble(state: State, trouble: ServiceTrouble): Step {
  if (trouble.code === 'consent-outdated')
    return enter(state, { name: 'consent', outdated: true }, { type: 'ask-service' });
  return refuse(state, trouble, RESUMES[trouble.code] ?? null);
}

export const onRefused: Answers<'refused'> = {
  retry: (state, { resume }) => (resume && !mustWait(state) ? goOn(state, resume) : stay(state)),
  back: (state) => leave(state),
  leave: (state) => leave(state),
};

function goOn(state: State, resume: Resume): Step {
  switch (resume) {
    case 'consent':
      return enter(state, { name: 'consent', outdated: true }, { type: 'ask-service' });
    case 'check':
      return enter(state, { name: 'check' }, { type: 'ask-service' });
    case 'tap':
      return enter(state, { name: 'tap', busy: false, trouble: null });
  }
}

import { isRetryDue } from '#clients/journey/machine.ts';
import { callForCard, readerGone } from './card-left.ts';
import { usualOf } from './headphones.ts';
import { followFacts, goHome } from './home.ts';
import { leave, refuse } from './leave.ts';
import { RENEW_EVERY } from './pin.ts';
import { reloadDue } from './restart.ts';
import { andThen, isHome, retryOutage, stay, withVisit } from './step.ts';
import type { PhaseName, State, Step } from './types.ts';

interface Patience {
  /** Seconds without a touch before the countdown shows. */
  quiet: number;
  /** Seconds of countdown, in which one touch is enough to go on. */
  countdown: number;
}

/** How long each screen waits for somebody. Screens that are not listed wait for the card or the service. */
const PATIENCE: Partial<Record<PhaseName, Patience>> = {
  'self-test': { quiet: 120, countdown: 30 },
  consent: { quiet: 90, countdown: 30 },
  'place-card': { quiet: 60, countdown: 30 },
  pin: { quiet: 60, countdown: 30 },
  found: { quiet: 90, countdown: 30 },
  password: { quiet: 90, countdown: 30 },
  confirm: { quiet: 90, countdown: 30 },
  'put-back': { quiet: 15, countdown: 45 },
  settling: { quiet: 60, countdown: 60 },
  'not-reset': { quiet: 60, countdown: 30 },
  refused: { quiet: 45, countdown: 30 },
  // Long enough to be read, and written down.
  receipt: { quiet: 45, countdown: 15 },
};
/** An authorisation that cannot be asked for: the network is down and the person may be gone. */
const WRITING_PATIENCE: Patience = { quiet: 60, countdown: 30 };

/** Who has taken the card after a refusal goes; every touch gives the screen to somebody who still reads. */
const TAKEN_PATIENCE: Patience = { quiet: 8, countdown: 7 };

/** Said to somebody who goes. */
const GOING_PATIENCE: Patience = { quiet: 0, countdown: 8 };

/** Screens that count down by themselves, without asking whether somebody is there. */
export const ENDS_BY_ITSELF = new Set<PhaseName>(['receipt', 'take-card']);

function patienceOf({ phase, outage, card, since }: State): Patience | undefined {
  if (phase.name === 'writing') return phase.stage === 'authorise' && outage ? WRITING_PATIENCE : undefined;
  if (phase.name === 'refused' && card.takenAt > since) return TAKEN_PATIENCE;
  if (phase.name === 'take-card' && !card.lies) return GOING_PATIENCE;
  return PATIENCE[phase.name];
}

/** Seconds left of the countdown; null while there is none. */
export function countdown(state: State): number | null {
  const patience = patienceOf(state);
  if (!patience) return null;
  const { name } = state.phase;
  const heard = name === 'refused' ? Math.max(state.touchedAt, state.card.takenAt) : state.touchedAt;
  const left = heard + patience.quiet + patience.countdown - state.now;
  return left > patience.countdown ? null : Math.max(0, Math.ceil(left));
}

/** A second has passed. */
export function onTick(state: State): Step {
  const steps = [
    followFacts,
    askAgain,
    retryDue,
    flushDue,
    renewDue,
    visitOver,
    warn,
    idleOver,
    callForCard,
    readerGone,
    resetSettings,
    reloadDue,
  ];
  return steps.reduce<Step>((step, next) => andThen(step, next), stay(state));
}

/** Seconds in which an answer must come before it is asked for again. */
const ANSWER_TIME = 60;

function askAgain(state: State): Step {
  const due = isHome(state) && state.phase.name !== 'starting' && state.now >= state.service.askAt;
  if (!due) return stay(state);
  const service = { ...state.service, askAt: state.now + ANSWER_TIME };
  return stay({ ...state, service }, { type: 'hear' });
}

const retryDue = (state: State): Step => (isRetryDue(state) ? retryOutage(state) : stay(state));

/** Seconds between looks into the outbox while something waits there; each piece has its own pace beside that. */
const FLUSH_EVERY = 5;

function flushDue(state: State): Step {
  if (state.pending === 0 || state.now < state.flushAt) return stay(state);
  return stay({ ...state, flushAt: state.now + FLUSH_EVERY }, { type: 'flush', all: false });
}

const TYPING = new Set<PhaseName>(['pin', 'found', 'password', 'confirm', 'put-back']);

function renewDue(state: State): Step {
  const { visit, phase, now } = state;
  if (!visit?.claim || !TYPING.has(phase.name) || now < visit.renewAt) return stay(state);
  const renewed = withVisit(state, { renewAt: now + RENEW_EVERY });
  return stay(renewed, { type: 'renew', redemption: visit.redemption! });
}

/** The time to claim has run out, or the claim itself: nothing this visit could still ask for would be granted. */
function visitOver(state: State): Step {
  const { visit } = state;
  const until = visit?.claim ? visit.leaseUntil : visit?.redemption?.expiresAt;
  const over = until !== undefined && until <= state.now + state.service.skew;
  if (!over || !TYPING.has(state.phase.name)) return stay(state);
  return refuse(state, { from: 'service', code: 'claim-lapsed', retryAfter: null, requestId: '' });
}

/** The warning is heard once: who looks away does not see a countdown. */
function warn(state: State): Step {
  const silent = ENDS_BY_ITSELF.has(state.phase.name) || countdown(state) === null;
  if (silent || state.warnedFor === state.touchedAt) return stay(state);
  return stay({ ...state, warnedFor: state.touchedAt }, { type: 'sound', sound: 'prompt' });
}

function idleOver(state: State): Step {
  if (countdown(state) !== 0) return stay(state);
  const { name } = state.phase;
  if (ENDS_BY_ITSELF.has(name) || name === 'self-test') return goHome(state);
  return leave(state, name === 'put-back' || name === 'settling' ? 'card-removed' : 'idle');
}

/** Seconds after which a language or layout chosen on an idle screen is nobody's any more. */
const SETTINGS_LIFE = 60;

function resetSettings(state: State): Step {
  const keep = !isHome(state) || state.now < state.touchedAt + SETTINGS_LIFE;
  return stay(keep ? state : { ...state, settings: usualOf(state) });
}

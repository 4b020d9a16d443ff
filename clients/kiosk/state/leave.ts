import type { AbortReason, Effect } from './effects.ts';
import { goHome } from './home.ts';
import { andThen, enter, stay, withNewVisit, withVisit, type Answers } from './step.ts';
import type { ProblemCode } from '#schema/contract/problem.ts';
import type { Trouble } from './trouble.ts';
import type { CertificateStanding, CertificateVerdict, Phase, PhaseName, State, Step } from './types.ts';

/** Gives the reservation back if this visit holds it, or may. */
export function giveBack({ visit }: State, reason: AbortReason): Effect[] {
  return visit?.claimAsked && visit.redemption
    ? [{ type: 'abort', redemption: visit.redemption, reason }]
    : [];
}

/** Screens before the first write, and that after a card which said that there was none. */
const UNCHANGED = new Set<PhaseName>([
  'pin',
  'found',
  'password',
  'confirm',
  'writing',
  'put-back',
  'not-reset',
]);

/** Ends a visit before its purpose was reached. */
export function leave(state: State, reason: AbortReason): Step {
  const back = giveBack(state, reason);
  const unchanged = UNCHANGED.has(state.phase.name);
  const until = unchanged ? (state.visit?.claim?.expiresAt ?? null) : null;
  if (state.reader !== 'present' && until === null) return andThen({ state, effects: back }, goHome);
  const gone = withNewVisit(state, null);
  return enter(gone, { name: 'take-card', unchanged, until }, ...back, ...forgetAll, {
    type: 'sound',
    sound: 'prompt',
  });
}

const forgetAll: Effect[] = [{ type: 'forget', what: 'all' }, { type: 'release-card' }];

/** Ends a visit with the reason on screen. The claim goes back unless it is already gone. */
export function refuse(state: State, trouble: Trouble): Step {
  const back = giveBack(state, reasonOf(trouble));
  const over = withNewVisit(state, null);
  const claim = isOver(trouble) ? null : state.visit?.claim;
  const refused = { name: 'refused', trouble, ...(claim && { keptUntil: claim.expiresAt }) } as const;
  return enter(over, refused, ...back, ...forgetAll, { type: 'sound', sound: 'error' });
}

/** Refusals that say themselves that there is no reservation any more. */
const OVER = new Set<ProblemCode>(['no-reservation', 'reservation-expired', 'reservation-ended']);
const isOver = (trouble: Trouble) => trouble.from === 'service' && OVER.has(trouble.code);

const reasonOf = ({ from }: Trouble): AbortReason =>
  from === 'card' || from === 'precheck' ? 'card-fault' : 'kiosk-fault';

/** The password is set: say so, and have the card taken. */
export function finish(state: State, certificate: CertificateVerdict): Step {
  const name = state.reader === 'present' ? 'done' : 'receipt';
  return enter(state, { name, certificate }, ...forgetAll, { type: 'sound', sound: 'success' });
}

/** Once the service knows of the reset, it is asked whether a certificate that has not expired still stands. */
export function askCertificate(state: State): Step {
  const { visit, phase } = state;
  const unasked = 'certificate' in phase && phase.certificate === 'valid' && visit?.recorded;
  if (!unasked || !visit.named || !visit.redemption) return stay(state);
  const { named, redemption } = visit;
  return stay(withVisit(state, { named: null }), { type: 'ask-certificate', redemption, named });
}

type Ended = Extract<Phase, { certificate: CertificateVerdict }>;

/** What it says is told on the screen of the moment; a certificate that does not stand is heard of too. */
const onStanding = (state: State, phase: Ended, { standing }: { standing: CertificateStanding }): Step => {
  if (standing === 'unknown') return stay(state);
  const told: State = { ...state, phase: { ...phase, certificate: standing } };
  return standing === 'good' ? stay(told) : stay(told, { type: 'sound', sound: 'error' });
};

/** The card was taken, as far as anybody can say. Until when the reservation stands may be read for a moment longer. */
export function finishTaken(state: State): Step {
  const { phase } = state;
  if (phase.name === 'done') return enter(state, { name: 'receipt', certificate: phase.certificate });
  return phase.name === 'take-card' && phase.until !== null
    ? stay({ ...state, touchedAt: state.now })
    : goHome(state);
}

/** A reader that is lost says nothing of the card. */
const onceTaken = (state: State): Step => (state.reader === 'empty' ? finishTaken(state) : stay(state));

export const onDone: Answers<'done'> = { reader: onceTaken, standing: onStanding };

/** The card was taken: nothing is left to do here. */
export const homeOnceTaken = (state: State): Step =>
  state.reader === 'present' ? stay(state) : goHome(state);

export const onTakeCard: Answers<'take-card'> = {
  reader: onceTaken,
  next: (state) => (state.card.lies ? stay(state) : goHome(state)),
};

export const onReceipt: Answers<'receipt'> = {
  standing: onStanding,
  print: (state) => stay(state, { type: 'print' }),
  next: goHome,
};

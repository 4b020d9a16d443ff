import { usualOf } from './headphones.ts';
import { isOutdated } from './restart.ts';
import { enter, isHome, stay, withNewVisit } from './step.ts';
import type { Opening } from '#schema/contract/service.ts';
import type { ReaderState } from '#clients/card/reader.ts';
import type { OutOfService, Phase, State, Step } from './types.ts';

const READER_OUT: Partial<Record<ReaderState, OutOfService>> = {
  unpaired: 'unpaired',
  'bridge-lost': 'bridge',
  'bridge-refused': 'bridge',
  'reader-lost': 'reader',
};

/** Where the kiosk stands while nobody uses it. */
export function homePhase(state: State): Phase {
  const { standing } = state.service;
  if (standing === 'unknown')
    return state.phase.name === 'enrol' ? state.phase : { name: 'enrol', busy: false, trouble: null };
  if (standing === 'pending') return { name: 'pending' };
  const why = outOfService(state);
  if (why) return { name: 'out-of-service', why };
  return standing === 'unasked' || state.reader === 'unknown' ? { name: 'starting' } : { name: 'menu' };
}

function outOfService(state: State): OutOfService | null {
  const { service, reader } = state;
  if (service.standing === 'suspended' || service.standing === 'revoked') return service.standing;
  if (service.online === false) return 'offline';
  const closed = closedFor(state);
  if (closed) return closed;
  if (isOutdated(state)) return 'outdated';
  return READER_OUT[reader] ?? null;
}

function closedFor({ service, now }: State): OutOfService | null {
  const opening = service.kiosk?.opening;
  if (!opening || isOpen(opening, now + service.skew)) return null;
  if (opening.reason === 'closed-day') return 'closed-day';
  return opening.reason === 'maintenance' || opening.reason === 'emergency' ? 'maintenance' : 'closed';
}

/** What the service said holds until the time it named; then the opposite does, until it was asked again. */
const isOpen = ({ open, until }: Opening, serverNow: number): boolean =>
  until !== null && until <= serverNow ? !open : open;

/** The last person's traces go: secrets, card, choices. */
export function goHome(state: State): Step {
  const cleared: State = { ...withNewVisit(state, null), settings: usualOf(state) };
  return enter(cleared, homePhase(cleared), { type: 'forget', what: 'all' }, { type: 'release-card' });
}

/** After a fact about service or reader changed: the idle screen follows it; a visit is not disturbed. */
export function followFacts(state: State): Step {
  if (!isHome(state)) return stay(state);
  const phase = homePhase(state);
  return samePhase(phase, state.phase) ? stay(state) : enter(state, phase);
}

const samePhase = (a: Phase, b: Phase) =>
  a.name === b.name && (a.name !== 'out-of-service' || a.why === (b as typeof a).why);

import type { ChainedEvent } from '#schema/contract/audit-chain.ts';
import type { KioskState } from '#schema/contract/kiosk.ts';
import type { AuditKind, OperatorKind } from './audit.ts';
import { KIOSK_MOVES, type KioskMove } from './fleet.ts';
import { RESERVATION_LIFE, type Reservation } from './reservation.ts';
import { factsOf, STEPS, type Detail, type Step } from './retake.ts';

/** What cannot have happened as the trail tells it. */
export type ReplayFault =
  | 'foreign'
  | 'unknown-kind'
  | 'illegal-transition'
  | 'version-skipped'
  | 'other-card'
  | 'kiosk-illegal'
  | 'tries-illegal'
  | 'closure-illegal';

/**
 * A reservation by the trail alone: what names card and ticket is empty, the commitment stands for both. `began` is the
 * event it began with.
 */
export type Replayed = Reservation & { commitment: string | null; began: number };

/** A kiosk by the trail; `thumbprint` is null when it was enrolled before the trail begins. */
export interface ReplayedKiosk {
  state: KioskState;
  thumbprint: string | null;
}

/**
 * Charges that stand, by their ids; `blockedUntil` is null once one was given back: then the pause is not in the trail.
 * `began` is the event of the first.
 */
export interface ReplayedTries {
  began: number;
  charges: Set<string>;
  blockedUntil: number | null;
}

/** The service as the events so far tell it. */
export interface Replay {
  reservations: Map<string, Replayed>;
  /** Versions of reservations that began before the trail does. */
  earlier: Map<string, number>;
  kiosks: Map<string, ReplayedKiosk>;
  /** Planned closures, each by its event's detail; null where only its end is told. */
  closures: Map<string, Detail | null>;
  /** Face tries that stand against a card, by its commitment. */
  tries: Map<string, ReplayedTries>;
  /** Last event taken. */
  last: number;
}

/** An event with its detail read. */
interface Told extends ChainedEvent {
  facts: Detail;
}

/** The state before the first event. */
export const emptyReplay = (): Replay => ({
  reservations: new Map(),
  earlier: new Map(),
  kiosks: new Map(),
  closures: new Map(),
  tries: new Map(),
  last: 0,
});

/**
 * Takes the next event with the domain's own machine; answers what is impossible about it.
 * @param whole the trail is whole from its first event on, so that nothing can have begun before it
 */
export function replayEvent(replay: Replay, event: ChainedEvent, whole: boolean): ReplayFault | null {
  replay.last = event.seq;
  const take = HANDLERS[event.kind as keyof typeof HANDLERS];
  if (!take || !Object.hasOwn(HANDLERS, event.kind)) return 'unknown-kind';
  // One without a code is nobody's, sealed or not.
  if (event.foreign === 1 || event.mac === null) return 'foreign';
  const facts = factsOf(event.detail);
  return facts ? take(replay, { ...event, facts }, whole) : 'illegal-transition';
}

type Handler = (replay: Replay, event: Told, whole: boolean) => ReplayFault | null;
const changed =
  (step: Step): Handler =>
  (replay, event, whole) => {
    const id = event.reservationId ?? '';
    const before = replay.reservations.get(id);
    const version = Number(event.facts['version']);
    if (!before) return whole ? 'illegal-transition' : followed(replay, id, version);
    if (version !== before.version + 1) return 'version-skipped';
    if (event.commitment !== before.commitment) return 'other-card';
    const after = step(before, event.kioskId ?? '', event.at);
    if (!after.ok || (after.value.event.kioskId ?? null) !== event.kioskId) return 'illegal-transition';
    const { commitment, began } = before;
    replay.reservations.set(id, { ...after.value.next, commitment, began });
    return null;
  };

/** Of a reservation whose beginning is not in the trail, only that its versions are dense can be said. */
function followed({ earlier }: Replay, id: string, version: number): ReplayFault | null {
  const before = earlier.get(id);
  earlier.set(id, version);
  return before === undefined || version === before + 1 ? null : 'version-skipped';
}

const begun: Handler = (replay, { seq: began, reservationId, at, commitment, facts }) => {
  replay.tries.delete(String(facts['cleared']));
  if (reservationId === null || replay.reservations.has(reservationId) || replay.earlier.has(reservationId))
    return 'illegal-transition';
  const unnamed = { certId: '', chipId: '', salt: '', ticket: '', ticketHash: '', support: null };
  const free = { state: 'reserved', version: 1, lease: null, authorisedAt: null, endedAt: null } as const;
  const span = { createdAt: at, expiresAt: at + RESERVATION_LIFE };
  replay.reservations.set(reservationId, {
    id: reservationId,
    ...unnamed,
    ...free,
    ...span,
    commitment,
    began,
  });
  return null;
};

const kiosk =
  (from: readonly (ReplayedKiosk['state'] | undefined)[], state: ReplayedKiosk['state']): Handler =>
  (replay, { kioskId, facts }, whole) => {
    const before = kioskId === null ? undefined : replay.kiosks.get(kioskId);
    const possible = from.includes(before?.state) || (!before && !whole);
    if (kioskId === null || !possible) return 'kiosk-illegal';
    const thumbprint = before ? before.thumbprint : ((facts['thumbprint'] as string | undefined) ?? null);
    replay.kiosks.set(kioskId, { state, thumbprint });
    return null;
  };

const moved = ({ from, to }: KioskMove): Handler => kiosk(from, to);

const charged: Handler = ({ tries }, { seq, commitment, facts }) => {
  const { charges, began } = tries.get(commitment ?? '') ?? { charges: new Set<string>(), began: seq };
  const id = String(facts['charge']);
  if (commitment === null || charges.has(id)) return 'tries-illegal';
  tries.set(commitment, { began, charges: charges.add(id), blockedUntil: Number(facts['blockedUntil']) });
  return null;
};

const givenBack: Handler = ({ tries }, { commitment, facts }, whole) => {
  const standing = tries.get(commitment ?? '');
  if (!standing?.charges.delete(String(facts['charge']))) return whole ? 'tries-illegal' : null;
  standing.blockedUntil = null;
  return null;
};

const planned: Handler = ({ closures }, { facts }) => {
  const id = String(facts['id']);
  if (closures.has(id)) return 'closure-illegal';
  closures.set(id, facts);
  return null;
};

const removed: Handler = ({ closures }, { facts }, whole) => {
  const id = String(facts['id']);
  if (whole && !closures.get(id)) return 'closure-illegal';
  closures.set(id, null);
  return null;
};

/**
 * The database was put back to a copy that knew events up to `copy`, and everything up to `head` was taken again, but for
 * what cannot be: reservations and counts of tries that began in between.
 */
const restored: Handler = ({ reservations, tries }, { facts }) => {
  const [copy, head] = [Number(facts['copy']), Number(facts['head'])];
  for (const known of [reservations, tries])
    for (const [id, { began }] of known as Map<string, { began: number }>)
      if (began > copy && began <= head) known.delete(id);
  return null;
};

const HANDLERS: Record<AuditKind | OperatorKind, Handler> = {
  'reservation-reserved': begun,
  'reservation-superseded': changed(STEPS['reservation-superseded']),
  'reservation-cancelled': changed(STEPS['reservation-cancelled']),
  'reservation-claimed': changed(STEPS['reservation-claimed']),
  'reservation-renewed': changed(STEPS['reservation-renewed']),
  'reservation-authorised': changed(STEPS['reservation-authorised']),
  'reservation-released': changed(STEPS['reservation-released']),
  'reservation-completed': changed(STEPS['reservation-completed']),
  // The reservation had gone: there is no row to hold it against.
  'completion-without-row': () => null,
  'database-restored': restored,
  'try-charged': charged,
  'try-given-back': givenBack,
  'kiosk-offered': kiosk([undefined], 'pending'),
  'kiosk-code-issued': () => null,
  'kiosk-confirmed': moved(KIOSK_MOVES.confirm),
  'kiosk-suspended': moved(KIOSK_MOVES.suspend),
  'kiosk-resumed': moved(KIOSK_MOVES.resume),
  'kiosk-revoked': moved(KIOSK_MOVES.revoke),
  // What it is called and where it stands decides nothing.
  'kiosk-labelled': () => null,
  'kiosk-hours': () => null,
  'maintenance-planned': planned,
  'maintenance-removed': removed,
};

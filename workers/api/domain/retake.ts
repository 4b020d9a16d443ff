import type { ChainedEvent } from '#schema/contract/audit-chain.ts';
import type { AuditKind } from './audit.ts';
import {
  authorise,
  cancel,
  claim,
  complete,
  release,
  renew,
  supersede,
  type Change,
  type Reservation,
} from './reservation.ts';
import type { Result } from './result.ts';

/** What an event says besides its subject. */
export type Detail = Readonly<Record<string, unknown>>;

/** A visit is known here by its kiosk: at most one lease is in force. */
export type Step = (before: Reservation, kioskId: string, at: number) => Result<Change>;

/** What the events of a reservation do to it, by the domain's own machine. */
export const STEPS = {
  'reservation-superseded': (before, _, at) => supersede(before, at),
  'reservation-cancelled': (before, _, at) => cancel(before, at),
  'reservation-claimed': (before, kioskId, at) => claim(before, kioskId, kioskId, at),
  'reservation-renewed': renew,
  'reservation-authorised': authorise,
  'reservation-released': release,
  'reservation-completed': (before, _, at) => complete(before, at),
} as const satisfies Partial<Record<AuditKind, Step>>;

/**
 * Takes an event once more on a reservation that has forgotten it, as a restored one has. Null when the event is not of a
 * reservation or not its next. What is not in the trail, which visit it was, is named by its kiosk.
 */
export function retake(before: Reservation, event: ChainedEvent): Change | null {
  if (!Object.hasOwn(STEPS, event.kind)) return null;
  const kind = event.kind as keyof typeof STEPS;
  if (factsOf(event.detail)?.['version'] !== before.version + 1) return null;
  const kioskId = event.kioskId ?? '';
  const holder = kind === 'reservation-claimed' ? kioskId : (before.lease?.redemptionId ?? kioskId);
  const step: Step = STEPS[kind];
  const after = step(before, holder, event.at);
  return after.ok ? after.value : null;
}

/** Null when it is not a JSON object. */
export function factsOf(detail: string): Detail | null {
  try {
    const facts: unknown = JSON.parse(detail);
    return typeof facts === 'object' && facts !== null ? (facts as Detail) : null;
  } catch {
    return null;
  }
}

import type { AbortReply } from '#schema/contract/redemption.ts';
import { leaseAt, release, renew } from '../domain/reservation.ts';
import { ok, refused, type Result } from '../domain/result.ts';
import type { Call, PayloadOf } from '../ports/index.ts';
import { decideVisit, visitOf, type Deciding } from './visit.ts';

const ground = { kiosk: 'active' } as const;

/** Lengthens the lease while the person types. */
export function renewLease(
  ports: Deciding,
  payload: PayloadOf['redemption'],
  call: Call,
): Promise<Result<{ leaseUntil: number }>> {
  return decideVisit(ports, { asked: { visit: visitOf(payload) }, ground, call }, async ({ visit, held }) => {
    if (!visit) return refused('claim-lapsed', 'never-claimed');
    if (!held) return refused('no-reservation', 'unknown-id');
    const change = renew(held, payload.jti, call.now);
    if (!change.ok) return change;
    return ok({
      change: change.value,
      answer: () => ({ leaseUntil: change.value.next.lease!.leaseUntil }),
    });
  });
}

const RELEASED: AbortReply = { outcome: 'released', leaseUntil: null };

/** Gives the reservation back. Once an authorisation is out only the lease frees it, and the answer says when. */
export function abort(
  ports: Deciding,
  payload: PayloadOf['redemption'],
  call: Call,
): Promise<Result<AbortReply>> {
  return decideVisit(ports, { asked: { visit: visitOf(payload) }, ground, call }, async ({ visit, held }) => {
    if (!visit) return ok({ change: null, answer: () => RELEASED });
    if (!held) return refused('no-reservation', 'unknown-id');
    const change = release(held, payload.jti, call.now);
    if (change.ok) return ok({ change: change.value, answer: () => RELEASED });
    const { code } = change.failure;
    if (code === 'claim-lapsed') return ok({ change: null, answer: () => RELEASED });
    if (code !== 'reservation-in-use') return change;
    const leaseUntil = leaseAt(held, call.now)?.leaseUntil ?? null;
    return ok({ change: null, answer: () => ({ outcome: 'leased' as const, leaseUntil }) });
  });
}

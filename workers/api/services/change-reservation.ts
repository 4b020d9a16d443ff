import { failure } from '../domain/failure.ts';
import type { Change, Reservation } from '../domain/reservation.ts';
import { ok, refused, type Result } from '../domain/result.ts';
import type { Ports, Proof, Redemption } from '../ports/index.ts';

/** A change lost to another one is decided anew on the row as it then stands; this often at most. */
const ROUNDS = 3;

/**
 * Reads a reservation, has the domain decide, and stores the change if nobody else changed the row meanwhile.
 * @returns the reservation after the change, or the domain's refusal.
 */
export async function changeReservation(
  ports: Ports,
  id: string,
  proof: Proof,
  decide: (current: Reservation) => Result<Change>,
  redemption?: Redemption,
): Promise<Result<Reservation>> {
  for (let round = 0; round < ROUNDS; round++) {
    const current = await ports.reservations.byId(id);
    if (!current) return refused(failure('no-reservation', 'unknown-id'));
    const change = decide(current);
    if (!change.ok) return change;
    const written = await ports.reservations.commit(change.value, proof, redemption);
    if (written === 'done') return ok(change.value.next);
    if (written === 'replayed') return refused(failure('token-refused', 'dpop-jti'));
  }
  return refused(failure('conflict', 'version'));
}

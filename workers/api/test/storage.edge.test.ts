import { env } from 'cloudflare:workers';
import { beforeEach, describe, expect, it } from 'vitest';
import type { AuditEvent } from '../domain/audit.ts';
import { claim, supersede, type Reservation } from '../domain/reservation.ts';
import type { Proof } from '../ports/index.ts';
import { createStores } from '../storage/index.ts';

const d1 = (env as unknown as { DB: D1Database }).DB;
const unmarked = { of: async () => 'mac', isOurs: async () => true };
const stores = createStores(d1, unmarked);
const T0 = 1_800_000_000;

let serial = 0;
const unique = (name: string) => `${name}-${serial++}`;
const proof = (jti = unique('jti')): Proof => ({ jkt: 'jkt', jti, expiresAt: T0 + 300 });

function fresh(certId: string): Reservation {
  const id = unique('res');
  return {
    id,
    certId,
    chipId: 'chip',
    salt: 'salt',
    ticket: 'ticket',
    ticketHash: `hash-${id}`,
    state: 'reserved',
    version: 1,
    createdAt: T0,
    expiresAt: T0 + 86_400,
    lease: null,
    authorisedAt: null,
    endedAt: null,
  };
}

const reserved = ({ id, certId }: Reservation): AuditEvent => ({
  at: T0,
  kind: 'reservation-reserved',
  reservationId: id,
  card: { certId, salt: 'salt' },
  kioskId: null,
  detail: {},
});

/** A challenge in the hands of a request. */
async function taken() {
  const token = { kind: 'liveness', id: unique('challenge'), takenAt: T0 } as const;
  await stores.seen.begin({ ...token, digest: 'd', expiresAt: T0 + 120 }, proof());
  return token;
}

async function insert(reservation: Reservation) {
  const answer = { ...(await taken()), outcome: '{}' };
  return stores.reservations.insert(reservation, reserved(reservation), null, answer);
}

const auditOf = async (id: string) => {
  const rows = await d1
    .prepare('SELECT kind FROM audit_events WHERE reservation_id = ? ORDER BY seq')
    .bind(id)
    .all();
  return rows.results.map(({ kind }) => kind);
};

describe('reservations in D1', () => {
  let certId: string;
  beforeEach(() => (certId = unique('cert')));

  it('come back as they were stored', async () => {
    const reservation = fresh(certId);
    expect(await insert(reservation)).toBe('done');
    expect(await stores.reservations.byId(reservation.id)).toEqual(reservation);
    expect(await stores.reservations.byTicketHash(reservation.ticketHash)).toEqual(reservation);
  });

  it('are refused to a card that has a live one, and leave no audit of it', async () => {
    await insert(fresh(certId));
    const second = fresh(certId);
    expect(await insert(second)).toBe('conflict');
    expect(await stores.reservations.byId(second.id)).toBeNull();
    expect(await auditOf(second.id)).toEqual([]);
  });

  it('follow an earlier one in the same batch that ends it', async () => {
    const first = fresh(certId);
    await insert(first);
    const second = { ...fresh(certId), createdAt: T0 + 1 };
    const ended = supersede(first, T0 + 1);
    const answer = { ...(await taken()), outcome: '{}' };
    const change = ended.ok ? ended.value : null;
    expect(await stores.reservations.insert(second, reserved(second), change, answer)).toBe('done');
    expect((await stores.reservations.byId(first.id))?.state).toBe('superseded');
    expect((await stores.reservations.newestOf(certId, T0))?.id).toBe(second.id);
  });

  it('let exactly one of 50 racing kiosks claim, with one audit row', async () => {
    const reservation = fresh(certId);
    await insert(reservation);
    const written = await Promise.all(
      Array.from({ length: 50 }, (_, kiosk) => {
        const change = claim(reservation, `visit-${kiosk}`, `kiosk-${kiosk}`, T0 + 1);
        if (!change.ok) throw new Error(change.failure.code);
        return stores.reservations.commit(change.value, proof());
      }),
    );
    expect(written.filter((outcome) => outcome === 'done')).toHaveLength(1);
    expect(await auditOf(reservation.id)).toEqual(['reservation-reserved', 'reservation-claimed']);
  });

  it('spend the proof of a change that was made, and not of one that lost', async () => {
    const reservation = fresh(certId);
    await insert(reservation);
    const change = claim(reservation, 'visit', 'kiosk', T0 + 1);
    if (!change.ok) throw new Error(change.failure.code);
    const [winner, loser] = [proof(), proof()];
    expect(await stores.reservations.commit(change.value, winner)).toBe('done');
    expect(await stores.reservations.commit(change.value, loser)).toBe('conflict');
    const spent = d1.prepare("SELECT count(*) AS n FROM seen_tokens WHERE kind = 'dpop' AND id = ?");
    expect(await spent.bind(winner.jti).first('n')).toBe(1);
    expect(await spent.bind(loser.jti).first('n')).toBe(0);
  });

  it('are not changed by a request whose proof was used before', async () => {
    const reservation = fresh(certId);
    await insert(reservation);
    const change = claim(reservation, 'visit', 'kiosk', T0 + 1);
    const used = proof();
    const token = { kind: 'session', id: unique('s'), takenAt: T0, digest: 'd', expiresAt: T0 + 1 } as const;
    await stores.seen.begin(token, used);
    expect(change.ok && (await stores.reservations.commit(change.value, used))).toBe('replayed');
    expect((await stores.reservations.byId(reservation.id))?.state).toBe('reserved');
  });
});

describe('face tries in D1', () => {
  it('are charged once for each count, however many race', async () => {
    const certId = unique('cert');
    const next = { failures: 1, blockedUntil: 0 };
    const from = { failures: 0, blockedUntil: 0 };
    const charged = await Promise.all(
      Array.from({ length: 20 }, () => stores.throttles.charge(certId, from, next, T0)),
    );
    expect(charged.filter(Boolean)).toHaveLength(1);
    expect(await stores.throttles.get(certId)).toEqual(next);
  });

  it('come back with the pause they had, unless another charge came on top', async () => {
    const certId = unique('cert');
    const before = { failures: 4, blockedUntil: 0 };
    const charged = { failures: 5, blockedUntil: T0 + 30 };
    await stores.throttles.charge(certId, { failures: 0, blockedUntil: 0 }, before, T0);
    await stores.throttles.charge(certId, before, charged, T0);
    await stores.throttles.giveBack(certId, before, charged, T0);
    expect(await stores.throttles.get(certId)).toEqual(before);
  });
});

describe('single-use tokens in D1', () => {
  const begin = (id: string, digest: string, with_ = proof(), takenAt = T0) =>
    stores.seen.begin({ kind: 'liveness', id, takenAt, digest, expiresAt: T0 + 120 }, with_);

  it('are taken once, tell a repeated body from another, and keep the answer', async () => {
    const id = unique('challenge');
    expect(await begin(id, 'a')).toEqual({ state: 'fresh' });
    expect(await begin(id, 'a')).toEqual({ state: 'working' });
    expect(await begin(id, 'b')).toEqual({ state: 'other-body' });
    await stores.seen.finish({ kind: 'liveness', id, takenAt: T0, outcome: '{"x":1}' });
    expect(await begin(id, 'a')).toEqual({ state: 'answered', outcome: '{"x":1}' });
    expect(await begin(id, 'a', proof(), T0 + 90)).toEqual({ state: 'answered', outcome: '{"x":1}' });
  });

  it('pass from a request that was lost to the next with the same body, which alone can answer', async () => {
    const id = unique('challenge');
    const token = { kind: 'liveness', id } as const;
    await begin(id, 'a');
    expect(await begin(id, 'a', proof(), T0 + 59)).toEqual({ state: 'working' });
    expect(await begin(id, 'b', proof(), T0 + 60)).toEqual({ state: 'other-body' });
    expect(await begin(id, 'a', proof(), T0 + 60)).toEqual({ state: 'fresh' });
    const late = fresh(unique('cert'));
    const lost = { ...token, takenAt: T0, outcome: '{"from":"the lost one"}' };
    expect(await stores.reservations.insert(late, reserved(late), null, lost)).toBe('conflict');
    await stores.seen.finish(lost);
    await stores.seen.forget(lost);
    expect(await begin(id, 'a', proof(), T0 + 61)).toEqual({ state: 'working' });
  });

  it('are not taken with a proof that was used before', async () => {
    const used = proof();
    await begin(unique('challenge'), 'a', used);
    expect(await begin(unique('challenge'), 'a', used)).toEqual({ state: 'replayed' });
  });
});

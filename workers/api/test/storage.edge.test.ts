import { env } from 'cloudflare:workers';
import { beforeEach, describe, expect, it } from 'vitest';
import type { AuditEvent } from '../domain/audit.ts';
import { claim, supersede, type Reservation } from '../domain/reservation.ts';
import type { Proof } from '../ports/index.ts';
import { createStores } from '../storage/index.ts';

const d1 = (env as unknown as { DB: D1Database }).DB;
const stores = createStores(d1);
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
  certId,
  kioskId: null,
  detail: {},
});

async function insert(reservation: Reservation) {
  const key = { kind: 'liveness', id: unique('challenge') } as const;
  await stores.seen.begin({ ...key, digest: 'd', expiresAt: T0 + 120 }, proof());
  return stores.reservations.insert(reservation, reserved(reservation), null, { ...key, outcome: '{}' });
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
    const answer = { kind: 'liveness', id: unique('challenge'), outcome: '{}' } as const;
    const change = ended.ok ? ended.value : null;
    expect(await stores.reservations.insert(second, reserved(second), change, answer)).toBe('done');
    expect((await stores.reservations.byId(first.id))?.state).toBe('superseded');
    expect((await stores.reservations.newestOf(certId))?.id).toBe(second.id);
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

  it('are not changed by a request whose proof was used before', async () => {
    const reservation = fresh(certId);
    await insert(reservation);
    const change = claim(reservation, 'visit', 'kiosk', T0 + 1);
    const used = proof();
    await stores.seen.begin({ kind: 'session', id: unique('s'), digest: 'd', expiresAt: T0 + 1 }, used);
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
  const begin = (id: string, digest: string, with_ = proof()) =>
    stores.seen.begin({ kind: 'liveness', id, digest, expiresAt: T0 + 120 }, with_);

  it('are taken once, tell a repeated body from another, and keep the answer', async () => {
    const id = unique('challenge');
    expect(await begin(id, 'a')).toEqual({ state: 'fresh' });
    expect(await begin(id, 'a')).toEqual({ state: 'working' });
    expect(await begin(id, 'b')).toEqual({ state: 'other-body' });
    await stores.seen.finish({ kind: 'liveness', id, outcome: '{"x":1}' });
    expect(await begin(id, 'a')).toEqual({ state: 'answered', outcome: '{"x":1}' });
  });

  it('are not taken with a proof that was used before', async () => {
    const used = proof();
    await begin(unique('challenge'), 'a', used);
    expect(await begin(unique('challenge'), 'a', used)).toEqual({ state: 'replayed' });
  });
});

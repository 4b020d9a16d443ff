import { env } from 'cloudflare:workers';
import { beforeEach, describe, expect, it } from 'vitest';
import { commitmentTo } from '#schema/contract/audit-chain.ts';
import { digest } from '#schema/contract/bytes.ts';
import type { AuditEvent } from '../domain/audit.ts';
import { claim, supersede, type Change, type Reservation } from '../domain/reservation.ts';
import { UNTRIED, type Charge, type Throttle } from '../domain/throttle-policy.ts';
import type { FaceTry, Proof, TakenToken } from '../ports/index.ts';
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
    support: 'ACDEFHJK',
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

const challengeOf = (id: string) => ({ kind: 'liveness', id, takenAt: T0, expiresAt: T0 + 120 }) as const;

/** A challenge in the hands of a request. */
async function taken() {
  const token = challengeOf(unique('challenge'));
  await take({ ...token, digest: 'd' });
  return token;
}

/** Takes a challenge for a try that is charged to a card of its own. */
async function take(challenge: FaceTry['challenge'], by = proof(), charge = ownCharge()) {
  const tried = await stores.faceTries.begin({ challenge, answerable: true, charge }, by);
  if (tried === 'replayed') return { state: tried };
  return tried.begun ? { state: 'taken' } : tried.known;
}

const ONE = { failures: 1, blockedUntil: 0 };
const ownCharge = () => chargeOf(unique('cert'), 0, ONE);
const chargeOf = (certId: string, failures: number, next: Throttle): Charge => ({
  id: unique('charge'),
  certId,
  salt: 'salt',
  from: { failures, blockedUntil: 0 },
  next,
});

async function insert(reservation: Reservation, superseded: Change | null = null, token?: TakenToken) {
  const answer = { ...(token ?? (await taken())), outcome: '{}' };
  const charge = chargeOf(reservation.certId, 0, ONE);
  const event = reserved(reservation);
  const made = await stores.faceTries.make({
    reservation,
    event,
    superseded,
    runOut: superseded === null,
    answer,
    charge,
  });
  return made === 'done' ? made : 'conflict';
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
    const { id: reservationId, ticketHash } = reservation;
    const facts = await stores.visits.facts({ thumbprint: 'nobody', reservationId, ticketHash, certId }, T0);
    const { held, named, found, ...rest } = facts;
    expect([held, named, found]).toEqual([reservation, reservation, reservation]);
    expect(rest).toEqual({ kiosk: null, closures: [], visit: null });
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
    expect(await insert(second, ended.ok ? ended.value : null)).toBe('done');
    expect((await stores.reservations.byId(first.id))?.state).toBe('superseded');
    expect((await stores.visits.facts({ thumbprint: 't', certId }, T0)).found?.id).toBe(second.id);
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
    const spent = d1.prepare('SELECT count(*) AS n FROM spent_proofs WHERE id = ?');
    expect(await spent.bind(winner.jti).first('n')).toBe(1);
    expect(await spent.bind(loser.jti).first('n')).toBe(0);
  });

  it('are not changed by a request whose proof was used before', async () => {
    const reservation = fresh(certId);
    await insert(reservation);
    const change = claim(reservation, 'visit', 'kiosk', T0 + 1);
    const used = proof();
    await take({ ...challengeOf(unique('challenge')), digest: 'd' }, used);
    expect(change.ok && (await stores.reservations.commit(change.value, used))).toBe('replayed');
    expect((await stores.reservations.byId(reservation.id))?.state).toBe('reserved');
  });
});

describe('a reservation that ran out', () => {
  const later = (certId: string, createdAt: number) => ({
    ...fresh(certId),
    createdAt,
    expiresAt: createdAt + 86_400,
  });

  it('makes room for the next of its card, and gets its end without a new version', async () => {
    const certId = unique('cert');
    const [first, early, second] = [fresh(certId), later(certId, T0 + 86_399), later(certId, T0 + 86_400)];
    await insert(first);
    expect(await insert(early)).toBe('conflict');
    expect(await insert(second)).toBe('done');
    expect(await stores.reservations.byId(first.id)).toEqual({ ...first, endedAt: first.expiresAt });
    expect(await insert(later(certId, T0 + 86_401))).toBe('conflict');
  });

  it('is not opened again by a change decided before: that is a conflict, not a fault', async () => {
    const certId = unique('cert');
    const first = fresh(certId);
    await insert(first);
    const decided = claim(first, 'visit', 'kiosk', T0 + 86_399);
    await insert(later(certId, T0 + 86_400));
    expect(decided.ok && (await stores.reservations.commit(decided.value, proof()))).toBe('conflict');
  });

  it('stands in the way while its lease runs on', async () => {
    const certId = unique('cert');
    const first = fresh(certId);
    await insert(first);
    const held = claim(first, 'visit', 'kiosk', T0 + 86_399);
    expect(held.ok && (await stores.reservations.commit(held.value, proof()))).toBe('done');
    expect(await insert(later(certId, T0 + 86_698))).toBe('conflict');
    expect(await insert(later(certId, T0 + 86_699))).toBe('done');
    expect((await stores.reservations.byId(first.id))?.endedAt).toBe(T0 + 86_699);
  });
});

/** Begins a try that nothing stands in the way of but the count; answers whether it was charged. */
const begin = async (charge: Charge) =>
  (await take({ ...challengeOf(unique('challenge')), digest: 'd' }, proof(), charge)).state === 'taken';
const giveBack = async (charge: Charge) => stores.faceTries.undo(challengeOf(unique('challenge')), charge);
const countedOf = async (certId: string) => (await stores.faceTries.standing(certId)).counted;

describe('face tries in D1', () => {
  it('are charged once for each count, however many race', async () => {
    const certId = unique('cert');
    const charged = await Promise.all(Array.from({ length: 20 }, () => begin(chargeOf(certId, 0, ONE))));
    expect(charged.filter(Boolean)).toHaveLength(1);
    expect(await countedOf(certId)).toEqual({ ...ONE, salt: 'salt' });
  });

  it('come back with the pause they had, unless another charge came on top', async () => {
    const certId = unique('cert');
    const before = { failures: 4, blockedUntil: 0 };
    const charge = chargeOf(certId, 4, { failures: 5, blockedUntil: T0 + 30 });
    await begin(chargeOf(certId, 0, before));
    await begin(charge);
    await giveBack(charge);
    expect(await countedOf(certId)).toEqual({ ...before, salt: 'salt' });
  });

  it('give back their own charge alone, once, and only where it was made', async () => {
    const certId = unique('cert');
    const [mine, theirs] = [chargeOf(certId, 0, ONE), chargeOf(certId, 0, ONE)];
    await begin(mine);
    // A match of somebody else's clears the count; another failure begins it anew.
    await d1.prepare('DELETE FROM throttles WHERE cert_id = ?').bind(certId).run();
    await begin(theirs);
    await giveBack(mine);
    expect(await countedOf(certId)).toEqual({ ...ONE, salt: 'salt' });
    const second = chargeOf(certId, 1, { failures: 2, blockedUntil: 0 });
    await begin(second);
    await giveBack(theirs);
    await giveBack(theirs);
    expect(await countedOf(certId)).toEqual({ ...ONE, salt: 'salt' });
    await giveBack(second);
    expect(await countedOf(certId)).toEqual(UNTRIED);
  });

  it('leave an event each, of what was written and of nothing else', async () => {
    const certId = unique('cert');
    const charge = chargeOf(certId, 0, ONE);
    await Promise.all([charge, chargeOf(certId, 0, charge.next)].map((each) => begin(each)));
    const reservation = fresh(certId);
    await insert(reservation);
    await giveBack(charge);
    const { results } = await d1
      .prepare('SELECT kind, detail FROM audit_events WHERE commitment = ? ORDER BY seq')
      .bind(await commitmentTo(certId, 'salt', digest))
      .all<{ kind: string; detail: string }>();
    expect(results.map(({ kind }) => kind)).toEqual(['try-charged', 'reservation-reserved']);
    expect(await countedOf(certId)).toEqual(UNTRIED);
    expect(JSON.parse(results[0]!.detail)).toMatchObject(charge.next);
  });
});

describe('single-use tokens in D1', () => {
  const takeFor = (id: string, digest: string, with_ = proof(), takenAt = T0) =>
    take({ ...challengeOf(id), takenAt, digest }, with_);

  it('are taken once, tell a repeated body from another, and keep the answer', async () => {
    const id = unique('challenge');
    expect(await takeFor(id, 'a')).toEqual({ state: 'taken' });
    expect(await takeFor(id, 'a')).toEqual({ state: 'working' });
    expect(await takeFor(id, 'b')).toEqual({ state: 'other-body' });
    await stores.faceTries.decided({ ...challengeOf(id), outcome: '{"x":1}' }, 'cert');
    expect(await takeFor(id, 'a')).toEqual({ state: 'answered', outcome: '{"x":1}' });
    expect(await takeFor(id, 'a', proof(), T0 + 90)).toEqual({ state: 'answered', outcome: '{"x":1}' });
  });

  it('pass from a request that was lost to the next with the same body, which alone can answer', async () => {
    const id = unique('challenge');
    await takeFor(id, 'a');
    expect(await takeFor(id, 'a', proof(), T0 + 59)).toEqual({ state: 'working' });
    expect(await takeFor(id, 'b', proof(), T0 + 60)).toEqual({ state: 'other-body' });
    expect(await takeFor(id, 'a', proof(), T0 + 60)).toEqual({ state: 'taken' });
    const late = fresh(unique('cert'));
    const lost = { ...challengeOf(id), outcome: '{"from":"the lost one"}' };
    expect(await insert(late, null, lost)).toBe('conflict');
    await stores.faceTries.decided(lost, 'cert');
    await stores.seen.forget(lost);
    expect(await takeFor(id, 'a', proof(), T0 + 61)).toEqual({ state: 'working' });
  });

  it('are not taken with a proof that was used before', async () => {
    const used = proof();
    await takeFor(unique('challenge'), 'a', used);
    expect(await takeFor(unique('challenge'), 'a', used)).toEqual({ state: 'replayed' });
  });
});

import { beforeEach, describe, expect, it } from 'vitest';
import { TrailMaker } from '#clients/lab/audit/trail.ts';
import { describeVerdict, verifyService } from './audit-service.ts';
import { testDatabase, type TestDatabase } from './test/database.ts';

const NOW = 1_800_000_000;
const T0 = NOW - 40_000;

let service: TestDatabase;
let maker: TrailMaker;
beforeEach(async () => {
  service = testDatabase();
  maker = await TrailMaker.create(service.sqlite, T0);
  await maker.reset('done', T0 + 10);
  await maker.reset('at-kiosk', T0 + 11, 'claimed');
  await maker.reset('waiting', T0 + 12, 'reserved');
  await maker.write();
  // Whoever has the database can take its guard away first.
  service.run('DROP TRIGGER reservations_go_on');
});

const verify = (options = {}) => verifyService(service.database, maker.keys, { now: NOW, ...options });
const contradictions = async () => (await verify()).contradictions;

describe('verifying the service', () => {
  it('finds nothing where nothing was touched', async () => {
    expect(await verify()).toMatchObject({ events: 9, unsealed: 0, fault: null, contradictions: [] });
  });

  it.each([
    [
      'a completed reservation put back',
      `UPDATE reservations SET state = 'reserved' WHERE id = 'done'`,
      'reservation-differs',
      'done',
    ],
    [
      'a reservation given to another card',
      `UPDATE reservations SET cert_id = 'cert-other' WHERE id = 'waiting'`,
      'reservation-differs',
      'waiting',
    ],
    [
      'a lease made longer',
      `UPDATE reservations SET lease_until = lease_until + 1 WHERE id = 'at-kiosk'`,
      'reservation-differs',
      'at-kiosk',
    ],
    ['a reservation removed', `DELETE FROM reservations WHERE id = 'done'`, 'reservation-removed', 'done'],
    [
      'a reservation put in',
      `INSERT INTO reservations (id, cert_id, chip_id, salt, ticket, ticket_hash, state, version, created_at, expires_at)
        VALUES ('new', 'c', 'h', 's', 't', 'x', 'reserved', 1, ${T0}, ${NOW})`,
      'reservation-unexplained',
      'new',
    ],
    [
      'a kiosk put in',
      `INSERT INTO kiosks (id, thumbprint, label, state, enrolled_at) VALUES ('k', 't', 'l', 'active', 1)`,
      'kiosk-unexplained',
      'k',
    ],
    ['a kiosk with another key', `UPDATE kiosks SET thumbprint = 'x'`, 'kiosk-differs', 'kiosk-1'],
    ['a kiosk removed', `DELETE FROM kiosks`, 'kiosk-removed', 'kiosk-1'],
    [
      'a closure put in',
      `INSERT INTO maintenance_windows (id, from_at, until_at, scope) VALUES ('m', 1, 2, 'both')`,
      'closure-unexplained',
      'm',
    ],
  ])('names %s', async (_, statement, fault, id) => {
    service.run(statement);
    expect(await contradictions()).toEqual([{ fault, id }]);
  });

  it('takes the noted end of what ran out for what it is, and no other end', async () => {
    service.run(`UPDATE reservations SET ended_at = expires_at WHERE id = 'waiting'`);
    expect(await contradictions()).toEqual([]);
    service.run(`UPDATE reservations SET ended_at = expires_at - 1 WHERE id = 'waiting'`);
    expect(await contradictions()).toEqual([{ fault: 'reservation-differs', id: 'waiting' }]);
  });

  it('names a kiosk whose beginning somebody else wrote into the trail', async () => {
    service.run(
      `INSERT INTO kiosks (id, thumbprint, label, state, enrolled_at) VALUES ('k', 't', 'l', 'pending', 1)`,
    );
    maker.append('kiosk-offered', T0 + 20, { kioskId: 'k', detail: { thumbprint: 't' }, foreign: 1 });
    await maker.write();
    expect(await contradictions()).toEqual([
      { fault: 'foreign', seq: 10, id: 'k' },
      { fault: 'kiosk-unexplained', id: 'k' },
    ]);
  });

  it.each([
    ['a second completion', 'reservation-completed', 'done', 5, 'illegal-transition'],
    ['a claim of what is done', 'reservation-claimed', 'done', 5, 'illegal-transition'],
    ['a version left out', 'reservation-cancelled', 'waiting', 3, 'version-skipped'],
    ['a change that came twice', 'reservation-claimed', 'at-kiosk', 2, 'version-skipped'],
    ['a change of nothing', 'reservation-cancelled', 'nobody', 2, 'illegal-transition'],
    ['what the service never says', 'reservation-blessed', 'done', 5, 'unknown-kind'],
  ])('names %s', async (_, kind, id, version, fault) => {
    const kioskId = kind === 'reservation-cancelled' ? null : 'kiosk-1';
    maker.append(kind, T0 + 30_000, { ...maker.named(id), kioskId, detail: { version } });
    await maker.write();
    expect(await contradictions()).toEqual([{ fault, seq: 10, id }]);
  });

  it.each([
    ['counts of tries removed', 'DELETE FROM throttles', 'tries-removed'],
    ['a count made smaller', `UPDATE throttles SET failures = 1, charges = '["a"]'`, 'tries-differ'],
    ['a pause taken away', 'UPDATE throttles SET blocked_until = 0', 'tries-differ'],
  ])('names %s', async (_, statement, fault) => {
    const id = await maker.failedTries('cert', T0 + 20, ['a', 'b']);
    await maker.write();
    expect(await contradictions()).toEqual([]);
    service.run(statement);
    expect(await contradictions()).toEqual([{ fault, id }]);
  });

  it('lets a try that was given back, or cleared by a match, be gone', async () => {
    const commitment = await maker.failedTries('cert', T0 + 20, ['a', 'b']);
    maker.append('try-given-back', T0 + 21, { commitment, detail: { charge: 'b' } });
    await maker.write();
    service.run(`UPDATE throttles SET failures = 1, charges = '["a"]', blocked_until = 0`);
    expect(await contradictions()).toEqual([]);
    await maker.reset('matched', T0 + 22, 'completed', commitment);
    await maker.write();
    expect(await contradictions()).toEqual([{ fault: 'tries-unexplained', id: commitment }]);
    service.run('DELETE FROM throttles');
    expect(await contradictions()).toEqual([]);
  });

  it('replays what is not sealed yet, and tells it apart', async () => {
    await maker.reset('fresh', T0 + 100);
    await maker.write({ unsealed: true });
    expect(await verify()).toMatchObject({ events: 13, unsealed: 4, contradictions: [] });
    service.run(`UPDATE reservations SET state = 'reserved' WHERE id = 'fresh'`);
    expect(await contradictions()).toEqual([{ fault: 'reservation-differs', id: 'fresh' }]);
  });

  it('says in words what is verified, what is not sealed yet and what is wrong', async () => {
    await maker.reset('fresh', T0 + 100);
    await maker.write({ unsealed: true });
    service.run(`UPDATE reservations SET state = 'reserved' WHERE id = 'done'`);
    expect(describeVerdict(await verify())).toEqual([
      'verified        9 events from 1 on, under 1 signed heads',
      'not yet sealed  4 events, replayed but under no head',
      'CONTRADICTION   reservation-differs: done',
    ]);
  });

  it('begins behind a head, and still follows what began before it', async () => {
    await maker.reset('later', T0 + 200);
    await maker.write();
    expect(await verify({ since: 9 })).toMatchObject({ from: 10, events: 4, heads: 1, contradictions: [] });
    service.run(`UPDATE reservations SET state = 'reserved' WHERE id = 'later'`);
    expect((await verify({ since: 9 })).contradictions).toMatchObject([{ id: 'later' }]);
    await expect(verify({ since: 8 })).rejects.toThrow('no head ends at event 8');
  });

  /** A kiosk that the trail tells of, and that works. */
  const FORGED = `INSERT INTO kiosks (id, thumbprint, label, state, enrolled_at) VALUES ('k', 't', 'l', 'active', ${T0})`;
  const TOLD = `INSERT INTO audit_events (at, kind, kiosk_id, detail) VALUES
    (${T0}, 'kiosk-offered', 'k', '{"thumbprint":"t"}'), (${T0}, 'kiosk-confirmed', 'k', '{"actor":"somebody"}')`;

  it('names a kiosk that was put in with events of its own, before they are sealed and after', async () => {
    service.run(FORGED);
    service.run(TOLD);
    const named = [
      { fault: 'foreign', seq: 10, id: 'k' },
      { fault: 'foreign', seq: 11, id: 'k' },
      { fault: 'kiosk-unexplained', id: 'k' },
    ];
    expect(await contradictions()).toEqual(named);
    service.run('DELETE FROM audit_events WHERE seq > 9');
    const told = { kioskId: 'k', foreign: 1 };
    maker.append('kiosk-offered', T0 + 20, { ...told, detail: { thumbprint: 't' } });
    maker.append('kiosk-confirmed', T0 + 20, { ...told, detail: { actor: 'somebody' } });
    await maker.write();
    expect(await contradictions()).toEqual(named);
  });

  it("believes no operator's act that the service did not write", async () => {
    service.run("UPDATE kiosks SET state = 'suspended'");
    service.run(
      `INSERT INTO audit_events (at, kind, kiosk_id, detail) VALUES (${T0}, 'kiosk-suspended', 'kiosk-1', '{}')`,
    );
    expect(await contradictions()).toEqual([
      { fault: 'foreign', seq: 10, id: 'kiosk-1' },
      { fault: 'kiosk-differs', id: 'kiosk-1' },
    ]);
  });

  it('knows a closure that was planned and ended, and one that was changed by hand', async () => {
    const facts = { id: 'm', from: T0, until: NOW, scope: 'both', cuts: false, reason: 'maintenance' };
    maker.append('maintenance-planned', T0 + 50, { detail: { ...facts, actor: 'a' } });
    await maker.write();
    service.run(
      `INSERT INTO maintenance_windows (id, from_at, until_at, scope) VALUES ('m', ${T0}, ${NOW}, 'both')`,
    );
    expect(await contradictions()).toEqual([]);
    for (const change of ['cuts = 1', "reason = 'emergency'", 'until_at = until_at + 1']) {
      service.run(`UPDATE maintenance_windows SET ${change}`);
      expect(await contradictions()).toEqual([{ fault: 'closure-unexplained', id: 'm' }]);
      service.run(`UPDATE maintenance_windows SET cuts = 0, reason = 'maintenance', until_at = ${NOW}`);
    }
    service.run('DELETE FROM maintenance_windows');
    expect(await contradictions()).toEqual([{ fault: 'closure-removed', id: 'm' }]);
    maker.append('maintenance-removed', T0 + 51, { detail: { id: 'm', actor: 'a' } });
    await maker.write();
    expect(await contradictions()).toEqual([]);
  });

  it('knows a kiosk that is suspended and resumed, and finds one resumed by hand', async () => {
    const act = async (kind: string, state: string) => {
      maker.append(kind, T0 + 50, { kioskId: 'kiosk-1', detail: { actor: 'a' } });
      await maker.write();
      service.run(`UPDATE kiosks SET state = '${state}'`);
    };
    await act('kiosk-suspended', 'suspended');
    expect(await contradictions()).toEqual([]);
    await act('kiosk-resumed', 'active');
    await act('kiosk-suspended', 'suspended');
    expect(await contradictions()).toEqual([]);
    service.run("UPDATE kiosks SET state = 'active'");
    expect(await contradictions()).toEqual([{ fault: 'kiosk-differs', id: 'kiosk-1' }]);
  });

  it('lets what was kept long enough be gone', async () => {
    service.run('DELETE FROM reservations');
    expect((await verify({ now: NOW + 40 * 86_400 })).contradictions).toEqual([]);
  });
});

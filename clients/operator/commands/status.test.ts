import { beforeEach, describe, expect, it } from 'vitest';
import { confirmKiosk, revokeKiosk, suspendKiosk } from './kiosk.ts';
import { planClosure } from './maintenance.ts';
import { describeStatus, readStatus } from './status.ts';
import { testDatabase, type TestDatabase } from './test/database.ts';

const NOW = 1_800_000_000;

let service: TestDatabase;
beforeEach(() => {
  service = testDatabase();
});

const read = () => readStatus(service.database, NOW);

function kiosk(label: string, seenAt: number): void {
  service.run(
    `INSERT INTO kiosks (id, thumbprint, label, state, enrolled_at, last_seen_at)
      VALUES ('${label}', 't-${label}', '${label}', 'pending', ${NOW - 9_000}, ${seenAt})`,
  );
}

function reservation(id: string, state: string, expiresAt: number, leaseUntil: number | null = null): void {
  const ended = state === 'completed' ? NOW : null;
  service.run(`INSERT INTO reservations (id, cert_id, chip_id, salt, ticket, ticket_hash, state, version, created_at, expires_at,
    redemption_id, kiosk_id, claimed_at, lease_until, ended_at)
    VALUES ('${id}', '${id}', 'h', 's', 't', '${id}', '${state}', 1, 0, ${expiresAt}, 'r', 'k', 0, ${leaseUntil}, ${ended})`);
}

describe('the status of the service', () => {
  it('of one that nobody used yet says that nothing is wrong', async () => {
    const status = await read();
    expect(status.concerns).toEqual([]);
    expect(describeStatus(status).join('\n')).toContain('nothing happened');
  });

  it('counts what is live, and what runs at a kiosk now', async () => {
    reservation('a', 'reserved', NOW + 1);
    reservation('b', 'claimed', NOW + 1, NOW + 1);
    reservation('lapsed', 'claimed', NOW + 1, NOW);
    reservation('over', 'reserved', NOW);
    reservation('done', 'completed', NOW + 1);
    expect((await read()).reservations).toEqual({ live: 3, atKiosk: 1 });
  });

  it('names kiosks in service that are silent, and no others', async () => {
    for (const [label, seenAt] of [
      ['here', NOW - 2_999],
      ['silent', NOW - 3_001],
      ['gone', 1],
      ['resting', 1],
      ['new', 1],
    ] as const)
      kiosk(label, seenAt);
    for (const label of ['here', 'silent', 'resting', 'gone'])
      await confirmKiosk(service.database, `t-${label}`, NOW);
    await suspendKiosk(service.database, 't-resting', NOW);
    await revokeKiosk(service.database, 't-gone', NOW);
    const status = await read();
    expect(status.kiosks).toEqual({ active: 2, pending: 1, suspended: 1, silent: 1 });
    expect(status.concerns).toEqual(['kiosks not heard of for 50 minutes: silent']);
    expect(status.lastDay).toEqual({ 'kiosk-confirmed': 4, 'kiosk-revoked': 1, 'kiosk-suspended': 1 });
  });

  it('says when the trail is not sealed any more', async () => {
    await planClosure(service.database, { from: NOW + 60, until: NOW + 120, scope: 'kiosk' }, NOW - 1_201);
    const status = await read();
    expect(status.unsealed).toEqual({ events: 1, oldest: NOW - 1_201 });
    expect(status.concerns).toHaveLength(1);
    expect(describeStatus(status).at(-1)).toMatch(/^LOOK AT .*cron/);
    expect(describeStatus(status).join('\n')).toContain('2027-01-15T08:01:00.000Z until');
  });

  it('names what the trail does not explain', async () => {
    kiosk('forged', NOW);
    service.run(`UPDATE kiosks SET state = 'active'`);
    reservation('back', 'reserved', NOW + 1);
    service.run(
      `INSERT INTO audit_events (at, kind, reservation_id, detail, "foreign") VALUES (${NOW}, 'reservation-claimed', 'x', '{}', 1)`,
    );
    expect((await read()).concerns).toEqual([
      '1 live reservations that the audit trail does not explain: run audit verify',
      '1 kiosks in service that nobody confirmed by the audit trail: run audit verify',
      '1 reservation events of the last day that the service did not write: run audit verify',
    ]);
  });

  it('counts the cards that have to wait', async () => {
    const columns = 'cert_id, salt, failures, blocked_until, updated_at';
    service.run(
      `INSERT INTO throttles (${columns}) VALUES ('a', '', 6, ${NOW + 1}, 0), ('b', '', 6, ${NOW}, 0)`,
    );
    expect((await read()).waitingCards).toBe(1);
  });
});

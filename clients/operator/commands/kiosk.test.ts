import { beforeEach, describe, expect, it } from 'vitest';
import { revokeKiosk } from './kiosk.ts';
import { testDatabase, type TestDatabase } from './test/database.ts';

const NOW = 1_800_000_000;

let service: TestDatabase;
beforeEach(() => {
  service = testDatabase();
  for (const id of ['lost', 'other'])
    service.run(
      `INSERT INTO kiosks (id, thumbprint, label, state, enrolled_at) VALUES ('${id}', 't-${id}', '${id}', 'active', 0)`,
    );
});

/** A reservation claimed 60 seconds ago. */
function held(id: string, kiosk: string, { until = NOW + 240, authorisedAt = null as number | null } = {}) {
  service.run(`INSERT INTO reservations (id, cert_id, chip_id, salt, ticket, ticket_hash, state, version, created_at, expires_at,
    redemption_id, kiosk_id, claimed_at, lease_until, authorised_at) VALUES ('${id}', 'c-${id}', 'h', 's', 't', '${id}', 'claimed',
    2, 0, ${NOW + 9_000}, 'v-${id}', '${kiosk}', ${NOW - 60}, ${until}, ${authorisedAt})`);
}

const states = () =>
  Object.fromEntries(
    service
      .run('SELECT id, state, version, lease_until FROM reservations')
      .map(({ id, state, version, lease_until }) => [id, [state, version, lease_until]]),
  );

describe('a kiosk that is revoked', () => {
  it('holds nothing any more, but for what was authorised under its lease', async () => {
    held('typing', 'lost');
    held('again', 'lost', { authorisedAt: NOW - 400 });
    held('writing', 'lost', { authorisedAt: NOW - 10 });
    held('lapsed', 'lost', { until: NOW });
    held('elsewhere', 'other');
    expect(await revokeKiosk(service.database, 't-lost', NOW)).toBe(true);
    expect(states()).toEqual({
      typing: ['reserved', 3, null],
      again: ['reserved', 3, null],
      writing: ['claimed', 2, NOW + 240],
      lapsed: ['claimed', 2, NOW],
      elsewhere: ['claimed', 2, NOW + 240],
    });
    expect(
      service.run('SELECT kind, reservation_id, kiosk_id, detail FROM audit_events ORDER BY seq'),
    ).toEqual([
      { kind: 'kiosk-revoked', reservation_id: null, kiosk_id: 'lost', detail: '{}' },
      ...['again', 'typing'].map((id) => ({
        kind: 'reservation-released',
        reservation_id: id,
        kiosk_id: 'lost',
        detail: '{"version":3}',
      })),
    ]);
  });
  it('was in service before, or nothing happens', async () => {
    held('typing', 'lost');
    expect(await revokeKiosk(service.database, 't-nobody', NOW)).toBe(false);
    expect(states()['typing']![0]).toBe('claimed');
    expect(service.run('SELECT 1 FROM audit_events')).toEqual([]);
  });
});

import { describe, expect, it } from 'vitest';
import { database } from './world.ts';

const T0 = 1_800_000_000;

describe('the database itself', () => {
  const open = { cert_id: 'cert', state: 'reserved', version: 1, ended_at: null as number | null };
  /** A row written past the service. */
  const put = (row: Partial<typeof open> & { kiosk_id?: string }) => {
    const id = crypto.randomUUID();
    const all = {
      ...open,
      id,
      chip_id: 'c',
      salt: 's',
      ticket: 't',
      ticket_hash: id,
      created_at: T0,
      expires_at: T0,
      ...row,
    };
    const names = Object.keys(all);
    const marks = names.map(() => '?').join(', ');
    return database
      .prepare(`INSERT INTO reservations (${names.join(', ')}) VALUES (${marks})`)
      .bind(...Object.values(all))
      .run();
  };

  it('holds at most one open reservation for each card', async () => {
    const certId = crypto.randomUUID();
    await put({ cert_id: certId, ended_at: T0 });
    await put({ cert_id: certId });
    await expect(put({ cert_id: certId })).rejects.toThrow(/UNIQUE constraint failed/);
  });
  it('holds states and versions that there are, and no others', async () => {
    const cert_id = crypto.randomUUID();
    for (const row of [
      { state: 'done' },
      { version: 0 },
      { state: 'completed' },
      { state: 'cancelled' },
      { state: 'claimed', kiosk_id: 'k' },
    ])
      await expect(put({ cert_id, ...row })).rejects.toThrow(/CHECK constraint failed/);
  });
  it('lets no reservation go back', async () => {
    const cert_id = crypto.randomUUID();
    await put({ cert_id, state: 'completed', ended_at: T0 });
    await put({ cert_id, state: 'superseded', ended_at: T0 });
    const set = (state: string, what: string) =>
      database
        .prepare(`UPDATE reservations SET ${what} WHERE cert_id = ? AND state = ?`)
        .bind(cert_id, state)
        .run();
    for (const what of [
      "state = 'reserved', version = version + 1",
      "state = 'reserved'",
      'version = version + 2',
    ])
      await expect(set('completed', what)).rejects.toThrow(/CHECK constraint failed/);
    await expect(set('superseded', "state = 'reserved', version = version + 1")).rejects.toThrow(/CHECK/);
    await expect(set('superseded', "state = 'completed'")).rejects.toThrow(/CHECK/);
    await set('superseded', "state = 'completed', version = version + 1");
  });
  it('knows three states of a kiosk', async () => {
    const add =
      "INSERT INTO kiosks (id, thumbprint, label, state, enrolled_at) VALUES ('k', 't', 'l', 'broken', 0)";
    await expect(database.prepare(add).run()).rejects.toThrow(/CHECK constraint failed/);
  });
});

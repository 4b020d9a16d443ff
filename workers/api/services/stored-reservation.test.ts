import { describe, expect, it } from 'vitest';
import { cancel, type Reservation } from '../domain/reservation.ts';
import { ok, type Result } from '../domain/result.ts';
import type { Ports, Written } from '../ports/index.ts';
import { changeReservation, verifyStoredTicket } from './stored-reservation.ts';

const NOW = 1_800_000_000;
const proof = { jkt: 'phone', jti: 'proof', expiresAt: NOW + 300 };
const stored: Reservation = {
  id: 'r',
  certId: 'cert',
  chipId: 'chip',
  salt: 'salt',
  ticket: 'ticket',
  ticketHash: 'hash',
  state: 'reserved',
  version: 1,
  createdAt: NOW,
  expiresAt: NOW + 60,
  lease: null,
  authorisedAt: null,
  endedAt: null,
  support: 'ACDEFHJK',
};
const whyNot = (result: Result<unknown>) => (result.ok ? 'ok' : result.failure.check);

describe('a change of a reservation', () => {
  /** A store in which each attempt to write ends in the next of `ends`, and the row moves on meanwhile. */
  const racing = (...ends: Written[]) => {
    let version = 0;
    const store: Partial<Ports['reservations']> = {
      byId: () => Promise.resolve({ ...stored, version: ++version }),
      commit: () => Promise.resolve(ends.shift()!),
    };
    return { reservations: store as Ports['reservations'] };
  };
  const change = (...ends: Written[]) =>
    changeReservation(racing(...ends), 'r', proof, (current) => cancel(current, NOW));

  it('is decided anew on the row as it then stands, three times at most', async () => {
    expect(await change('conflict', 'conflict', 'done')).toMatchObject({ ok: true, value: { version: 4 } });
    expect(whyNot(await change('conflict', 'conflict', 'conflict'))).toBe('version');
  });
  it('by a proof that was used before is refused at once', async () => {
    expect(whyNot(await change('replayed'))).toBe('dpop-jti');
  });
});

describe('a stored ticket', () => {
  const payload = {
    jti: 'r',
    iat: NOW,
    exp: NOW + 60,
    cnf: { jkt: 'phone' },
    certId: 'cert',
    chipId: 'chip',
    salt: 'salt',
  };
  const face = { model: 'm', thresholds: 't' };
  const hashes: Record<string, string> = { ticket: 'hash' };
  const check = async (
    change: Partial<typeof payload>,
    card: { certId?: string; chipId: string },
    row = stored,
  ) => {
    const tokens = { read: () => Promise.resolve(ok({ ...payload, face, ...change })) };
    return whyNot(
      await verifyStoredTicket(
        { tokens: tokens as never as Ports['tokens'], digest: async (text) => hashes[String(text)]! },
        row,
        card,
        NOW,
      ),
    );
  };
  it('opens its own reservation, to its own card', async () => {
    const own = { certId: 'cert', chipId: 'chip' };
    expect(await check({}, own)).toBe('ok');
    expect(await check({}, { chipId: 'chip' })).toBe('ok');
    expect(await check({ jti: 'another' }, own)).toBe('stored-ticket');
    expect(await check({}, { ...own, certId: 'another' })).toBe('cert-id');
    expect(await check({}, { ...own, chipId: 'another' })).toBe('chip-id');
    expect(await check({}, own, { ...stored, ticketHash: 'another' })).toBe('stored-hash');
  });
});

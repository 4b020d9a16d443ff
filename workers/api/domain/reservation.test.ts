import { describe, expect, it } from 'vitest';
import {
  authorise,
  cancel,
  claim,
  complete,
  isLive,
  LEASE_LIFE,
  LEASE_LIMIT,
  release,
  renew,
  RESERVATION_LIFE,
  statusAt,
  supersede,
  type Change,
  type Reservation,
} from './reservation.ts';
import type { Result } from './result.ts';

const T0 = 1_800_000_000;
const END = T0 + RESERVATION_LIFE;

const reserved: Reservation = {
  id: 'res',
  certId: 'cert',
  chipId: 'chip',
  salt: 'salt',
  ticket: 'ticket',
  ticketHash: 'hash',
  state: 'reserved',
  version: 1,
  createdAt: T0,
  expiresAt: END,
  lease: null,
  authorisedAt: null,
  endedAt: null,
  support: 'ACDEFHJK',
};

const next = (result: Result<Change>) => {
  if (!result.ok) throw new Error(result.failure.code);
  return result.value.next;
};
const codeOf = (result: Result<Change>) => (result.ok ? 'ok' : result.failure.code);
const claimedAt = (now: number) => next(claim(reserved, 'redemption-1', 'kiosk-1', now));
const authorisedAt = (now: number) => next(authorise(claimedAt(now), 'redemption-1', now));

describe('claim', () => {
  it('takes a lease for five minutes and dates the event', () => {
    const result = claim(reserved, 'redemption-1', 'kiosk-1', T0 + 60);
    expect(next(result)).toMatchObject({
      state: 'claimed',
      version: 2,
      lease: { leaseUntil: T0 + 60 + LEASE_LIFE },
    });
    expect(result.ok && result.value.event).toMatchObject({
      kind: 'reservation-claimed',
      kioskId: 'kiosk-1',
    });
  });
  it('is refused to a second kiosk while the lease lasts, with the time to wait, and granted the second it ends', () => {
    const held = claimedAt(T0);
    const second = claim(held, 'redemption-2', 'kiosk-2', T0 + LEASE_LIFE - 1);
    expect(second).toMatchObject({ ok: false, failure: { code: 'reservation-in-use', retryAfter: 1 } });
    expect(next(claim(held, 'redemption-2', 'kiosk-2', T0 + LEASE_LIFE)).lease?.redemptionId).toBe(
      'redemption-2',
    );
  });
  it('is granted in the last second of the reservation and refused at its end', () => {
    expect(codeOf(claim(reserved, 'v', 'k', END - 1))).toBe('ok');
    expect(codeOf(claim(reserved, 'v', 'k', END))).toBe('reservation-expired');
  });
});

describe('renew', () => {
  it('never goes past ten minutes from the claim', () => {
    const held = claimedAt(T0);
    const once = next(renew(held, 'redemption-1', T0 + 200));
    expect(once.lease?.leaseUntil).toBe(T0 + 500);
    expect(next(renew(once, 'redemption-1', T0 + 499)).lease?.leaseUntil).toBe(T0 + LEASE_LIMIT);
  });
  it('is refused to another redemption and after the lease', () => {
    const held = claimedAt(T0);
    expect(codeOf(renew(held, 'redemption-2', T0 + 1))).toBe('claim-lapsed');
    expect(codeOf(renew(held, 'redemption-1', T0 + LEASE_LIFE))).toBe('claim-lapsed');
  });
});

describe('authorise and release', () => {
  it('lets a claim be given back before an authorisation, not after', () => {
    expect(next(release(claimedAt(T0), 'redemption-1', T0 + 1))).toMatchObject({
      state: 'reserved',
      lease: null,
    });
    expect(codeOf(release(authorisedAt(T0), 'redemption-1', T0 + 1))).toBe('reservation-in-use');
  });
  it('forgets an earlier redemption’s authorisation when it comes to giving back', () => {
    const lapsed = T0 + LEASE_LIFE;
    const second = next(claim(authorisedAt(T0), 'redemption-2', 'kiosk-2', lapsed));
    expect(codeOf(release(second, 'redemption-2', lapsed + 1))).toBe('ok');
  });
  it('goes out while the lease lasts, though the reservation has run out meanwhile', () => {
    const late = next(claim(reserved, 'redemption-1', 'kiosk-1', END - 1));
    expect(codeOf(authorise(late, 'redemption-1', END))).toBe('ok');
    expect(codeOf(authorise(late, 'redemption-1', END - 1 + LEASE_LIFE))).toBe('claim-lapsed');
  });
});

describe('complete', () => {
  it('counts where the row has forgotten the authorisation', () => {
    expect(next(complete(claimedAt(T0), T0)).state).toBe('completed');
    expect(next(complete(reserved, T0)).state).toBe('completed');
  });
  it('counts from every state after an authorisation, however late', () => {
    const once = authorisedAt(T0);
    const lapsed = T0 + LEASE_LIFE;
    for (const before of [once, next(cancel(once, lapsed)), next(supersede(once, lapsed))]) {
      expect(next(complete(before, END + 999)).state).toBe('completed');
    }
  });
  it('happens once', () => {
    expect(codeOf(complete(next(complete(authorisedAt(T0), T0)), T0))).toBe('reservation-ended');
  });
});

describe('status', () => {
  it('is derived: a lapsed lease is reserved again, and a run-out reservation expired', () => {
    const held = claimedAt(T0);
    expect(statusAt(held, T0 + 1)).toBe('claimed');
    expect(statusAt(held, T0 + LEASE_LIFE)).toBe('reserved');
    expect(statusAt(held, END)).toBe('expired');
    expect(isLive(held, END)).toBe(false);
  });
  it('stays claimed past the reservation’s end while the lease lasts', () => {
    expect(statusAt(next(claim(reserved, 'v', 'k', END - 1)), END)).toBe('claimed');
  });
});

import { beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { createDpopKey } from '#clients/sdk/index.ts';
import { TestCard } from './card.ts';
import { problemOf, refuses } from './proven.ts';
import { send } from './send.ts';
import { type Kiosk, type Phone, type Visit } from './actors.ts';
import {
  cardAt,
  createWorld,
  emptyDatabase,
  issueCode,
  lab,
  rowsOf,
  setKioskState,
  type World,
} from './world.ts';

let world: World;
let phone: Phone;
let kiosk: Kiosk;
let card: TestCard;
let other: TestCard;
beforeAll(async () => {
  [card, other] = [await cardAt(0), await cardAt(1)];
});
beforeEach(async () => {
  await emptyDatabase();
  world = await createWorld();
  [phone, kiosk] = [await world.phone(), await world.kiosk()];
});

/** 17:00 in Japan plus this makes 23:00. */
const TO_CLOSING = 6 * 3_600;
const reserved = () => phone.reserve(card);
const claimed = async (): Promise<Visit> => {
  await reserved();
  return kiosk.claim(card);
};
const abort = ({ redemption }: Visit) =>
  kiosk.api.call('abort', { token: redemption.redemption, message: { reason: 'person' } });
const renew = ({ redemption }: Visit) => kiosk.api.call('renew', { token: redemption.redemption });

describe('a kiosk', () => {
  refuses('kiosk-unknown', 'one that was never enrolled', async () =>
    send(world, 'getKiosk', { key: await createDpopKey() }),
  );
  refuses('kiosk-unknown', 'a receipt from a key that was never enrolled', async () => {
    const body = JSON.stringify(await card.receipt());
    const headers = { 'Content-Type': 'application/json' };
    return send(world, 'complete', { key: await createDpopKey(), body, headers });
  });
  refuses('kiosk-pending', 'one that the operator has not confirmed', async () => {
    await setKioskState(kiosk.thumbprint, 'pending');
    return kiosk.api.call('getKiosk');
  });
  refuses('kiosk-revoked', 'its very next call, in the middle of a visit', async () => {
    const visit = await claimed();
    await setKioskState(kiosk.thumbprint, 'revoked');
    return kiosk.authorise(visit, card);
  });
  const enrolWith = async (code: string) =>
    send(world, 'enrolKiosk', {
      key: await createDpopKey(),
      body: JSON.stringify({ code }),
      headers: { 'Content-Type': 'application/json' },
    });
  refuses('enrolment-refused', 'a code that nobody issued', () => enrolWith('TEST-0000-0000-0000'));
  refuses('enrolment-refused', 'a code that was used', async () => {
    const code = await issueCode(world);
    await enrolWith(code);
    return enrolWith(code);
  });
  refuses('enrolment-refused', 'a code after a day', async () => {
    const code = await issueCode(world);
    world.now += 86_400;
    return enrolWith(code);
  });
  it('may write its code as people do, and ask again', async () => {
    const code = (await issueCode(world)).replace(/(.{4})/g, '$1-').toLowerCase();
    const key = await createDpopKey();
    const wide = Array.from(code, (c) =>
      c === '-' ? '‐' : String.fromCodePoint(c.codePointAt(0)! + 0xfee0),
    ).join('');
    const ask = () =>
      send(world, 'enrolKiosk', {
        key,
        body: JSON.stringify({ code: wide.replaceAll('０', 'Ｏ') }),
        headers: { 'Content-Type': 'application/json' },
      });
    const [first, second] = [await ask(), await ask()];
    expect([first.status, second.status]).toEqual([201, 201]);
    const reply = (await first.json()) as { state: string };
    expect(await second.json()).toEqual(reply);
    expect(reply.state).toBe('pending');
  });
  it('is told when it opens, and heard of', async () => {
    world.now += TO_CLOSING;
    const { opening } = await kiosk.api.call('getKiosk');
    expect(opening).toEqual({ open: false, until: world.now + 7.5 * 3_600, reason: 'hours' });
    expect(await rowsOf('SELECT last_seen_at FROM kiosks')).toEqual([{ last_seen_at: world.now }]);
  });
});

describe('a claim', () => {
  refuses('kiosk-closed', 'a card at 23:00', async () => {
    await reserved();
    world.now += TO_CLOSING;
    return kiosk.claim(card);
  });
  refuses('no-reservation', 'a card that has none', () => kiosk.claim(card));
  refuses('no-reservation', 'a row whose ticket was not signed by us', async () => {
    await reserved();
    await (await world.phone()).reserve(other);
    await rowsOf(
      `UPDATE reservations SET ticket = (SELECT ticket FROM reservations AS o WHERE o.id <> reservations.id)`,
    );
    return kiosk.claim(card);
  });
  refuses('no-reservation', 'a row whose expiry was put off in the database', async () => {
    await reserved();
    await rowsOf('UPDATE reservations SET expires_at = expires_at + 86400');
    world.now += 86_400;
    return kiosk.claim(card);
  });
  refuses('reservation-expired', 'a card after 24 hours', async () => {
    await reserved();
    world.now += 86_400;
    return kiosk.claim(card);
  });
  refuses('reservation-ended', 'a card whose reservation was cancelled', async () => {
    const { ticket } = await reserved();
    await phone.api.call('cancelReservation', { token: ticket });
    return kiosk.claim(card);
  });
  refuses('reservation-ended', 'a card that was served', async () => {
    await reserved();
    await kiosk.redeem(card);
    return kiosk.claim(card);
  });
  refuses('reservation-in-use', 'a second kiosk', async () => {
    await claimed();
    return (await world.kiosk()).claim(card);
  });
  refuses('card-not-accepted', 'evidence made for another visit', async () => {
    await reserved();
    const [mine, theirs] = [await kiosk.api.call('openRedemption'), await kiosk.api.call('openRedemption')];
    const message = await card.claim(theirs, new Uint8Array(65));
    return kiosk.api.call('claim', { token: mine.redemption, message });
  });
  refuses('card-not-accepted', "a reserved card's certificate beside another card's chip", async () => {
    await reserved();
    const redemption = await kiosk.api.call('openRedemption');
    const [own, stolen] = [
      await card.claim(redemption, new Uint8Array(65)),
      await other.claim(redemption, new Uint8Array(65)),
    ];
    const { authCertificate, authSignature } = own;
    const message = { ...stolen, authCertificate, authSignature };
    return kiosk.api.call('claim', { token: redemption.redemption, message });
  });
  refuses('card-not-accepted', 'what the card signed for the phone', async () => {
    await reserved();
    const redemption = await kiosk.api.call('openRedemption');
    const asSession = { ...redemption, session: redemption.redemption };
    const { surface: _, ...step1 } = (await card.evidence(asSession)).evidence;
    const message = { ...step1, kioskKey: 'A'.repeat(87) };
    return kiosk.api.call('claim', { token: redemption.redemption, message });
  });
  refuses('certificate-revoked', 'a certificate revoked since', async () =>
    kiosk.claim(await TestCard.of(lab.revoked.card)),
  );
  refuses('token-used', 'another card in the same visit', async () => {
    await reserved();
    const { redemption, kioskKey } = await kiosk.claim(card);
    const message = await other.claim(redemption, kioskKey);
    return kiosk.api.call('claim', { token: redemption.redemption, message });
  });
  it('may be made again in the same words, also at the same time', async () => {
    await reserved();
    const redemption = await kiosk.api.call('openRedemption');
    const request = {
      token: redemption.redemption,
      message: await card.claim(redemption, new Uint8Array(65)),
    };
    const replies = await Promise.all(Array.from({ length: 5 }, () => kiosk.api.call('claim', request)));
    replies.push(await kiosk.api.call('claim', request));
    for (const reply of replies) expect(reply).toEqual(replies[0]);
    expect(await rowsOf("SELECT 1 FROM audit_events WHERE kind = 'reservation-claimed'")).toHaveLength(1);
  });
});

describe('a visit', () => {
  refuses('token-refused', 'a claim ten minutes after the visit began', async () => {
    await reserved();
    const redemption = await kiosk.api.call('openRedemption');
    const message = await card.claim(redemption, new Uint8Array(65));
    world.now = redemption.expiresAt;
    return kiosk.api.call('claim', { token: redemption.redemption, message });
  });
  refuses('claim-lapsed', 'a lease that ran out', async () => {
    const visit = await claimed();
    world.now += 300;
    return renew(visit);
  });
  refuses('claim-lapsed', 'a lease at its limit of ten minutes', async () => {
    const visit = await claimed();
    for (const at of [200, 200, 199]) {
      world.now += at;
      await renew(visit);
    }
    world.now += 1;
    return send(world, 'renew', { key: kiosk.key, token: visit.redemption.redemption });
  });
  refuses('claim-lapsed', 'an authorisation without a claim', async () => {
    const redemption = await kiosk.api.call('openRedemption');
    const message = await card.agree(new Uint8Array(65));
    return kiosk.api.call('authorise', { token: redemption.redemption, message });
  });
  refuses('claim-lapsed', 'a claim that was given back', async () => {
    const visit = await claimed();
    await abort(visit);
    return kiosk.authorise(visit, card);
  });
  refuses('card-not-accepted', 'an authorisation for another key of the kiosk', async () => {
    const visit = await claimed();
    return kiosk.authorise({ ...visit, kioskKey: new Uint8Array(65).fill(4) }, card);
  });
  refuses('card-not-accepted', 'an authorisation for another card', async () =>
    kiosk.authorise(await claimed(), other),
  );
  refuses('card-not-accepted', 'the receipt of a card that was never authorised', async () => {
    const { ticket } = await reserved();
    card = await cardAt(0);
    card.ticketHash = new Uint8Array(await crypto.subtle.digest('SHA-256', new TextEncoder().encode(ticket)));
    return kiosk.api.call('complete', { message: await card.receipt() });
  });
  refuses('no-reservation', 'the receipt of a reset that is not known here', async () =>
    kiosk.api.call('complete', { message: await (await cardAt(0)).receipt() }),
  );
  refuses('kiosk-closed', 'an authorisation after closing time', async () => {
    world.now += TO_CLOSING - 60;
    const visit = await claimed();
    world.now += 60;
    return kiosk.authorise(visit, card);
  });
  refuses('reservation-expired', 'an authorisation after the reservation ran out', async () => {
    world = await createWorld({ environment: { KIOSK_OPENS: '00:00', KIOSK_CLOSES: '23:59' } });
    [phone, kiosk] = [await world.phone(), await world.kiosk()];
    await reserved();
    world.now += 86_400 - 60;
    const visit = await kiosk.claim(card);
    world.now += 60;
    return kiosk.authorise(visit, card);
  });
  refuses('reservation-in-use', 'the phone cannot cancel what a kiosk works on', async () => {
    const { ticket } = await reserved();
    await kiosk.claim(card);
    return phone.api.call('cancelReservation', { token: ticket });
  });
  refuses('reservation-in-use', 'nor reserve again', async () => {
    await claimed();
    return phone.reserve(card);
  });
  refuses('reservation-ended', 'the phone cannot cancel what is done', async () => {
    const { ticket } = await reserved();
    await kiosk.redeem(card);
    return phone.api.call('cancelReservation', { token: ticket });
  });
  it('holds the reservation once an authorisation is out, until the lease ends', async () => {
    const visit = await claimed();
    await kiosk.authorise(visit, card);
    expect(await abort(visit)).toEqual({ outcome: 'leased', leaseUntil: world.now + 300 });
    const problem = await problemOf((await world.kiosk()).claim(card));
    expect(problem).toMatchObject({ code: 'reservation-in-use', retryable: true, retryAfter: 300 });
    world.now += 300;
    expect(await abort(visit)).toEqual({ outcome: 'released', leaseUntil: null });
    expect((await (await world.kiosk()).claim(card)).claimed.matchCode).toHaveLength(4);
  });
  it('recovers what the card says it took, and says so when it took nothing', async () => {
    card = await cardAt(0);
    const visit = await claimed();
    const { authorisation, agreement } = await kiosk.authorise(visit, card);
    const recover = async () => {
      const redemption = await kiosk.api.call('openRedemption');
      const message = await card.status(redemption);
      return kiosk.api.call('recover', { token: redemption.redemption, message });
    };
    expect(await recover()).toEqual({ outcome: 'not-reset', reservationId: null, completedAt: null });
    await card.reset(authorisation, agreement);
    world.now += 40;
    const settled = {
      outcome: 'completed',
      reservationId: visit.claimed.reservationId,
      completedAt: world.now,
    };
    expect([await recover(), await recover()]).toEqual([settled, settled]);
  });
});

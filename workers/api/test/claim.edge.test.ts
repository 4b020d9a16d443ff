import { beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { revoke } from '#clients/lab/card/issuer/revocation.ts';
import type { Kiosk, Phone } from './actors.ts';
import { TestCard } from './card.ts';
import { refuses } from './proven.ts';
import { cardAt, createWorld, emptyDatabase, lab, rowsOf, type World } from './world.ts';

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
    await reserved();
    await kiosk.claim(card);
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
    const message = { ...step1, kioskKey: 'A'.repeat(87), status: 'A'.repeat(132) };
    return kiosk.api.call('claim', { token: redemption.redemption, message });
  });
  refuses('certificate-revoked', 'a certificate revoked since', async () =>
    kiosk.claim(await TestCard.of(lab.revoked.card)),
  );
  refuses('certificate-on-hold', 'a card that was reported lost since', async () => {
    await reserved();
    const { auth } = lab.cards[0]!.profile.certificates;
    world.revoked = revoke([], auth, 'certificateHold', world.now);
    world.now += 600;
    return kiosk.claim(card);
  });
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

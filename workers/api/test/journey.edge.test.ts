import { beforeEach, describe, expect, it } from 'vitest';
import { Card } from '#clients/card/card.ts';
import { recoverNonce, step1Challenge, step2Challenge } from '#clients/card/dialogue/challenge.ts';
import {
  authoriseOf,
  completeOf,
  openReset,
  readStatus,
  recoverOf,
  writePassword,
} from '#clients/card/dialogue/reset.ts';
import { cardEvidence, proveStep1 } from '#clients/card/dialogue/step1.ts';
import { claimOf, proveStep2 } from '#clients/card/dialogue/step2.ts';
import { createEphemeralKey } from '#clients/card/reset/ephemeral-key.ts';
import { matchingNumberB } from '#clients/card/surface/matching-number.ts';
import { inMemoryStore } from '#clients/card/virtual/store/memory-store.ts';
import { insertCard } from '#clients/card/virtual/transport.ts';
import { VirtualCard } from '#clients/card/virtual/virtual-card.ts';
import { ascii } from '#schema/contract/card.ts';
import { HOLDER, PIN } from './lab.ts';
import { cardAt, createWorld, emptyDatabase, lab, rowsOf } from './world.ts';

beforeEach(emptyDatabase);

const audit = async () =>
  (await rowsOf('SELECT kind FROM audit_events ORDER BY seq')).map(({ kind }) => kind);

describe('both steps', () => {
  it('go through with a virtual card, APDU by APDU', async () => {
    const world = await createWorld();
    const virtual = new VirtualCard({
      profile: lab.cards[0]!.profile,
      store: inMemoryStore(lab.cards[0]!.memory),
    });
    const phone = await world.phone();
    const session = await phone.open();
    const onPhone = new Card(await insertCard(virtual));
    const proof = await proveStep1({
      card: onPhone,
      pin: { secret: ascii(PIN) },
      challenge: await step1Challenge({ ...session, token: session.session }),
      matchingNumberB: {
        secret: matchingNumberB({
          birthDate: HOLDER.birthDate,
          expiryYear: HOLDER.cardExpiry.slice(0, 4),
          securityCode: HOLDER.securityCode,
        }),
      },
    });
    const card = await phone.api.call('presentCard', {
      token: session.session,
      message: cardEvidence(proof),
      files: { photo: [proof.photo] },
    });
    const { ticket, reservation } = await phone.face(card);
    expect(reservation.status).toBe('reserved');

    const kiosk = await world.kiosk();
    const redemption = await kiosk.api.call('openRedemption');
    const token = redemption.redemption;
    const kioskKey = await createEphemeralKey();
    const atKiosk = new Card(await insertCard(virtual));
    const challenge = await step2Challenge({ ...redemption, token }, kioskKey.publicKey);
    const chip = await proveStep2({ card: atKiosk, pin: { secret: ascii(PIN) }, challenge });
    const claimed = await kiosk.api.call('claim', { token, message: claimOf(chip, kioskKey.publicKey) });
    const seen = await phone.api.call('getReservation', { token: ticket });
    expect(seen).toMatchObject({ status: 'claimed', matchCode: claimed.matchCode });

    const open = await openReset({ card: atKiosk, kioskKey });
    const message = authoriseOf(open, kioskKey.publicKey, chip.cardCertificate);
    const { authorisation } = await kiosk.api.call('authorise', { token, message });
    const receipt = await writePassword(open.session, authorisation, ascii('NEWPASS22'));
    const done = completeOf(chip.binding.cardId, receipt, chip.cardCertificate);
    expect((await kiosk.api.call('complete', { message: done })).reservationId).toBe(
      reservation.reservationId,
    );
    const nonce = await recoverNonce({ ...redemption, token });
    const status = recoverOf(await readStatus(atKiosk, nonce));
    expect(await kiosk.api.call('recover', { token, message: status })).toMatchObject({
      outcome: 'completed',
    });
    expect(await audit()).toEqual([
      'reservation-reserved',
      'kiosk-offered',
      'reservation-claimed',
      'reservation-authorised',
      'reservation-completed',
    ]);
  });

  it('go through with what a chip signs alone', async () => {
    const world = await createWorld();
    const card = await cardAt(1);
    const phone = await world.phone();
    const { ticket } = await phone.reserve(card);
    await (await world.kiosk()).redeem(card);
    expect((await phone.api.call('getReservation', { token: ticket })).status).toBe('completed');
    expect(card.counter).toBe(1);
  });
});

import { beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { revoke } from '#clients/lab/card/issuer/revocation.ts';
import type { Phone } from './actors.ts';
import { TestCard } from './card.ts';
import { refuses } from './proven.ts';
import { cardAt, createWorld, emptyDatabase, lab, rowsOf, type World } from './world.ts';

let world: World;
let phone: Phone;
let card: TestCard;
let other: TestCard;
beforeAll(async () => {
  [card, other] = [await cardAt(0), await cardAt(1)];
});
beforeEach(async () => {
  await emptyDatabase();
  world = await createWorld();
  phone = await world.phone();
});

const closePhones = () =>
  rowsOf(
    "INSERT INTO maintenance_windows (id, from_at, until_at, scope) VALUES ('m', ?, ?, 'phone')",
    world.now - 60,
    world.now + 600,
  );
describe('the service', () => {
  refuses('phone-closed', 'a session during maintenance', async () => {
    await closePhones();
    return phone.open();
  });
  refuses('phone-closed', 'a face during maintenance', async () => {
    const presented = await phone.present(card);
    await closePhones();
    return phone.face(presented);
  });
  refuses('consent-outdated', 'consent to another text', () =>
    phone.api.call('openSession', { message: { consentVersion: '1999-01' } }),
  );
});

describe('a card', () => {
  const presentWith = async (
    change: (session: Awaited<ReturnType<Phone['open']>>) => Promise<Partial<Evidence>>,
  ) => {
    const session = await phone.open();
    const own = await card.evidence(session);
    const { evidence, photo } = { ...own, ...(await change(session)) };
    return phone.api.call('presentCard', {
      token: session.session,
      message: evidence,
      files: { photo: [photo] },
    });
  };
  type Evidence = Awaited<ReturnType<TestCard['evidence']>>;

  refuses('card-not-accepted', 'a card of an authority nobody pinned', async () =>
    phone.present(await TestCard.of(lab.foreign)),
  );
  refuses('card-not-accepted', 'evidence made for another session', () =>
    presentWith(async () => card.evidence(await phone.open())),
  );
  refuses('card-not-accepted', "one card's certificate with another card's photo", () =>
    presentWith(async (session) => ({ photo: (await other.evidence(session)).photo })),
  );
  refuses('card-not-accepted', "one card's certificate with all of another chip", () =>
    presentWith(async (session) => {
      const [own, strange] = [await card.evidence(session), await other.evidence(session)];
      const { authCertificate, authSignature } = own.evidence;
      return { photo: strange.photo, evidence: { ...strange.evidence, authCertificate, authSignature } };
    }),
  );
  refuses('certificate-expired', 'a card whose certificate ran out', async () =>
    phone.present(await TestCard.of(lab.expired)),
  );
  refuses('certificate-revoked', 'a card whose certificate was revoked', async () =>
    phone.present(await TestCard.of(lab.revoked.card)),
  );
  refuses('certificate-on-hold', 'a card that was reported lost', () => {
    const { auth } = lab.cards[0]!.profile.certificates;
    world.revoked = revoke([], auth, 'certificateHold', world.now);
    return phone.present(card);
  });
  refuses('revocation-unavailable', 'a card while nobody says what is revoked', () => {
    world.revocation = async () => new Response(null, { status: 503 });
    return phone.present(card);
  });
  refuses('photo-unusable', 'a chip photo without a face', () => {
    world.matcher.photoReasons = ['no-face'];
    return phone.present(card);
  });
  refuses('matcher-unavailable', 'a card while the matcher is down', () => {
    world.matcher.outcome = 'broken';
    return phone.present(card);
  });
  refuses('token-used', 'a second card in one session', async () => {
    const session = await phone.open();
    const send = async (which: TestCard) => {
      const { evidence, photo } = await which.evidence(session);
      return phone.api.call('presentCard', {
        token: session.session,
        message: evidence,
        files: { photo: [photo] },
      });
    };
    await send(card);
    return send(other);
  });
  it('may be presented again in the same words, and gets a token again', async () => {
    const session = await phone.open();
    const { evidence, photo } = await card.evidence(session);
    const request = { token: session.session, message: evidence, files: { photo: [photo] } };
    const [first, second] = [
      await phone.api.call('presentCard', request),
      await phone.api.call('presentCard', request),
    ];
    expect((await phone.face(second)).reservation.status).toBe('reserved');
    expect(first.triesLeft).toBe(second.triesLeft);
  });
});

import { createDpopKey, thumbprintOf, type Api } from '#clients/sdk/index.ts';
import { openSession, presentCard, showFace } from '#clients/sdk/step1.ts';
import { authorise, claim, complete, openRedemption } from '#clients/sdk/step2.ts';
import type { Octets } from '#schema/contract/card.ts';
import type { Heartbeat } from '#schema/contract/kiosk.ts';
import type { Authorise, ClaimReply, RedemptionReply } from '#schema/contract/redemption.ts';
import type { ReservationReply } from '#schema/contract/reservation.ts';
import type { CardReply, SessionReply } from '#schema/contract/session.ts';
import { randomPoint, type TestCard } from './card.ts';
import { putCode, putKiosk, putKioskState } from './operator.ts';

/** Where phones and kiosks are: how they reach the service, and the database that an operator works on. */
export interface Surroundings {
  connect(key: CryptoKeyPair): Api;
  consentVersion: string;
  database: D1Database;
  /** Unix seconds. */
  now: number;
}

/** A phone with a key of its own. */
export interface Phone {
  api: Api;
  key: CryptoKeyPair;
  open(): Promise<SessionReply>;
  present(card: TestCard): Promise<CardReply>;
  face(card: CardReply, challenge?: string): Promise<ReservationReply>;
  /** STEP 1 as a whole. */
  reserve(card: TestCard): Promise<ReservationReply>;
}

/** Pictures that no decoder ever sees. */
export const FRAMES: Octets[] = [1, 2, 3].map((n) => new Uint8Array(64).fill(n));
const camera = async () => FRAMES.map((image, index) => ({ image, capturedAt: 400 * index }));

export async function newPhone({ connect, consentVersion }: Surroundings): Promise<Phone> {
  const key = await createDpopKey();
  const api = connect(key);
  const phone: Phone = {
    api,
    key,
    open: () => openSession(api, consentVersion),
    async present(card) {
      const session = await phone.open();
      return presentCard(api, session, await card.evidence(session));
    },
    face: ({ cardToken, liveness }, challenge = liveness.challenge) =>
      showFace(api, { cardToken, liveness: { ...liveness, challenge } }, camera),
    reserve: async (card) => phone.face(await phone.present(card)),
  };
  return phone;
}

/** What a kiosk says to which nothing is wrong. */
export const IN_ORDER: Heartbeat = {
  page: '0.2.0',
  bridge: null,
  reader: 'ready',
  printer: 'none',
  waiting: 0,
  skewSteps: 0,
  cardLeft: false,
};

/** A card on a kiosk's reader, with the redemption opened for it. */
export interface Visit {
  redemption: RedemptionReply;
  kioskKey: Octets;
  claimed: ClaimReply;
}

export interface Kiosk {
  api: Api;
  key: CryptoKeyPair;
  id: string;
  thumbprint: string;
  claim(card: TestCard): Promise<Visit>;
  authorise(visit: Visit, card: TestCard): Promise<{ authorisation: string; agreement: Authorise }>;
  /** STEP 2 as a whole. */
  redeem(card: TestCard): Promise<Visit>;
}

/** A kiosk that enrols by a code, and is confirmed. */
export async function newKiosk({ connect, database, now }: Surroundings): Promise<Kiosk> {
  const key = await createDpopKey();
  const api = connect(key);
  const code = await putCode(database, 'Kiosk under test', now);
  const { kioskId: id, thumbprint } = await api.call('enrolKiosk', { message: { code } });
  await putKioskState(database, thumbprint, 'active');
  return kioskOf({ api, key, id, thumbprint });
}

/** A kiosk as enrolment and the operator would have left it. */
export async function confirmedKiosk({ connect, database, now }: Surroundings): Promise<Kiosk> {
  const key = await createDpopKey();
  const thumbprint = await thumbprintOf(key);
  const id = await putKiosk(database, thumbprint, now);
  return kioskOf({ api: connect(key), key, id, thumbprint });
}

function kioskOf(enrolled: Pick<Kiosk, 'api' | 'key' | 'id' | 'thumbprint'>): Kiosk {
  const { api } = enrolled;
  const kiosk: Kiosk = {
    ...enrolled,
    async claim(card) {
      const redemption = await openRedemption(api);
      const kioskKey = await randomPoint();
      const claimed = await claim(api, redemption, await card.claim(redemption, kioskKey));
      return { redemption, kioskKey, claimed };
    },
    async authorise({ redemption, kioskKey }, card) {
      const agreement = await card.agree(kioskKey);
      const { authorisation, record } = await authorise(api, redemption, agreement);
      card.record = record;
      return { authorisation, agreement };
    },
    async redeem(card) {
      const visit = await kiosk.claim(card);
      const { authorisation, agreement } = await kiosk.authorise(visit, card);
      await complete(api, await card.reset(authorisation, agreement));
      return visit;
    },
  };
  return kiosk;
}

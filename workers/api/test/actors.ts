import type { Api } from '#clients/sdk/index.ts';
import type { Octets } from '#schema/contract/card.ts';
import type { Authorise, ClaimReply, RedemptionReply } from '#schema/contract/redemption.ts';
import type { ReservationReply } from '#schema/contract/reservation.ts';
import type { CardReply, SessionReply } from '#schema/contract/session.ts';
import { randomPoint, type TestCard } from './card.ts';

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

export function createPhone(api: Api, key: CryptoKeyPair, consentVersion: string): Phone {
  const phone: Phone = {
    api,
    key,
    open: () => api.call('openSession', { message: { consentVersion } }),
    async present(card) {
      const session = await phone.open();
      const { evidence, photo } = await card.evidence(session);
      const files = { photo: [photo] };
      return api.call('presentCard', { token: session.session, message: evidence, files });
    },
    face: (card, challenge = card.liveness.challenge) =>
      api.call('reserve', {
        token: card.cardToken,
        message: { challenge, capturedAt: FRAMES.map((_, index) => 400 * index) },
        files: { frame: FRAMES },
      }),
    reserve: async (card) => phone.face(await phone.present(card)),
  };
  return phone;
}

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

export function createKiosk(api: Api, enrolled: Pick<Kiosk, 'key' | 'id' | 'thumbprint'>): Kiosk {
  const kiosk: Kiosk = {
    ...enrolled,
    api,
    async claim(card) {
      const redemption = await api.call('openRedemption');
      const kioskKey = await randomPoint();
      const message = await card.claim(redemption, kioskKey);
      const claimed = await api.call('claim', { token: redemption.redemption, message });
      return { redemption, kioskKey, claimed };
    },
    async authorise({ redemption, kioskKey }, card) {
      const agreement = await card.agree(kioskKey);
      const request = { token: redemption.redemption, message: agreement };
      const { authorisation } = await api.call('authorise', request);
      return { authorisation, agreement };
    },
    async redeem(card) {
      const visit = await kiosk.claim(card);
      const { authorisation, agreement } = await kiosk.authorise(visit, card);
      await api.call('complete', { message: await card.reset(authorisation, agreement) });
      return visit;
    },
  };
  return kiosk;
}

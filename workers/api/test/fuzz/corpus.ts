import { endpoints, type Endpoint, type EndpointName } from '#schema/contract/endpoints.ts';
import { randomPoint, type TestCard } from '../card.ts';
import { FRAMES, IN_ORDER, type Kiosk } from '../actors.ts';
import type { Target } from './target.ts';

/** A request that is good, to begin with. */
export interface Good {
  name: EndpointName;
  endpoint: Endpoint;
  key: CryptoKeyPair;
  token: string | null;
  message: unknown;
  files: Record<string, Uint8Array<ArrayBuffer>[]>;
}

/** A good request for every call of the table, where each would find what it asks for. */
export async function goodRequests(target: Target): Promise<Good[]> {
  const [phone, kiosk, card] = [await target.phone(), await target.kiosk(), await target.card()];
  const session = await phone.open();
  const { evidence, photo } = await card.evidence(session);
  const presented = await phone.present(card);
  const { ticket } = await phone.face(await phone.present(card));
  const of = (name: EndpointName, key: CryptoKeyPair, more: Partial<Good> = {}): Good => ({
    name,
    endpoint: endpoints[name],
    key,
    token: null,
    message: undefined,
    files: {},
    ...more,
  });
  const capture = { challenge: presented.liveness.challenge, capturedAt: [0, 400, 800] };
  return [
    of('getService', phone.key),
    of('openSession', phone.key, { message: { consentVersion: '2026-11' } }),
    of('presentCard', phone.key, { token: session.session, message: evidence, files: { photo: [photo] } }),
    of('challengeLiveness', phone.key, { token: presented.cardToken }),
    of('renewCard', phone.key, { token: presented.cardToken }),
    of('reserve', phone.key, { token: presented.cardToken, message: capture, files: { frame: FRAMES } }),
    of('getReservation', phone.key, { token: ticket }),
    of('cancelReservation', phone.key, { token: ticket }),
    of('enrolKiosk', phone.key, { message: { code: await target.code() } }),
    of('heartbeat', kiosk.key, { message: IN_ORDER }),
    of('openRedemption', kiosk.key),
    ...(await visitRequests(kiosk, card, of)),
  ];
}

async function visitRequests(
  { api, key }: Kiosk,
  card: TestCard,
  of: (name: EndpointName, key: CryptoKeyPair, more?: Partial<Good>) => Good,
): Promise<Good[]> {
  const redemption = await api.call('openRedemption');
  const [kioskKey, token] = [await randomPoint(), redemption.redemption];
  const claim = await card.claim(redemption, kioskKey);
  await api.call('claim', { token, message: claim });
  ({ record: card.record } = await api.call('authorise', { token, message: await card.agree(kioskKey) }));
  return [
    of('claim', key, { token, message: claim }),
    of('renew', key, { token }),
    of('authorise', key, { token, message: await card.agree(kioskKey) }),
    of('abort', key, { token, message: { reason: 'idle' } }),
    of('complete', key, { message: await card.receipt() }),
    of('recover', key, { token, message: await card.status(redemption) }),
  ];
}

import assert from 'node:assert/strict';
import { ApiProblem, type Api } from '#clients/sdk/index.ts';
import { openSession, presentCard, readCard, showFace } from '#clients/sdk/step1.ts';
import type { Agreed, Authorised } from '#clients/sdk/step2.ts';
import type { claimAt } from '#clients/lab/people/devices.ts';
import type { Complete } from '#schema/contract/redemption.ts';
import type { ReservationView } from '#schema/contract/reservation.ts';
import type { Scene } from './clause.ts';
import type { Holding } from './tokens.ts';

/** What the walk has in hand. */
export interface Walk {
  phone: Api;
  holding: Holding;
  reservation: ReservationView;
  visit: Awaited<ReturnType<typeof claimAt>>;
  firstCode: string;
  agreed: Agreed;
  authorised: Authorised;
  receipt: Complete;
}

/** Was the call refused with this code? */
export async function refusedWith(code: string, call: Promise<unknown>): Promise<void> {
  const refusal = await call.then(
    () => 'no refusal',
    (error: unknown) => (error instanceof ApiProblem ? error.problem.code : String(error)),
  );
  assert.equal(refusal, code);
}

/** STEP 1 on a phone of its own, with all that it leaves. */
export async function stepOne({ client, consentVersion, holder, camera }: Scene) {
  const { api: phone, key } = await client();
  const session = await openSession(phone, consentVersion);
  const card = await presentCard(phone, session, await readCard(session, holder));
  const { ticket, receipt, reservation } = await showFace(phone, card, camera);
  const { cardToken, liveness } = card;
  const tokens = { session: session.session, cardToken, challenge: liveness.challenge };
  return { phone, reservation, holding: { ticket, receipt, key, ...tokens } };
}

export const view = ({ phone, holding }: Pick<Walk, 'phone' | 'holding'>) =>
  phone.call('getReservation', { token: holding.ticket });
export const cancel = ({ phone, holding }: Pick<Walk, 'phone' | 'holding'>) =>
  phone.call('cancelReservation', { token: holding.ticket });
export const renew = ({ kiosk }: Scene, { visit }: Walk) =>
  kiosk.api.call('renew', { token: visit.redemption.redemption });
export const abort = ({ kiosk }: Scene, { visit }: Walk) =>
  kiosk.api.call('abort', { token: visit.redemption.redemption, message: { reason: 'person' } });
export const flipped = (text: string) => (text.startsWith('A') ? 'B' : 'A') + text.slice(1);

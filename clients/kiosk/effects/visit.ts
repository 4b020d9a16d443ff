import type { ServerChallenge } from '#clients/card/dialogue/challenge.ts';
import type { RedemptionReply } from '#schema/contract/redemption.ts';
import { granted, kioskTrouble } from './trouble.ts';
import type { Runner } from './run.ts';

/** The server's words, as the card dialogue takes them. */
export const challengeOf = ({ redemption, audience, nonce }: RedemptionReply): ServerChallenge => ({
  token: redemption,
  audience,
  nonce,
});

export const open: Runner<'open'> = async (world) => {
  world.desk.endVisit();
  return { type: 'opened', redemption: granted(await world.service.call('openRedemption')) };
};

export const look: Runner<'look'> = async (world, { same }, { state, serverNow }) => {
  const { id, facts } = await world.desk.look(serverNow);
  if (same && id !== state.visit?.card) throw kioskTrouble('another-card');
  const begun = await world.outbox.begun(world.clock.now());
  return {
    type: 'looked',
    card: id,
    userPinTries: facts.tries.userPin,
    obstacle: facts.obstacle,
    unsettled: begun.some(({ card }) => card === id),
  };
};

/** The PIN is overwritten whatever the card says. */
export const prove: Runner<'prove'> = async ({ desk, entries }, { redemption, confirmLastTry }) => {
  try {
    const pin = { secret: entries.view('pin'), confirmLastTry };
    return { type: 'proved', message: await desk.prove(challengeOf(redemption), pin) };
  } finally {
    entries.forget('pin');
  }
};

export const claim: Runner<'claim'> = async (world, { redemption, message }) => {
  // Without storage the reservation is held until its lease ends: no reason to turn the person away.
  await world.outbox.hold(redemption, world.clock.now()).catch(() => undefined);
  const token = redemption.redemption;
  return { type: 'claimed', claim: granted(await world.service.call('claim', { token, message })) };
};

export const renew: Runner<'renew'> = async ({ service }, { redemption }) => {
  const { leaseUntil } = granted(await service.call('renew', { token: redemption.redemption }));
  return { type: 'renewed', leaseUntil };
};

export const abort: Runner<'abort'> = async ({ outbox, clock }, { redemption, reason }) => {
  await outbox.release(redemption, reason, clock.now());
  return { type: 'flushed', ...(await outbox.flush(clock.now())) };
};

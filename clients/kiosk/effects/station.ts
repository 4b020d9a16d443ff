import type { ProblemCode } from '#schema/contract/problem.ts';
import { granted } from './trouble.ts';
import type { World } from '../ports.ts';
import type { Outcome } from '../state/events.ts';
import type { Runner } from './run.ts';

/** Seconds between heartbeats, and by how much chance spreads them, so that kiosks do not call in step. */
const HEARTBEAT = 300;
const SPREAD = 120;
/** Seconds until a kiosk asks again that waits for its operator, or for the network. */
const WAITING = 10;
const UNREACHED = 30;

/** Gives back what an earlier life of the page held, and looks what it left behind. */
export const start: Runner<'start'> = async ({ outbox, clock, thumbprint }) => {
  const now = clock.now();
  await outbox.releaseHeld(now);
  const unsettled = (await outbox.begun(now)).length > 0;
  return { type: 'started', thumbprint, unsettled, waiting: await outbox.waiting() };
};

type Standing = Extract<Outcome, { type: 'refused-here' }>['standing'];
const STANDING: Partial<Record<ProblemCode, Standing>> = {
  'kiosk-unknown': 'unknown',
  'kiosk-pending': 'pending',
  'kiosk-revoked': 'revoked',
};

/** Asks for the opening state; this is the kiosk's heartbeat too. */
export const hear: Runner<'hear'> = async (world) => {
  const answer = await world.service.call('getKiosk');
  if (answer.ok) return { type: 'heard', kiosk: answer.value, askAt: after(world, HEARTBEAT, SPREAD) };
  const standing = answer.trouble.from === 'service' ? STANDING[answer.trouble.code] : undefined;
  if (!standing) return { type: 'unheard', askAt: after(world, UNREACHED) };
  const wait = standing === 'pending' ? WAITING : HEARTBEAT;
  return { type: 'refused-here', standing, askAt: after(world, wait, wait / 5) };
};

const after = ({ clock }: World, pause: number, spread = 5) =>
  clock.now() + pause + Math.round(spread * clock.chance());

export const enrol: Runner<'enrol'> = async ({ service }, { code }) => ({
  type: 'enrolled',
  reply: granted(await service.call('enrolKiosk', { message: { code } })),
});

export const flush: Runner<'flush'> = async ({ outbox, clock }, { all }) => ({
  type: 'flushed',
  ...(await outbox.flush(clock.now(), all)),
});

import type { ProblemCode } from '#schema/contract/problem.ts';
import { granted } from './trouble.ts';
import type { World } from '../ports.ts';
import { enrolUnattended, introduce } from './introduce.ts';
import { conditionOf } from '../state/condition.ts';
import type { Outcome } from '../state/events.ts';
import type { Runner } from './run.ts';

/** By how much of itself chance lengthens a pause, so that kiosks do not call in step. */
const SPREAD = 0.1;
/** Seconds until a kiosk asks again that waits for its operator, that was refused, or that has no network. */
const WAITING = 10;
const REFUSED = 300;
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
  'kiosk-suspended': 'suspended',
  'kiosk-revoked': 'revoked',
};

/** Says how this machine is, and is told whether it may work, and when to call again. */
export const hear: Runner<'hear'> = async (world, _effect, { state }) => {
  const versions = { page: world.page, bridge: world.reader.version ?? null };
  const answer = await world.service.call('heartbeat', { message: conditionOf(state, versions) });
  if (answer.ok) {
    void introduce(world, 'active');
    return { type: 'heard', kiosk: answer.value, askAt: after(world, answer.value.nextIn) };
  }
  const standing = answer.trouble.from === 'service' ? STANDING[answer.trouble.code] : undefined;
  if (!standing) return { type: 'unheard', askAt: after(world, UNREACHED) };
  if (standing === 'unknown') return notKnown(world);
  void introduce(world, standing);
  return refusedHere(world, standing, standing === 'pending' ? WAITING : REFUSED);
};

async function notKnown(world: World): Promise<Outcome> {
  const enrolled = await enrolUnattended(world);
  if (enrolled === 'later') return refusedHere(world, 'unknown', WAITING);
  return enrolled ?? refusedHere(world, 'unknown', REFUSED);
}

const refusedHere = (world: World, standing: Standing, pause: number): Outcome => ({
  type: 'refused-here',
  standing,
  askAt: after(world, pause),
});

const after = ({ clock }: World, pause: number) =>
  clock.now() + Math.round(pause * (1 + SPREAD * clock.chance()));

export const enrol: Runner<'enrol'> = async ({ service }, { code }) => ({
  type: 'enrolled',
  reply: granted(await service.call('enrolKiosk', { message: { code } })),
});

export const flush: Runner<'flush'> = async ({ outbox, clock }, { all }) => ({
  type: 'flushed',
  ...(await outbox.flush(clock.now(), all)),
});

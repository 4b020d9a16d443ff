import type { Reader } from '#clients/card/reader.ts';
import { PhoneFailure, type Kept, type World } from '../ports.ts';
import type { CardDesk } from './card-desk.ts';
import type { Asking, Runner } from './run.ts';
import { within } from './within.ts';

/** Milliseconds that the part of the app which talks to cards may take to arrive. */
const PART_LIMIT = 20_000;

/** The desk, fetched once; a failure is not kept. */
async function deskOf({ holding, desk }: World): Promise<CardDesk> {
  holding.desk ??= within(PART_LIMIT, desk(holding.reader as Reader));
  try {
    return await holding.desk;
  } catch (cause) {
    holding.desk = null;
    throw new PhoneFailure('part-missing', cause);
  }
}

export const look: Runner<'look'> = async (world) => {
  const { tries, obstacle } = await (await deskOf(world)).look(world.now());
  return { type: 'looked', userPinTries: tries.userPin, obstacle };
};

/** Milliseconds that a call waits for the service's clock, once it has its own answer. */
const CLOCK_LIMIT = 2_000;

/**
 * What a call answers whose end is counted here, after the service's clock was heard anew: this phone's may have been set
 * meanwhile. Without it the clocks are taken to differ as they did.
 */
async function byItsClock<T>({ api }: World, { tell }: Asking, call: Promise<T>): Promise<T> {
  const clock = api().call('getService');
  clock.catch(() => {});
  const answer = await call;
  const service = await within(CLOCK_LIMIT, clock).catch(() => null);
  if (service) tell({ type: 'heard', service });
  return answer;
}

export const openSession: Runner<'open-session'> = async (world, { consentVersion }, asking) => {
  // A fresh key for each session: two reservations of one phone have nothing in common.
  const key = (world.holding.key = await world.makeKey());
  const opening = world.api(key).call('openSession', { message: { consentVersion } });
  return { type: 'opened', session: await byItsClock(world, asking, opening) };
};

export const prove: Runner<'prove'> = async (
  world,
  { session, confirmLastPin, confirmLastNumbers, years },
  { tell, wanted },
) => {
  const { session: token, audience, nonce } = session;
  const number = world.drawer.matchingNumber(years);
  try {
    const desk = await deskOf(world);
    const proof = await desk.prove({
      challenge: { token, audience, nonce },
      pin: { secret: world.drawer.pin(), confirmLastTry: confirmLastPin },
      matchingNumberB: { secret: number, confirmLastTry: confirmLastNumbers },
      onStep: (step) => tell({ type: 'step', step }),
      now: world.now(),
    });
    if (!wanted()) {
      proof.photo.fill(0);
      return null;
    }
    world.drawer.putProof(proof);
    return { type: 'proved' };
  } finally {
    number.fill(0);
  }
};

/** Sends what the card proved. The evidence stays until the service has answered, so that it can be sent again. */
export const present: Runner<'present'> = async ({ api, drawer, holding }, { session }) => {
  const { cardEvidence } = await import('./card-desk.ts');
  const proof = drawer.proof();
  const card = await api(holding.key!).call('presentCard', {
    token: session.session,
    message: cardEvidence(proof),
    files: { photo: [proof.photo] },
  });
  return { type: 'presented', card };
};

export const challenge: Runner<'challenge'> = async (world, { cardToken }, asking) => {
  const challenging = world.api(world.holding.key!).call('challengeLiveness', { token: cardToken });
  return { type: 'challenged', liveness: await byItsClock(world, asking, challenging) };
};

export const renew: Runner<'renew'> = async ({ api, holding }, { cardToken }) => ({
  type: 'renewed',
  reading: await api(holding.key!).call('renewCard', { token: cardToken }),
});

/** Sends the frames; the reservation they make is on this phone before the person is told of it. */
export const reserve: Runner<'reserve'> = async (
  { api, drawer, holding, keeper },
  { cardToken, liveness },
) => {
  const shots = drawer.shots();
  const reply = await api(holding.key!).call('reserve', {
    token: cardToken,
    message: { challenge: liveness.challenge, capturedAt: shots.map(({ capturedAt }) => capturedAt) },
    files: { frame: shots.map(({ image }) => image) },
  });
  drawer.forget(['frames']);
  const kept: Kept = { ticket: reply.ticket, key: holding.key!, view: reply.reservation };
  holding.kept = kept;
  // A phone that cannot keep it has still made it: the kiosk asks for the card alone.
  const saved = await keeper.save(kept).then(
    () => true,
    () => false,
  );
  return { type: 'reserved', view: reply.reservation, saved };
};

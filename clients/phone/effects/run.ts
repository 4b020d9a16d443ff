import type { Reader } from '#clients/card/reader.ts';
import type { World } from '../ports.ts';
import type { Effect, EffectType } from '../state/effects.ts';
import type { Event, ResultEvent } from '../state/events.ts';
import { cancel, poll, start, type Holding } from './reservation.ts';
import { present, reserve } from './submit.ts';
import { troubleOf } from './trouble.ts';

/** What an effect may use beside the world: what this page holds between effects, and a way to tell of progress. */
export interface Errand {
  world: World;
  holding: Holding;
  /** Results of the visit that asked. */
  tell(event: ResultEvent): void;
  /** What happens whoever is there. */
  announce(event: Event): void;
}

type Runner<T extends EffectType> = (
  errand: Errand,
  effect: Extract<Effect, { type: T }>,
) => Promise<unknown> | void;

const runners: { [T in EffectType]: Runner<T> } = {
  start,
  'ask-service': async ({ world, announce }) =>
    announce({ type: 'heard', service: await world.api().call('getService') }),
  'load-engine': ({ world, announce }) => world.engine.load((engine) => announce({ type: 'engine', engine })),
  look: async ({ world, holding, tell }) => {
    const { tries, obstacle } = await (await deskOf(world, holding)).look(world.now());
    tell({ type: 'looked', userPinTries: tries.userPin, obstacle });
  },
  'open-session': async ({ world, holding, tell }, { consentVersion }) => {
    // A fresh key for each session: two reservations of one phone have nothing in common.
    holding.key = await world.makeKey();
    const session = await world.api(holding.key).call('openSession', { message: { consentVersion } });
    tell({ type: 'opened', session });
  },
  prove,
  present,
  challenge: async ({ world, holding, tell }, { cardToken }) => {
    const liveness = await world.api(holding.key!).call('challengeLiveness', { token: cardToken });
    tell({ type: 'challenged', liveness });
  },
  reserve,
  poll,
  cancel,
  'stop-reading': ({ holding }) => holding.reader?.cancel?.(),
  forget: async ({ world, holding }, { what }) => {
    world.drawer.forget(what);
    if (!what.includes('kept')) return;
    holding.kept = null;
    await world.keeper.clear();
  },
};

/** Carries out effects; every one ends in an event, never in an exception. */
export function createRunner(world: World, dispatch: (event: Event) => void) {
  const holding: Holding = { key: null, kept: null, reader: null, desk: null };
  return async (effect: Effect, epoch: number): Promise<void> => {
    const tell = (event: ResultEvent) => dispatch({ ...event, epoch });
    try {
      const run = runners[effect.type] as Runner<EffectType>;
      await run({ world, holding, tell, announce: dispatch }, effect as never);
    } catch (error) {
      tell({ type: 'failed', effect, trouble: troubleOf(error) });
    }
  };
}

const deskOf = (world: World, holding: Holding) => (holding.desk ??= world.desk(holding.reader as Reader));

async function prove(
  { world, holding, tell }: Errand,
  { session, confirmLastPin, confirmLastNumbers }: Extract<Effect, { type: 'prove' }>,
): Promise<void> {
  const number = world.drawer.matchingNumber();
  const { session: token, audience, nonce } = session;
  try {
    const proof = await (
      await deskOf(world, holding)
    ).prove({
      challenge: { token, audience, nonce },
      pin: { secret: world.drawer.pin(), confirmLastTry: confirmLastPin },
      matchingNumberB: { secret: number, confirmLastTry: confirmLastNumbers },
      onStep: (step) => tell({ type: 'step', step }),
      now: world.now(),
    });
    world.drawer.putProof(proof);
    tell({ type: 'proved' });
  } finally {
    number.fill(0);
  }
}

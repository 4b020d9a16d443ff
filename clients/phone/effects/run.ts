import type { Asking as AskingOf } from '#clients/journey/store.ts';
import type { World } from '../ports.ts';
import type { Effect, EffectType } from '../state/effects.ts';
import type { Outcome } from '../state/events.ts';
import type { State } from '../state/types.ts';
import { challenge, openSession, present, prove, renew, reserve, look } from './visit.ts';
import { cancel, forget, poll, start } from './reservation.ts';
import { troubleOf } from './trouble.ts';

export type Asking = AskingOf<State, Outcome>;
export type EffectOf<T extends EffectType> = Extract<Effect, { type: T }>;

/** One effect: does it and answers with what came of it, or throws what went wrong. */
export type Runner<T extends EffectType> = (
  world: World,
  effect: EffectOf<T>,
  asking: Asking,
) => Promise<Outcome | null> | Outcome | null;

const runners: { [T in EffectType]: Runner<T> } = {
  start,
  'ask-service': async ({ api }) => ({ type: 'heard', service: await api().call('getService') }),
  'load-engine': ({ engine }, _effect, { tell }) => {
    engine.load((engine) => tell({ type: 'engine', engine }));
    return null;
  },
  look,
  'open-session': openSession,
  prove,
  present,
  challenge,
  renew,
  reserve,
  reload: ({ reload }) => {
    reload();
    return null;
  },
  poll,
  cancel,
  'stop-reading': async ({ holding }) => {
    await holding.reader?.cancel?.();
    return null;
  },
  forget,
};

/** Does one thing and answers with what came of it, or how it failed. */
export async function perform(world: World, effect: Effect, asking: Asking): Promise<Outcome | null> {
  try {
    return await (runners[effect.type] as Runner<EffectType>)(world, effect, asking);
  } catch (error) {
    return { type: 'failed', effect, trouble: troubleOf(error) };
  }
}

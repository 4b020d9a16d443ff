import type { Asking as AskingOf } from '#clients/journey/store.ts';
import type { World } from '../ports.ts';
import type { Effect, EffectType } from '../state/effects.ts';
import type { Outcome } from '../state/events.ts';
import type { State } from '../state/types.ts';
import type { EntryName } from './entries.ts';
import { askCertificate, authorise, check, compare, settle, write } from './reset.ts';
import { say } from './say.ts';
import { enrol, flush, hear, start } from './station.ts';
import { troubleOf } from './trouble.ts';
import { abort, claim, look, open, prove, renew } from './visit.ts';

export type EffectOf<T extends EffectType> = Extract<Effect, { type: T }>;

/** What an effect may know of the state that asked for it. */
export interface Asking {
  state: State;
  /** Unix seconds by the server's clock, as well as it is known. */
  serverNow: number;
}

/** One effect: does it and answers with what came of it. May throw `Troubled` or `CardFailure`. */
export type Runner<T extends EffectType> = (
  world: World,
  effect: EffectOf<T>,
  asking: Asking,
) => Promise<Outcome | null> | Outcome | null;

const ENTRIES: Record<'all' | 'entries' | 'second-entry', EntryName[]> = {
  all: ['pin', 'password', 'again'],
  entries: ['pin', 'password', 'again'],
  'second-entry': ['again'],
};

const done = (act: () => unknown): null => {
  act();
  return null;
};

const runners: { [T in EffectType]: Runner<T> } = {
  start,
  hear,
  enrol,
  flush,
  open,
  look,
  prove,
  claim,
  renew,
  abort,
  compare,
  authorise,
  write,
  check,
  'ask-certificate': askCertificate,
  settle,
  forget: ({ entries }, { what }) => done(() => entries.forget(...ENTRIES[what])),
  'release-card': ({ desk }) => done(() => void desk.release()),
  say,
  sound: ({ speaker }, { sound }) => done(() => speaker.play(sound)),
  print: ({ printer }) => done(() => printer.print()),
  reload: ({ reload }) => done(reload),
};

/** Does one thing and answers with what came of it, or how it failed. */
export async function perform(
  world: World,
  effect: Effect,
  { state }: AskingOf<State, Outcome>,
): Promise<Outcome | null> {
  const asking: Asking = { state, serverNow: world.clock.now() + state.service.skew };
  try {
    return await (runners[effect.type] as Runner<EffectType>)(world, effect, asking);
  } catch (error) {
    return { type: 'failed', effect, trouble: troubleOf(error) };
  }
}

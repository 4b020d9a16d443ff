import { initialState, reduce } from '../state.ts';
import type { Effect, EffectType } from '../state/effects.ts';
import { isResult, type Event } from '../state/events.ts';
import type { State } from '../state/types.ts';
import type { EntryName } from './entries.ts';
import { authorise, check, compare, settle, write } from './reset.ts';
import { enrol, flush, hear, start } from './station.ts';
import { troubleOf } from './trouble.ts';
import { abort, claim, look, open, prove, renew } from './visit.ts';
import type { Asking, Outcome, Runner, World } from './world.ts';

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
  settle,
  forget: ({ entries }, { what }) => done(() => entries.forget(...ENTRIES[what])),
  'release-card': ({ desk }) => done(() => void desk.release()),
  sound: ({ speaker }, { sound }) => done(() => speaker.play(sound)),
  print: ({ printer }) => done(() => printer.print()),
};

/** The kiosk at work: the state machine and the world it acts on. */
export interface Kiosk {
  readonly state: State;
  send(event: Event): void;
  /** Takes over what was typed, and says that the entry is complete. */
  enter(name: EntryName, bytes: Uint8Array<ArrayBuffer>): void;
  /** Calls back after every change. Answers how to stop. */
  watch(listener: () => void): () => void;
  /** Leaves the world alone from here on. */
  stop(): void;
}

/** Starts the kiosk: looks up what an earlier life left, follows the reader, and ticks once a second. */
export function startKiosk(world: World): Kiosk {
  let state = initialState(world.clock.now());
  const listeners = new Set<() => void>();
  const send = (event: Event): void => {
    const step = reduce(state, event, world.clock.now());
    state = step.state;
    for (const effect of step.effects) void perform(world, effect, state).then(tell(state.epoch));
    listeners.forEach((listener) => listener());
  };
  const tell = (epoch: number) => (outcome: Outcome | null) => {
    if (outcome) send(isResult(outcome) ? { ...outcome, epoch } : outcome);
  };
  const unwatch = world.reader.watch((reader) => send({ type: 'reader', reader }));
  const ticking = setInterval(() => send({ type: 'tick' }), 1_000);
  void perform(world, { type: 'start' }, state).then(tell(state.epoch));
  return {
    get state() {
      return state;
    },
    send,
    enter(name, bytes) {
      world.entries.keep(name, bytes);
      send({ type: 'entered' });
    },
    watch(listener) {
      listeners.add(listener);
      return () => void listeners.delete(listener);
    },
    stop() {
      unwatch();
      clearInterval(ticking);
    },
  };
}

/** Does one thing and answers with what came of it, or how it failed. */
async function perform(world: World, effect: Effect, state: State): Promise<Outcome | null> {
  const asking: Asking = { state, serverNow: world.clock.now() + state.service.skew };
  try {
    return await (runners[effect.type] as Runner<EffectType>)(world, effect, asking);
  } catch (error) {
    return { type: 'failed', effect, trouble: troubleOf(error) };
  }
}

/** What every trouble says of itself here. `retryAfter`: seconds, where the service names them. */
interface Told {
  from: string;
  retryAfter?: number | null;
}

/** A call that could not be made and can be made again: the screen below stays as it is. */
export interface Outage<Effect, Trouble extends Told> {
  trouble: Trouble;
  effect: Effect;
  /** Not before this instant. */
  retryAt: number;
  tries: number;
}

/** What the states of both apps have in common. Times are Unix seconds of this device. */
export interface Journey<Effect> {
  /** What the screen is about. */
  phase: { name: string };
  /** One person on the way. */
  visit: object | null;
  /** Counts visits; an answer to an earlier one is dropped. */
  epoch: number;
  now: number;
  outage: Outage<Effect, Told> | null;
}

/** A new state and what has to be done in the world. */
export interface Step<State, Effect> {
  state: State;
  effects: readonly Effect[];
}

/** An app's own part in its steps. */
export interface Manner<State extends Journey<Effect>, Effect> {
  newVisit(): NonNullable<State['visit']>;
  /** What begins anew with each screen. */
  entered(state: State): Partial<State>;
  /** Seconds until a call that failed `tries` times may be made again, where the service names none. */
  pause(trouble: Told, tries: number): number;
  /** What is left of an outage while its call is made again. */
  whileAsking(outage: NonNullable<State['outage']>, now: number): State['outage'];
}

/** The steps that an app's machine is made of. */
export function stepsOf<State extends Journey<Effect>, Effect>(manner: Manner<State, Effect>) {
  type Next = Step<State, Effect>;
  const { newVisit, entered, pause, whileAsking } = manner;
  const stay = (state: State, ...effects: Effect[]): Next => ({ state, effects });
  return {
    stay,
    /** Changes the phase; whatever could not be done in the phase before is given up. */
    enter: (state: State, phase: State['phase'], ...effects: Effect[]): Next =>
      stay({ ...state, phase, outage: null, ...entered(state) }, ...effects),
    /** Runs `next` on the state a step leads to; effects of both, in order. */
    andThen(step: Next, next: (state: State) => Next): Next {
      const after = next(step.state);
      return stay(after.state, ...step.effects, ...after.effects);
    },
    /** Another visit, or none: what the one before asked for counts no more. */
    withNewVisit: (state: State, visit: State['visit']): State => ({
      ...state,
      visit,
      epoch: state.epoch + 1,
    }),
    withVisit: (state: State, change: Partial<NonNullable<State['visit']>>): State => ({
      ...state,
      visit: { ...(state.visit ?? newVisit()), ...change },
    }),
    /** Without an answer nothing is lost: the same call can be made again. */
    suspend(state: State, effect: Effect, trouble: NonNullable<State['outage']>['trouble']): Next {
      const tries = (state.outage?.tries ?? 0) + 1;
      const retryAt = state.now + (trouble.retryAfter || pause(trouble, tries));
      return stay({ ...state, outage: { effect, trouble, tries, retryAt } });
    },
    /** Makes the call again that an outage is about. */
    retryOutage(state: State): Next {
      const { outage } = state;
      if (!outage) return stay(state);
      return stay({ ...state, outage: whileAsking(outage, state.now) }, outage.effect);
    },
  };
}

/** May the call of an outage be made again? */
export const isRetryDue = ({ outage, now }: Journey<unknown>): boolean =>
  outage !== null && now >= outage.retryAt;

interface Named {
  type: string;
}

/** A phase as a table of what it does about which event; anything else changes nothing. */
export type Answers<State, Phase, Event extends Named, Effect> = {
  [T in Event['type']]?: (
    state: State,
    phase: Phase,
    event: Extract<Event, { type: T }>,
  ) => Step<State, Effect>;
};

/** What each phase does. */
export type Phases<State extends Journey<Effect>, Event extends Named, Effect> = {
  [N in State['phase']['name']]: Answers<State, Extract<State['phase'], { name: N }>, Event, Effect>;
};

/** What is the same in every phase. `inPhase` hands the event on to the phase of a state. */
export type Everywhere<State, Event extends Named, Effect> = {
  [T in Event['type']]?: (
    state: State,
    event: Extract<Event, { type: T }>,
    inPhase: (state: State) => Step<State, Effect>,
  ) => Step<State, Effect>;
};

interface Tables<State extends Journey<Effect>, Event extends Named, Effect> {
  phases: Phases<State, Event, Effect>;
  everywhere: Everywhere<State, Event, Effect>;
  /** What an event says before anybody does anything about it. */
  learn?(state: State, event: Event): State;
}

/**
 * What an app does next. Pure: the same state, event and time always give the same step. `now` is Unix seconds. An
 * answer that an earlier visit asked for changes nothing.
 */
export function machineOf<State extends Journey<Effect>, Event extends Named, Effect>(
  tables: Tables<State, Event, Effect>,
) {
  type Next = Step<State, Effect>;
  // By the names that state and event carry, each finds what was written for just that phase and event.
  const phases = tables.phases as unknown as Record<string, Record<string, Answer<State, Event, Next>>>;
  const everywhere = tables.everywhere as unknown as Record<string, Everyone<State, Event, Next>>;
  return (before: State, event: Event, now: number): Next => {
    const state = { ...before, now };
    if ('epoch' in event && event.epoch !== before.epoch) return { state, effects: [] };
    const inPhase = (at: State): Next =>
      phases[at.phase.name]?.[event.type]?.(at, at.phase, event) ?? { state: at, effects: [] };
    const known = tables.learn?.(state, event) ?? state;
    return everywhere[event.type]?.(known, event, inPhase) ?? inPhase(known);
  };
}

type Answer<State extends { phase: unknown }, Event, Next> = (
  state: State,
  phase: State['phase'],
  event: Event,
) => Next;
type Everyone<State, Event, Next> = (state: State, event: Event, inPhase: (state: State) => Next) => Next;

import { describe, expect, it } from 'vitest';
import { isRetryDue, machineOf, stepsOf, type Journey } from './machine.ts';
import { createStore, type Asking } from './store.ts';

type Phase = { name: 'idle' } | { name: 'calling'; number: number };
type Effect = { type: 'start' } | { type: 'call'; number: number };
type Outcome = { type: 'progress' } | { type: 'answered'; number: number };
type Event = { type: 'dial'; number: number } | { type: 'hang-up' } | (Outcome & { epoch: number });

interface State extends Journey<Effect> {
  phase: Phase;
  visit: { calls: number } | null;
  answers: number[];
}

const { stay, enter, andThen, withNewVisit, withVisit, suspend, retryOutage } = stepsOf<State, Effect>({
  newVisit: () => ({ calls: 0 }),
  entered: () => ({}),
  pause: (_trouble, tries) => 2 ** tries,
  whileAsking: () => null,
});

const initial: State = { phase: { name: 'idle' }, visit: null, epoch: 0, now: 0, outage: null, answers: [] };

const reduce = machineOf<State, Event, Effect>({
  phases: {
    idle: {
      dial: (state, _phase, { number }) =>
        enter(state, { name: 'calling', number }, { type: 'call', number }),
    },
    calling: {
      answered: (state, _phase, { number }) => stay({ ...state, answers: [...state.answers, number] }),
    },
  },
  everywhere: {
    'hang-up': (state, _event, inPhase) =>
      andThen(inPhase(state), (next) => enter(withNewVisit(next, null), { name: 'idle' })),
  },
});

describe('the machine', () => {
  const calling = reduce(initial, { type: 'dial', number: 7 }, 1);

  it('does what the table of the phase says, and nothing about any other event', () => {
    expect(calling).toEqual({
      state: { ...initial, now: 1, phase: { name: 'calling', number: 7 } },
      effects: [{ type: 'call', number: 7 }],
    });
    const again = reduce(calling.state, { type: 'dial', number: 8 }, 2);
    expect(again).toEqual({ state: { ...calling.state, now: 2 }, effects: [] });
  });

  it('drops the answer that an earlier visit asked for', () => {
    const { epoch } = calling.state;
    const over = reduce(calling.state, { type: 'hang-up' }, 2).state;
    const next = reduce(over, { type: 'dial', number: 8 }, 3).state;
    expect(reduce(next, { type: 'answered', number: 7, epoch }, 4).state.answers).toEqual([]);
    expect(reduce(next, { type: 'answered', number: 8, epoch: epoch + 1 }, 4).state.answers).toEqual([8]);
  });

  it('begins a visit where a change of one finds none', () => {
    expect(withVisit(initial, {}).visit).toEqual({ calls: 0 });
    expect(withVisit({ ...initial, visit: { calls: 3 } }, {}).visit).toEqual({ calls: 3 });
  });
});

describe('an outage', () => {
  const call: Effect = { type: 'call', number: 7 };

  it('makes the same call again, after growing pauses or the time that the service names', () => {
    const once = suspend(initial, call, { from: 'network' }).state;
    expect(once.outage).toMatchObject({ tries: 1, retryAt: 2 });
    expect([isRetryDue({ ...once, now: 1 }), isRetryDue({ ...once, now: 2 })]).toEqual([false, true]);
    expect(suspend(once, call, { from: 'network' }).state.outage).toMatchObject({ tries: 2, retryAt: 4 });
    const named = suspend(once, call, { from: 'service', retryAfter: 30 }).state;
    expect(named.outage).toMatchObject({ tries: 2, retryAt: 30 });
    expect(retryOutage(named)).toEqual({ state: { ...named, outage: null }, effects: [call] });
  });

  it('ends with the screen it was about', () => {
    const kept = suspend(initial, call, { from: 'network' }).state;
    expect(enter(kept, { name: 'idle' }).state.outage).toBeNull();
    expect(retryOutage(initial)).toEqual({ state: initial, effects: [] });
  });
});

describe('the store', () => {
  it('carries out effects, and tells each visit its own answers', async () => {
    const asked: [Effect, Asking<State, Outcome>][] = [];
    const answers: ((outcome: Outcome | null) => void)[] = [];
    const store = createStore<State, Event, Effect, Outcome>({
      initial,
      reduce,
      now: () => 5,
      perform: (effect, asking) =>
        new Promise((resolve) => {
          asked.push([effect, asking]);
          answers.push(resolve);
        }),
      eventOf: (outcome, epoch) => ({ ...outcome, epoch }),
      first: { type: 'start' },
    });
    let changes = 0;
    const stop = store.watch(() => (changes += 1));
    store.dispatch({ type: 'dial', number: 7 });
    expect(asked.map(([{ type }]) => type)).toEqual(['start', 'call']);
    expect(asked[1]![1].state.phase).toEqual({ name: 'calling', number: 7 });
    asked[1]![1].tell({ type: 'progress' });
    expect(changes).toBe(2);
    store.dispatch({ type: 'hang-up' });
    store.dispatch({ type: 'dial', number: 8 });
    answers[1]!({ type: 'answered', number: 7 });
    answers[2]!({ type: 'answered', number: 8 });
    await Promise.resolve();
    await Promise.resolve();
    expect(store.state()).toMatchObject({ epoch: 1, now: 5, answers: [8] });
    stop();
    store.dispatch({ type: 'hang-up' });
    expect(changes).toBe(6);
  });
});

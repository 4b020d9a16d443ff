// Fetched by an effect in the middle of a walk: it must not be waited for there.
import '../effects/card-desk.ts';
import { Random } from '#clients/lab/card/fuzz/random.ts';
import type { CardFailureCode } from '#clients/card/failure.ts';
import type { ProblemCode } from '#schema/contract/problem.ts';
import type { WorldEvent } from '../state/events.ts';
import { createPhoneStore, type Store } from '../store.ts';
import { cardFailure, fakeWorld, network, problem, type FakeWorld } from './fake-world.ts';
import { leftLying, missing } from './needs.ts';
import { actsOn, eventOfAct, mainAct, waitOn } from './person.ts';

/** A walk that went wrong: how, and every step that led there. */
export interface DeadEnd {
  seed: number;
  why: string;
  steps: string[];
}

const STEPS = 45;
/** More than the longest way from the first screen to the last takes, with every wait on it. */
const TO_THE_END = 90;
const PAUSES = [1, 1, 30, 70, 200, 310, 620, 3_700];
const EVENTS: readonly WorldEvent[] = [
  { type: 'tick' },
  { type: 'online' },
  { type: 'hidden' },
  { type: 'shown' },
  { type: 'gone' },
  { type: 'reader', reader: 'present' },
];
const REFUSALS: readonly ProblemCode[] = [
  'phone-closed',
  'consent-outdated',
  'token-refused',
  'token-used',
  'malformed-request',
  'card-not-accepted',
  'face-no-match',
  'face-attempts-paused',
  'challenges-paused',
  'internal',
  'rate-limited',
];
const FAILURES: readonly CardFailureCode[] = ['link-lost', 'pin-wrong', 'card-data', 'reader-busy'];

interface Walking extends FakeWorld {
  store: Store;
  random: Random;
  steps: string[];
}

/** One person's way, at random and then on purpose: null, or how it could not come to an end. */
export async function walkAtRandom(seed: number): Promise<DeadEnd | null> {
  const fake = fakeWorld();
  const walking: Walking = {
    ...fake,
    store: createPhoneStore(fake.world),
    random: new Random(seed),
    steps: [],
  };
  await settled();
  for (let step = 0; step < STEPS; step += 1) {
    await stepAtRandom(walking);
    const why = wrong(walking);
    if (why) return { seed, why, steps: walking.steps };
  }
  const why = await goToTheEnd(walking);
  return why === null ? null : { seed, why, steps: walking.steps };
}

const settled = () => new Promise((resolve) => setImmediate(resolve));

function wrong({ store, world, faults }: Walking): string | null {
  const { phase } = store.state();
  const trouble = 'trouble' in phase ? phase.trouble : null;
  if (trouble?.from === 'phone' && trouble.code === 'fault') return 'something was thrown';
  const state = store.state();
  return faults[0] ?? missing(state, world.drawer) ?? leftLying(state, world.drawer);
}

async function stepAtRandom(walking: Walking): Promise<void> {
  const { random, asked, clock, store, steps } = walking;
  const kind = random.below(10);
  if (kind < 4 && asked.length > 0) await answerAtRandom(walking);
  else if (kind === 9) await pass(walking, random.one(PAUSES));
  else if (kind === 8) {
    const event = random.one(EVENTS);
    steps.push(event.type);
    store.dispatch(event);
  } else await act(walking, random.one(actsOn(store.state())));
  clock.now += 1;
}

async function answerAtRandom({ random, asked, steps }: Walking): Promise<void> {
  const one = random.one(asked);
  const well = random.below(4) > 0;
  steps.push(`${one.name} ${well ? 'answers' : 'fails'}`);
  if (well) one.succeed();
  else one.fail(failureOf(one.name, random));
  await settled();
}

function failureOf(name: string, random: Random): Error {
  if (name === 'look' || name === 'prove') return cardFailure(random.one(FAILURES));
  if (random.below(3) === 0) return network();
  const code = random.one(REFUSALS);
  return problem(code, code.endsWith('paused') ? random.one([30, 900, 3_600]) : null);
}

async function pass({ clock, store, steps }: Walking, seconds: number): Promise<void> {
  steps.push(`${seconds} s`);
  clock.now += seconds;
  store.dispatch({ type: 'tick' });
  await settled();
}

async function act({ store, world, steps }: Walking, type: ReturnType<typeof mainAct>): Promise<void> {
  // Nobody touches what is out of sight.
  if (store.state().hiddenSince !== null) store.dispatch({ type: 'shown' });
  const state = store.state();
  steps.push(`${state.phase.name}: ${type}`);
  store.dispatch(eventOfAct(type, state, world.drawer));
  await settled();
}

/** A person who goes on, whom everything answers: null, or where they do not arrive. */
async function goToTheEnd(walking: Walking): Promise<string | null> {
  const { store, asked } = walking;
  walking.steps.push('on purpose');
  store.dispatch({ type: 'shown' });
  for (let step = 0; step < TO_THE_END; step += 1) {
    if (isEnd(store.state().phase)) return null;
    const wait = waitOn(store.state());
    if (asked.length > 0) asked[0]!.succeed();
    else if (wait > 0) await pass(walking, Math.ceil(wait));
    else await act(walking, mainAct(store.state()));
    await settled();
    const why = wrong(walking);
    if (why) return why;
  }
  return `no end is reached from ${store.state().phase.name}`;
}

const isEnd = (phase: ReturnType<Store['state']>['phase']): boolean =>
  phase.name === 'receipt' || (phase.name === 'refused' && phase.resume === null);

import { carryOut, type Action, type Challenge, type Model } from './model.ts';

/** What was seen of one action: its answer, or `lost` when the process died before it could answer. */
export interface Seen {
  action: Action;
  answer: string;
}

/** The part of a model that the database shows too. */
export function stateOf(model: Model): string {
  const bookings = [...model.bookings].map(([name, { state, lease, authorisedAt, endedAt, audit }]) => ({
    name,
    state,
    lease: state === 'claimed' ? lease : null,
    authorisedAt,
    endedAt,
    audit: audit.join(),
  }));
  const challenges = [...model.challenges].map(([name, { progress }]) => [name, progress]);
  return JSON.stringify([bookings.sort(byName), challenges.sort(), [...model.sequences].sort()]);
}

const byName = (a: { name: string }, b: { name: string }) => (a.name < b.name ? -1 : 1);

/**
 * The model after actions that ran at the same time, in an order and with a fate of each lost one that explain every
 * answer and the state found. Null when nothing does: the back end did what the model never would.
 */
export function explain(before: Model, seen: readonly Seen[], now: number, found: string): Model | null {
  const raced = seen.length > 1;
  for (const acts of [seen, [...seen.flatMap(told), ...seen]]) {
    for (const order of ordersOf(acts)) {
      for (const model of outcomes(before, order, now, raced)) if (stateOf(model) === found) return model;
    }
  }
  return null;
}

/** Answers to a claim that came before its card was asked anything. */
const UNHEARD = new Set(['kiosk-closed', 'token-refused', 'claim-lapsed']);

/** What a card says at a claim that it has used is a change of its own: somebody else may come between it and the claim. */
function told({ action, answer }: Seen): Seen[] {
  if (action.kind !== 'claim' || action.used === null || UNHEARD.has(answer)) return [];
  return [{ action: { kind: 'complete', challenge: action.used }, answer: `ok ${action.used}` }];
}

function* outcomes(
  before: Model,
  [first, ...rest]: readonly Seen[],
  now: number,
  raced: boolean,
): Generator<Model> {
  if (!first) return yield before;
  for (const model of fates(before, first, now, raced)) yield* outcomes(model, rest, now, raced);
}

/** Every state that one action may have led to, given its answer. */
function* fates(before: Model, { action, answer }: Seen, now: number, raced: boolean): Generator<Model> {
  const model = structuredClone(before);
  const expected = carryOut(model, action, now);
  const lost = answer === 'lost';
  // Somebody who lost a race may be asked to try again; nothing has happened then.
  const lostRace = answer === 'conflict' && raced;
  if (answer === expected || lost) yield model;
  if (!lost && !lostRace) return;
  yield before;
  if (action.kind === 'reserve') yield* unanswered(before, action.challenge, now, lost);
}

/** What an unanswered request may have left of its challenge. */
function* unanswered(before: Model, challenge: string, now: number, lost: boolean): Generator<Model> {
  if (lost) yield withProgress(before, challenge, now);
  else yield* takenOver(before, challenge, now);
}

/** One that lost its race may first have taken the challenge over from a request that died, and given it up with its own. */
function* takenOver(before: Model, challenge: string, now: number): Generator<Model> {
  const { progress } = before.challenges.get(challenge)!;
  if (typeof progress === 'number' && now >= progress + 60) yield withProgress(before, challenge, 'fresh');
}

function withProgress(before: Model, challenge: string, progress: Challenge['progress']): Model {
  const model = structuredClone(before);
  model.challenges.get(challenge)!.progress = progress;
  return model;
}

function* ordersOf<T>(items: readonly T[]): Generator<T[]> {
  if (items.length < 2) return yield [...items];
  for (const [index, item] of items.entries())
    for (const rest of ordersOf(items.toSpliced(index, 1))) yield [item, ...rest];
}

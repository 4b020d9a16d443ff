import { carryOut, type Action, type Model } from './model.ts';

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
  return JSON.stringify([bookings.sort(byName), challenges.sort()]);
}

const byName = (a: { name: string }, b: { name: string }) => (a.name < b.name ? -1 : 1);

/**
 * The model after actions that ran at the same time, in an order and with a fate of each lost one that explain every
 * answer and the state found. Null when nothing does: the back end did what the model never would.
 */
export function explain(before: Model, seen: readonly Seen[], now: number, found: string): Model | null {
  const raced = seen.length > 1;
  for (const order of ordersOf(seen)) {
    for (const model of outcomes(before, order, now, raced)) if (stateOf(model) === found) return model;
  }
  return null;
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
  if (answer === expected || answer === 'lost') yield model;
  // Somebody who lost a race may be asked to try again; nothing has happened then.
  if (answer === 'lost' || (answer === 'conflict' && raced)) yield before;
  if (answer !== 'lost' || action.kind !== 'reserve') return;
  const inHand = structuredClone(before);
  inHand.challenges.get(action.challenge)!.progress = now;
  yield inHand;
}

function* ordersOf<T>(items: readonly T[]): Generator<T[]> {
  if (items.length < 2) return yield [...items];
  for (const [index, item] of items.entries())
    for (const rest of ordersOf(items.toSpliced(index, 1))) yield [item, ...rest];
}

import type { Drawer } from '../drawer.ts';
import type { PhaseName, State } from '../state/types.ts';

type Need = [what: string, there: (state: State, drawer: Drawer) => boolean];

const has = (look: () => unknown): boolean => {
  try {
    look();
    return true;
  } catch {
    return false;
  }
};

const numbers: Need = ['numbers', (_state, drawer) => has(() => drawer.matchingNumber())];
const pin: Need = ['pin', (_state, drawer) => has(() => drawer.pin())];
const proof: Need = ['what the card proved', (_state, drawer) => has(() => drawer.proof())];
const pictures: Need = ['pictures', (_state, drawer) => drawer.shots().length > 0];
const terms: Need = ['the terms', ({ agreed }) => agreed !== null];
const reading: Need = ['a reading', ({ visit }) => visit.reading !== null];
const challenge: Need = ['a challenge', ({ visit }) => visit.liveness !== null];

const ALWAYS: Partial<Record<PhaseName, readonly Need[]>> = {
  numbers: [terms],
  tap: [terms, numbers],
  pin: [terms, numbers],
};

const STAGES: Record<string, readonly Need[]> = {
  opening: [terms, numbers, pin],
  card: [numbers, pin],
  'hold sending': [proof],
  ready: [reading],
  asking: [reading],
  shooting: [reading, challenge],
  'selfie sending': [reading, challenge, pictures],
};

function needsOf({ phase }: State): readonly Need[] {
  if (!('stage' in phase)) return ALWAYS[phase.name] ?? [];
  return STAGES[phase.stage] ?? STAGES[`${phase.name} ${phase.stage}`]!;
}

/** Seconds out of sight after which nothing may be left in the drawer. */
const OUT_OF_SIGHT = 300;

/** What is still in the drawer although nobody is there; null: nothing. */
export function leftLying({ hiddenSince, now }: State, drawer: Drawer): string | null {
  if (hiddenSince === null || now - hiddenSince <= OUT_OF_SIGHT) return null;
  const left = [numbers, pin, proof, pictures].find(([, there]) => there({} as State, drawer));
  return left ? `${left[0]} left lying` : null;
}

/** What this screen needs and has not; null: it can be gone on from. */
export function missing(state: State, drawer: Drawer): string | null {
  const lacking = needsOf(state).find(([, there]) => !there(state, drawer));
  return lacking ? `${state.phase.name} without ${lacking[0]}` : null;
}

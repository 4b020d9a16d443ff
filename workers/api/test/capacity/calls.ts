import measured from '../costs/measured.generated.json' with { type: 'json' };
import type { Cost } from '../costs/meter.ts';

const costs: Readonly<Record<string, Cost>> = measured;

/** How many statements each trip of a call brings, by what was measured. Throws on a call that was not. */
export function tripsOf(call: string): readonly number[] {
  const cost = costs[call];
  if (!cost) throw new Error(`${call}: its cost was never measured`);
  const { trips, statements } = cost;
  return Array.from(
    { length: trips },
    (_, trip) => Math.floor((statements * (trip + 1)) / trips) - Math.floor((statements * trip) / trips),
  );
}

/** The call, in the form that was measured; the plain call where that form was not. */
export const inForm = (call: string, form: string): string =>
  `${call}, ${form}` in costs ? `${call}, ${form}` : call;

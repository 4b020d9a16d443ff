import type { Asked, ClosureWeight, PlannedClosure } from '#schema/contract/operator-acts.ts';
import type { OperatorService } from '../service.ts';
import { instantInWords } from './times.ts';

type Wanted = Pick<Asked<'planClosure'>, 'from' | 'until' | 'scope'> & Partial<Asked<'planClosure'>>;

/** Plans a closure. Absent: an emergency if it cuts, else maintenance; without a note; without insisting. */
export const planClosure = (
  operator: OperatorService,
  { cuts = false, reason = cuts ? 'emergency' : 'maintenance', note = null, force = false, ...span }: Wanted,
): Promise<PlannedClosure> => operator.ask('planClosure', { ...span, cuts, reason, note, force });

/** Takes a planned closure back, or ends it early. */
export const endClosure = (operator: OperatorService, id: string) => operator.ask('endClosure', { id });

/** What a closure takes, in words. */
export const inWords = ({ reservations, hours }: ClosureWeight): string =>
  `${reservations} live reservations lose ${hours} hours`;

/** A closure as a line of a terminal. */
export function describeClosure({ id, from, until, scope, cuts, reason }: PlannedClosure): string {
  const how = cuts ? `${reason}, cuts visits` : reason;
  return `${id}  ${instantInWords(from)} until ${instantInWords(until)}  ${scope}, ${how}`;
}

import * as v from 'valibot';
import { Calendar, CLOSING_REASONS } from './calendar.ts';
import { Operator } from './operator.ts';
import { Instant, Window } from './primitives.ts';

/** Is a step possible at this moment, and if not, when next (null: no opening is planned). */
export const Opening = v.object({
  open: v.boolean(),
  /** When the present state ends: closing time while open, opening time while closed. */
  until: v.nullable(Instant),
  /** Why it is closed. */
  reason: v.nullable(v.picklist(CLOSING_REASONS)),
});
export type Opening = v.InferOutput<typeof Opening>;

export const ServiceReply = v.object({
  now: Instant,
  phone: Opening,
  kiosk: Opening,
  /** What a reservation made at `now` would be worth at a kiosk. */
  reservation: v.object({ expiresAt: Instant, windows: v.array(Window) }),
  calendar: Calendar,
  consentVersion: v.string(),
  operator: Operator,
});
export type ServiceReply = v.InferOutput<typeof ServiceReply>;

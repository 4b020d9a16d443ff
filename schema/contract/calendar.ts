import * as v from 'valibot';
import { Instant } from './primitives.ts';

/** Why a step is closed. `hours`: it is night; every other reason is in the calendar ahead. */
export const CLOSING_REASONS = ['hours', 'closed-day', 'maintenance', 'emergency'] as const;
/** Why an operator closes a step. `closed-day`: a holiday, whole days in Japan. */
export const CLOSURE_REASONS = ['closed-day', 'maintenance', 'emergency'] as const;
export type ClosureReason = (typeof CLOSURE_REASONS)[number];

export const SCOPES = ['phone', 'kiosk', 'both'] as const;
export type Scope = (typeof SCOPES)[number];

/** A sentence for people, in the two languages that operators write. */
export const Bilingual = v.object({ ja: v.string(), en: v.string() });
export type Bilingual = v.InferOutput<typeof Bilingual>;

/** A stretch in which a step stays closed that would be open by its hours. */
export const ClosedStretch = v.object({
  from: Instant,
  until: Instant,
  scope: v.picklist(SCOPES),
  reason: v.picklist(CLOSURE_REASONS),
  note: v.nullable(Bilingual),
});
export type ClosedStretch = v.InferOutput<typeof ClosedStretch>;

const MinuteOfDay = v.pipe(v.number(), v.integer(), v.minValue(0), v.maxValue(1_440));

/** The days ahead: a kiosk's hours, in minutes from midnight in Japan, and where they do not hold, in order. */
export const Calendar = v.object({
  kioskHours: v.object({ opensAt: MinuteOfDay, closesAt: MinuteOfDay }),
  /** Nothing is said of what comes later. */
  until: Instant,
  closed: v.array(ClosedStretch),
});
export type Calendar = v.InferOutput<typeof Calendar>;

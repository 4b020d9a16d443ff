import type { Calendar } from './calendar.ts';
import type { EndpointName } from './endpoints.ts';
import type { PlannedClosure } from './operator-acts.ts';
import type { ThresholdName } from './thresholds.ts';

/** The calls of a person's way from the first tap to the new password, in order. */
export const FUNNEL = [
  'openSession',
  'presentCard',
  'reserve',
  'openRedemption',
  'claim',
  'authorise',
  'complete',
] as const satisfies readonly EndpointName[];
export type FunnelCall = (typeof FUNNEL)[number];

/** People are counted in tens: 0 stands for fewer than ten. */
export const TENS = 10;

/** What was counted in some stretch of time. */
export interface Counted {
  /** Reservations made; in tens. */
  reserved: number;
  /** Visits that found their reservation at a kiosk; in tens. */
  begun: number;
  /** New passwords; in tens. */
  completed: number;
  /** Of a hundred faces that were judged, how many matched; null for fewer than ten. */
  facePassed: number | null;
  /** 95 of 100 claims took less than so many milliseconds, 0: longer than the longest bucket; null for fewer than ten. */
  claimUnder: number | null;
  /** Signs of life from kiosks; exact. */
  heartbeats: number;
}

/** One call of the way: how often it was answered as asked, and why not; in tens. */
export interface FunnelStep {
  call: FunnelCall;
  done: number;
  /** The three most frequent, by problem code; without those of fewer than ten. */
  refused: { code: string; count: number }[];
}

/** Two days of the service as the console shows them. Nothing in it is about one person. Instants are Unix seconds. */
export interface ServiceDay {
  /** Visits at a kiosk now; in tens. */
  atKiosk: number;
  /** Thresholds that are crossed: nothing else is shown in red. */
  crossed: ThresholdName[];
  /** Kiosks in service by chain, those without one under an empty name, and how many of them are not heard of. Exact. */
  chains: { chain: string; active: number; silent: number }[];
  /** The last 24 hours and the one under way, earliest first. */
  hours: (Counted & { hour: number })[];
  /** All of these hours together. */
  together: Counted;
  today: FunnelStep[];
  yesterday: FunnelStep[];
  closures: PlannedClosure[];
  calendar: Calendar;
}

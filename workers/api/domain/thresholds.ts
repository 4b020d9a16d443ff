import { PROBLEMS, type ProblemCode } from '#schema/contract/problem.ts';
import { THRESHOLDS, type Threshold, type ThresholdName } from '#schema/contract/thresholds.ts';
import { hourOf, type StepCount } from './step-counts.ts';

/** Milliseconds within which all claims but one in twenty are answered. */
export const CLAIM_WITHIN = 800;
/** An hour that holds fewer calls is taken together with the one before. */
const ENOUGH = 20;
/** So many bad ones are more than chance, however few were asked. */
const FEWEST = 3;
const HOUR = 3_600;

/** Of STEP 2, what a kiosk asks for with somebody before it. */
const VISIT = new Set([
  'openRedemption',
  'claim',
  'renew',
  'authorise',
  'abort',
  'complete',
  'recover',
  'checkSignatureCertificate',
]);
/** Refused with a 5xx because an operator wants it so. */
const MEANT = new Set(['phone-closed', 'kiosk-closed', 'service-paused']);
/** Answers for which the matcher was asked. */
const LOOKED = new Set(['ok', 'photo-unusable', 'face-unusable', 'face-not-live', 'face-no-match']);
const AWAY = 'matcher-unavailable';

interface Rule {
  allowed: number;
  /** Is it looked at, and was it bad? Null: not looked at. */
  bad(count: StepCount): boolean | null;
}

const RULES: Readonly<Record<ThresholdName, Rule>> = {
  'claim-slow': {
    allowed: 0.05,
    bad: ({ step, outcome, under }) =>
      step === 'claim' && outcome === 'ok' ? under === 0 || under > CLAIM_WITHIN : null,
  },
  'step2-faults': {
    allowed: 0.005,
    bad: ({ step, outcome }) =>
      VISIT.has(step) && outcome !== 'dpop-nonce-required' ? isFault(outcome) : null,
  },
  'matcher-away': {
    allowed: 0.01,
    bad: ({ step, outcome }) => {
      if (step !== 'presentCard' && step !== 'reserve') return null;
      return LOOKED.has(outcome) || outcome === AWAY ? outcome === AWAY : null;
    },
  },
};

const isFault = (outcome: string): boolean =>
  !MEANT.has(outcome) && (PROBLEMS[outcome as ProblemCode]?.status ?? 200) >= 500;

/** The hour since when counts are looked at. Unix seconds. */
export const lookedAtSince = (now: number): number => hourOf(now) - HOUR;

/** How each threshold stands by the counts of this hour, or with those of the one before while it holds few. */
export const thresholdsAt = (counts: readonly StepCount[], now: number): Threshold[] =>
  THRESHOLDS.map((name) => {
    const { allowed, bad } = RULES[name];
    const within = (since: number) =>
      tally(
        counts.filter(({ hour }) => hour >= since),
        bad,
      );
    const young = within(hourOf(now));
    const found = young.asked < ENOUGH ? within(lookedAtSince(now)) : young;
    const crossed = found.bad >= FEWEST && found.bad > found.asked * allowed;
    return { name, ...found, allowed, crossed };
  });

function tally(counts: readonly StepCount[], judge: Rule['bad']): { asked: number; bad: number } {
  const sum = { asked: 0, bad: 0 };
  for (const each of counts) {
    const bad = judge(each);
    if (bad === null) continue;
    sum.asked += each.count;
    if (bad) sum.bad += each.count;
  }
  return sum;
}

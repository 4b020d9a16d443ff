/** What wakes an operator. Each has its line in workers/README.md, "Alarms". */
export const THRESHOLDS = ['claim-slow', 'step2-faults', 'matcher-away'] as const;
export type ThresholdName = (typeof THRESHOLDS)[number];

/** Of the calls that a threshold looks at, how many were not as they ought to be. Counts alone, of an hour or two. */
export interface Threshold {
  name: ThresholdName;
  asked: number;
  bad: number;
  /** Share that is borne, 0 to 1. */
  allowed: number;
  crossed: boolean;
}

/** What is posted when a threshold is crossed, and when it is well again. No card, no kiosk and no person is in it. */
export interface AlarmMessage extends Omit<Threshold, 'crossed' | 'name'> {
  alarm: ThresholdName;
  state: 'crossed' | 'well';
  /** The same as a sentence, under the name by which chats show it. */
  text: string;
  /** The service's origin. */
  issuer: string;
  /** Unix seconds. */
  at: number;
}

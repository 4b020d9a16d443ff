import { QUALITY_REASONS, type Pose, type QualityReason } from '#schema/contract/face.ts';
import type { Measures } from './measures.ts';
import type { Thresholds } from './thresholds.ts';

const COARSE = ['several-faces', 'upside-down', 'cut-off', 'turned-away'] as const;

export interface Judged {
  measures: Measures;
  pose: Pose;
  rivalled: boolean;
  upsideDown: boolean;
}

/**
 * Why this face cannot be used, in the order in which a person should hear it. Empty: it can.
 * Of a head that is turned away, upside down or cut off nothing finer can be said.
 */
export function judge({ measures, pose, rivalled, upsideDown }: Judged, limits: Thresholds): QualityReason[] {
  const failed: Partial<Record<QualityReason, boolean>> = {
    'several-faces': rivalled,
    'upside-down': upsideDown,
    'cut-off': measures.outside > limits.outside,
    'too-small': measures.eyeDistance < limits.eyeDistance,
    'too-dark': measures.brightness < limits.darkest,
    'too-bright': measures.brightness > limits.brightest,
    blurred: measures.sharpness < limits.sharpness,
    'turned-away': isTurned(pose, limits),
    'eyes-covered': measures.eyes < limits.eyes || measures.underEyes < limits.underEyes,
    'mouth-covered': measures.mouth < limits.mouth,
  };
  const coarse = COARSE.filter((reason) => failed[reason]);
  return coarse.length > 0 ? coarse : QUALITY_REASONS.filter((reason) => failed[reason]);
}

function isTurned({ yaw, pitch, roll }: Pose, limits: Thresholds): boolean {
  return Math.abs(yaw) > limits.yaw || Math.abs(pitch) > limits.pitch || Math.abs(roll) > limits.roll;
}

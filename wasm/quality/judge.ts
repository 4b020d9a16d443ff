import { QUALITY_REASONS, type Pose, type QualityReason } from '#schema/contract/face.ts';
import type { Measures } from './measures.ts';
import type { Thresholds } from './thresholds.ts';

export interface Judged {
  measures: Measures;
  pose: Pose;
  rival: number;
}

/** Why this face cannot be used, in the order in which a person should hear it. Empty: it can. */
export function judge({ measures, pose, rival }: Judged, limits: Thresholds): QualityReason[] {
  const failed: Partial<Record<QualityReason, boolean>> = {
    'several-faces': rival >= limits.rival,
    'upside-down': Math.abs(pose.roll) >= limits.upsideDownRoll,
    'cut-off': measures.outside > limits.outside,
    'too-small': measures.eyeDistance < limits.eyeDistance,
    'too-dark': measures.brightness < limits.darkest,
    'too-bright': measures.brightness > limits.brightest,
    blurred: measures.sharpness < limits.sharpness,
    'turned-away': isTurned(pose, limits),
  };
  return QUALITY_REASONS.filter((reason) => failed[reason]);
}

function isTurned({ yaw, pitch, roll }: Pose, limits: Thresholds): boolean {
  return Math.abs(yaw) > limits.yaw || Math.abs(pitch) > limits.pitch || Math.abs(roll) > limits.roll;
}

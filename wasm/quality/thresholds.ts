/**
 * Every number a picture is judged by. Chip photos were accepted by the issuer and are far smaller, so they are held to
 * less than what a person can simply take again.
 */
export interface Thresholds {
  /** Least presence of the mesh for something to count as a face. */
  presence: number;
  /** Another face this large (its area as a part of the chosen one's) makes it unclear who is meant. */
  rival: number;
  upsideDownRoll: number;
  outside: number;
  eyeDistance: number;
  darkest: number;
  brightest: number;
  sharpness: number;
  yaw: number;
  pitch: number;
  roll: number;
}

export const PROBE: Thresholds = {
  presence: 0.5,
  rival: 0.6,
  upsideDownRoll: 120,
  outside: 0.3,
  eyeDistance: 24,
  darkest: 40,
  brightest: 225,
  sharpness: 0.08,
  yaw: 35,
  pitch: 35,
  roll: 40,
};

export const REFERENCE: Thresholds = {
  ...PROBE,
  eyeDistance: 16,
  darkest: 20,
  brightest: 240,
  sharpness: 0.04,
  yaw: 45,
  pitch: 45,
};

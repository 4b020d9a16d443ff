import type { Rivalry } from '#wasm/find/choose.ts';

/**
 * Every number a picture is judged by; `npm run lab -- face:quality` says what each costs and catches. Chip photos were
 * accepted by the issuer and cannot be taken again, so less is asked of them.
 */
export interface Thresholds {
  /** Least presence of the mesh for something to count as a face. */
  presence: number;
  rival: Rivalry;
  /** A detection less sure than this is compared with that of the picture upside down. */
  doubtfulScore: number;
  /** Most of the face's outline that may lie outside the picture. */
  outside: number;
  /** Pixels between the eyes. */
  eyeDistance: number;
  /** Grey, 0 to 255. */
  darkest: number;
  brightest: number;
  sharpness: number;
  eyes: number;
  underEyes: number;
  mouth: number;
  /** Degrees either way. */
  yaw: number;
  pitch: number;
  roll: number;
}

/** What a picture is for. */
export type Role = 'reference' | 'probe';

export const PROBE: Thresholds = {
  presence: 0.5,
  rival: { area: 0.5, farther: 0.5 },
  doubtfulScore: 0.82,
  outside: 0.2,
  eyeDistance: 24,
  darkest: 50,
  brightest: 210,
  sharpness: 0.06,
  eyes: 0.16,
  underEyes: 0.68,
  mouth: 0.2,
  yaw: 42,
  pitch: 30,
  roll: 30,
};

export const REFERENCE: Thresholds = {
  ...PROBE,
  rival: { area: 0.7, farther: 0.2 },
  eyeDistance: 16,
  darkest: 25,
  brightest: 235,
  sharpness: 0.015,
  eyes: 0.05,
  underEyes: 0,
  mouth: 0.1,
  yaw: 60,
  pitch: 45,
  roll: 45,
};

export const THRESHOLDS: Record<Role, Thresholds> = { reference: REFERENCE, probe: PROBE };

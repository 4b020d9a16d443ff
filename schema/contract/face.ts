/**
 * What the back end asks the matcher, and the facts it gets back. Facts only: whether a score is a match,
 * and what a refusal costs, is decided in `workers/api/domain`.
 */

/** Why one picture cannot be used, in words a person can act on. Order = order in which they are shown. */
export const QUALITY_REASONS = [
  'undecodable',
  'no-face',
  'several-faces',
  'upside-down',
  'cut-off',
  'too-small',
  'too-dark',
  'too-bright',
  'blurred',
  'turned-away',
  'eyes-covered',
  'mouth-covered',
] as const;
export type QualityReason = (typeof QUALITY_REASONS)[number];

/** Head movements the server may ask for. Directions are the person's own (their left, their right). */
export const POSE_STEPS = ['left', 'right', 'up', 'down', 'nearer'] as const;
export type PoseStep = (typeof POSE_STEPS)[number];

/** Degrees. Yaw > 0: head turned to the person's own left. Pitch > 0: chin up. Roll > 0: head tilted to the person's own left shoulder. */
export interface Pose {
  yaw: number;
  pitch: number;
  roll: number;
}

/** Which weights produced an embedding or a score. `digest` is the SHA-256 (hex) of the embedding model file. */
export interface ModelIdentity {
  profile: string;
  digest: string;
}

/** The chip photo reduced to an L2-normalised embedding. `reasons` non-empty means the photo cannot serve as a reference. */
export interface ReferenceFacts {
  model: ModelIdentity;
  reasons: QualityReason[];
  embedding: Float32Array | null;
}

/** One JPEG of a presentation; `capturedAt` is milliseconds since the presentation began, from the capturing device. */
export interface Frame {
  image: Uint8Array;
  capturedAt: number;
}

export interface FrameFacts {
  reasons: QualityReason[];
  pose: Pose | null;
  /** Distance between the eye centres over the image width: grows when the face comes nearer. */
  eyeSpan: number | null;
}

export interface Presentation {
  reference: Float32Array;
  frames: Frame[];
  /** The sequence the challenge asked for, in order. */
  steps: PoseStep[];
}

export interface PresentationFacts {
  model: ModelIdentity;
  frames: FrameFacts[];
  liveness: {
    /** Every step was seen, in the order asked for, with plausible timing. */
    followed: boolean;
    /** Every frame that counts (the first look ahead, the first of each movement) shows one person. False unless `followed`. */
    samePerson: boolean;
  };
  /** Cosine of the fused probe with the reference, -1..1: of the frames that count, or of the first one unless `followed`. Null without a face. */
  score: number | null;
}

/** The matcher's RPC entry point (`Matcher` in workers/matcher). Never throws for what a stranger sent. */
export interface MatcherRpc {
  /** Opens models and decoders, so that the first picture does not wait for them. */
  warm(): Promise<void>;
  embedReference(photo: Uint8Array): Promise<ReferenceFacts>;
  examine(presentation: Presentation): Promise<PresentationFacts>;
}

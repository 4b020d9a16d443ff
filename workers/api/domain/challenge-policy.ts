import type { PoseStep } from '#schema/contract/face.ts';
import { ok, refused, type Result } from './result.ts';

/** Seconds in which a sequence of head movements may be answered. */
export const CHALLENGE_LIFE = 120;
/** Sequences of one card that may be replaced before pauses begin. */
export const FREE_REPLACEMENTS = 3;
/** Pictures of one card that may be refused for their quality in a day before pauses begin. */
export const FREE_QUALITY_REFUSALS = 20;
/** Seconds over which refusals for quality are counted. */
export const QUALITY_WINDOW = 86_400;
const FIRST_PAUSE = 30;
const LONGEST_PAUSE = 3_600;

/** What a card's holder is asked to do before the camera; drawn at random. `id` is that of the tokens that may answer. */
export interface Draw {
  id: string;
  steps: PoseStep[];
}

/**
 * A card's one sequence, with what went before it. None of it is a face try: a person whose prompt stood open has
 * failed at nothing.
 */
export interface HeldChallenge extends Draw {
  answerBy: number;
  /** When it was decided; null while it was not. Pictures that could not be used decide nothing. */
  answeredAt: number | null;
  /** Sequences before this one since the last match. */
  replaced: number;
  /** Refusals for quality in the day that began at `refusalsSince`. */
  refusals: number;
  refusalsSince: number;
  refusedAt: number;
}

/**
 * The sequence that a card's holder is to follow now: the one that is open, whoever asks for it, and else another one.
 * Otherwise sequences could be asked for until one fits a recording.
 */
export function challengeAt(held: HeldChallenge | null, draw: Draw, now: number): Result<HeldChallenge> {
  if (!held) return ok(firstChallenge(draw, now));
  const open = held.answeredAt === null && now < held.answerBy;
  const pausedUntil = Math.max(pauseForQuality(held), open ? 0 : pauseForReplacing(held));
  if (now < pausedUntil) return refused('challenges-paused', 'challenge', { retryAfter: pausedUntil - now });
  return ok(open ? held : { ...held, ...opened(draw, now), replaced: held.replaced + 1 });
}

/** The sequence of a card that has none. */
export const firstChallenge = (draw: Draw, now: number): HeldChallenge => ({
  ...opened(draw, now),
  replaced: 0,
  refusals: 0,
  refusalsSince: 0,
  refusedAt: 0,
});

const opened = (draw: Draw, now: number) => ({ ...draw, answerBy: now + CHALLENGE_LIFE, answeredAt: null });

/** Until when no other sequence may take this one's place, counted from its end. */
function pauseForReplacing({ answeredAt, answerBy, replaced }: HeldChallenge): number {
  return (answeredAt ?? answerBy) + pauseAfter(replaced - FREE_REPLACEMENTS);
}

function pauseForQuality({ refusals, refusedAt }: HeldChallenge): number {
  return refusedAt + pauseAfter(refusals - FREE_QUALITY_REFUSALS);
}

/** Seconds to wait after as many as this beyond what is free. */
const pauseAfter = (beyond: number) =>
  beyond < 1 ? 0 : Math.min(FIRST_PAUSE * 2 ** (beyond - 1), LONGEST_PAUSE);

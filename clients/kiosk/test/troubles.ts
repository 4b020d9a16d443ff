import type { ProblemCode } from '#schema/contract/problem.ts';
import type { CardFailureCode } from '#clients/card/failure.ts';
import type { Effect } from '../state/effects.ts';
import type { Trouble } from '../state/trouble.ts';
import { redemption } from './play.ts';

// What can go wrong in a visit, as tests tell it.

export const network: Trouble = { from: 'network' };
export const service = (code: ProblemCode): Trouble => ({
  from: 'service',
  code,
  retryAfter: null,
  requestId: 'r',
});
export const card = (code: CardFailureCode, triesLeft: number | null = null): Trouble => ({
  from: 'card',
  code,
  triesLeft,
});

export const prove: Effect = { type: 'prove', redemption, confirmLastTry: false };
export const claimEffect: Effect = { type: 'claim', redemption, message: {} as never };
export const authorise: Effect = { type: 'authorise', redemption };
export const write: Effect = { type: 'write', redemption, authorisation: 'x', record: 'r' };
export const failed = (effect: Effect, trouble: Trouble) => ({ type: 'failed', effect, trouble }) as const;

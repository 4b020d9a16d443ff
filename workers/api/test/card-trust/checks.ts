import type { Result } from '../../domain/result.ts';

/** The check that refused; `accepted` when none did. */
export const checkOf = (result: Result<unknown>): string => (result.ok ? 'accepted' : result.failure.check);

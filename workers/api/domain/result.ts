import type { Failure } from './failure.ts';

/** What every step answers: a value, or the one reason why not. */
export type Result<T> = { ok: true; value: T } | { ok: false; failure: Failure };

export const ok = <T>(value: T): Result<T> => ({ ok: true, value });
export const refused = (failure: Failure): { ok: false; failure: Failure } => ({ ok: false, failure });

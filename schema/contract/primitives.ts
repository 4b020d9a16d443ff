import * as v from 'valibot';

/** Instants travel as whole seconds since 1970-01-01T00:00:00Z, as in JWT. */
export const Instant = v.pipe(v.number(), v.integer(), v.minValue(0), v.maxValue(4_102_444_800));

/** Unpadded base64url text (RFC 4648 §5) of at most `maxBytes` bytes. */
export const base64url = (maxBytes: number) =>
  v.pipe(v.string(), v.maxLength(Math.ceil((maxBytes * 4) / 3)), v.regex(/^[A-Za-z0-9_-]*$/));

/** Unpadded base64url text of exactly `bytes` bytes. */
export const base64urlOf = (bytes: number) =>
  v.pipe(v.string(), v.length(Math.ceil((bytes * 4) / 3)), v.regex(/^[A-Za-z0-9_-]*$/));

export const Uuid = v.pipe(v.string(), v.uuid());

/** A compact JWS or JWE. The cap leaves room for an encrypted 512-float embedding. */
export const Token = v.pipe(
  v.string(),
  v.maxLength(8_192),
  v.regex(/^[A-Za-z0-9_-]+(\.[A-Za-z0-9_-]*){2,4}$/),
);

/** Eight letters that are not read for one another: what a person reads out to whoever helps. */
export const SupportNumber = v.pipe(v.string(), v.regex(/^[ACDEFHJKMNPRTWXY]{8}$/));

/** A stretch of time, `from` included, `until` excluded. */
export const Window = v.object({ from: Instant, until: Instant });
export type Window = v.InferOutput<typeof Window>;

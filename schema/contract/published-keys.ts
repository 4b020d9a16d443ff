import * as v from 'valibot';

/** The secrets that are rings of keys: the first key makes or signs, the others still read what they made before. */
export const RINGS = ['master', 'ticket', 'authority'] as const;
export type RingName = (typeof RINGS)[number];

const kids = v.array(v.string());

/**
 * `/.well-known/jwks.json`: the public halves of the ticket keys, and for each ring the names of its keys, the first of
 * which is in use. Readers of a key set skip members they do not know (RFC 7517 §5).
 */
export const PublishedKeys = v.object({
  keys: v.array(
    v.object({
      kty: v.literal('EC'),
      crv: v.literal('P-256'),
      x: v.string(),
      y: v.string(),
      kid: v.string(),
      alg: v.literal('ES256'),
      use: v.literal('sig'),
    }),
  ),
  rings: v.object({ master: kids, ticket: kids, authority: kids }),
});
export type PublishedKeys = v.InferOutput<typeof PublishedKeys>;

/** Seconds for which anybody may keep the published keys. */
export const PUBLISHED_KEYS_KEPT = 300;

import { createAuthority, type Authority } from '#clients/lab/card/issuer/authority.ts';
import { CAST, type Member } from '#clients/lab/people/cast.ts';
import type { Faces } from '#clients/lab/people/faces.ts';
import { issueCard } from '#clients/lab/people/lab.ts';
import { personWith } from '#clients/lab/people/people.ts';

/** Everybody in the demonstration. */
export type Cast = Awaited<ReturnType<typeof assembleCast>>;

/** Has all the cards made. Keys are generated, so this takes a few seconds. */
export async function assembleCast(authority: Authority, faces: Faces, now: number) {
  const { strangerPortrait: portrait, ...cameras } = faces;
  const handed = async (member: Member & { portrait?: string }, issuer = authority) =>
    personWith(await issueCard(issuer, member, now), member.holder);
  return {
    holder: await handed(CAST.holder),
    /** Has a good card and no reservation; another face in the chip. */
    neighbour: await handed({ ...CAST.neighbour, portrait }),
    /** A card of an authority that the service does not know. */
    forger: await handed(CAST.holder, await createAuthority(now)),
    /** From abroad: the chip counts the birth date as it is printed, in Western years. */
    resident: await handed(CAST.resident),
    /** The same on its front, and its chip counts in the era. */
    countedByEra: await handed(CAST.countedByEra),
    /** Moved: only the signature certificate was revoked. */
    moved: await handed(CAST.moved),
    /** Types the PIN wrong. */
    forgetful: await handed(CAST.holder),
    blocked: await handed(CAST.blocked),
    ...cameras,
  };
}

import type { RingName } from '#schema/contract/published-keys.ts';
import type { KeyRing } from './ring.ts';

/** What can be done to a ring. `show` changes nothing. */
export const MOVES = ['publish', 'promote', 'retire', 'show'] as const;
export type Move = (typeof MOVES)[number];

/** What a move does, to whom. */
export const CONSEQUENCES: Readonly<Record<RingName, Record<Move, string>>> = {
  master: {
    publish: 'The new key is read and makes nothing. Nobody notices.',
    promote:
      'Tokens and nonces are made with the new key; what the old one made is still read. Nobody notices.',
    retire:
      'The old key is gone. What it made ended in the hour since the new one came into use: nobody notices. (An audit event that waited longer to be sealed would count as foreign: see that "status" is clean.)',
    show: 'Nothing changes.',
  },
  ticket: {
    publish:
      'The new public key is in the published set and signs nothing. Phones, kiosks and auditors get to know it.',
    promote: 'New tickets, receipts and audit heads are signed with the new key; older ones stay good.',
    retire:
      'The old key can sign no more. Its public half stays for 400 days: reservations, receipts in the outboxes of kiosks that are offline, and audit heads stay good.',
    show: 'Nothing changes.',
  },
  authority: {
    publish:
      'The new key signs nothing. Have the card authority make it known to cards before it is promoted.',
    promote:
      'Resets are authorised with the new key. A card that does not know it refuses the reset: its holder keeps the reservation and the old password.',
    retire: 'The old key is gone. What it authorised ended a minute later.',
    show: 'Nothing changes.',
  },
};

const iso = (seconds: number | null) =>
  seconds === null ? 'not yet' : new Date(seconds * 1_000).toISOString();

const days = (seconds: number) => `${Math.floor(seconds / 86_400)} days`;

/** A ring without its secrets, a line for each key. @param now Unix seconds */
export const describeRing = (ring: KeyRing, now: number): string[] =>
  ring.map(
    ({ jwk, state, since, seenAt }) =>
      `${jwk.kid}  ${state} since ${iso(since)}, ${days(now - since)}${state === 'verify-only' ? '' : `, seen at the origin since ${iso(seenAt)}`}`,
  );

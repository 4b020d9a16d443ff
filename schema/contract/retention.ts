const DAY = 86_400;

/** When a row's time begins to run. */
type From = 'end' | 'claim' | 'event' | 'sealing' | 'expiry' | 'last-change' | 'never';

/** What is kept, and for how many seconds from when. */
interface Kept {
  what: string;
  from: From;
  seconds: number;
}

/**
 * How long anything is kept: the purge deletes by it, the privacy receipt promises by it, the consent text says it.
 * `what` is for operators (schema/README.md).
 */
export const RETENTION = {
  reservations: {
    what: 'keyed hashes of certificate and chip, the salt of the trail, the ticket, state, times',
    from: 'end',
    seconds: 30 * DAY,
  },
  redemptions: { what: 'reservation, kiosk, digests, times', from: 'claim', seconds: 30 * DAY },
  auditEvents: {
    what: 'reservation id, kiosk and times; a card only as a commitment',
    from: 'event',
    seconds: 400 * DAY,
  },
  auditSegments: {
    what: 'the sealed events once more, outside the database',
    from: 'event',
    seconds: 400 * DAY,
  },
  auditHeads: {
    what: 'hashes and signatures over the trail, and counts of its events',
    from: 'never',
    seconds: Infinity,
  },
  stepCounts: {
    what: 'how often each call ended how and how fast, by the hour',
    from: 'event',
    seconds: 400 * DAY,
  },
  // A certificate lives five years at most; the count of its failed tries must not end earlier.
  throttles: {
    what: 'count of failed face tries of a certificate hash; a match deletes it',
    from: 'last-change',
    seconds: 5 * 366 * DAY,
  },
  livenessChallenges: {
    what: 'the sequence of head movements of a certificate hash, counts of those replaced and of unusable pictures',
    from: 'last-change',
    seconds: 5 * 366 * DAY,
  },
  alarms: { what: 'which thresholds an operator was told of', from: 'end', seconds: 0 },
  spentProofs: { what: 'identifiers of proofs', from: 'expiry', seconds: 0 },
  seenTokens: { what: 'single-use tokens', from: 'expiry', seconds: 0 },
  enrolmentCodes: { what: 'SHA-256 of one-time codes', from: 'expiry', seconds: 0 },
  kiosks: {
    what: 'key thumbprint, place, state, versions and health of the machine',
    from: 'never',
    seconds: Infinity,
  },
  maintenanceWindows: { what: 'planned closures', from: 'never', seconds: Infinity },
} as const satisfies Readonly<Record<string, Kept>>;

/** Seconds for which sealed events stay in the database beside their segment: longer than any reservation lives. */
export const TRAIL_TAIL = 7 * DAY;

/** The provider's own recovery copies of the database (D1 Time Travel), seconds: what was deleted is in them so long. */
export const RECOVERY_COPIES = 30 * DAY;

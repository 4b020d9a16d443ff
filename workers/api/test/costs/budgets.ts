import type { Cost } from './meter.ts';

/** What a call may cost at most. Lowered whenever a call gets cheaper; raised only by who says why in the commit. */
type Budget = readonly [trips: number, statements: number, read: number, written: number];

/** The calls of one journey, in order, with one look at the reservation. */
export const JOURNEY = {
  openSession: [0, 0, 0, 0],
  presentCard: [1, 4, 4, 3],
  reserve: [2, 10, 21, 16],
  getReservation: [1, 1, 1, 0],
  openRedemption: [0, 0, 0, 0],
  claim: [2, 6, 11, 5],
  authorise: [2, 5, 12, 4],
  complete: [1, 4, 7, 4],
} satisfies Record<string, Budget>;

/** What else is asked, and other ends of these calls. */
export const BESIDES = {
  'getService, asked for the first time': [1, 1, 1, 0],
  'presentCard, the same again': [1, 4, 5, 2],
  challengeLiveness: [1, 1, 1, 0],
  'reserve, the same again': [1, 5, 12, 1],
  'reserve, no match': [2, 7, 13, 7],
  'reserve, unusable pictures': [2, 10, 18, 11],
  'reserve, matcher away': [2, 9, 17, 10],
  'reserve, after a failed try': [3, 14, 31, 16],
  'reserve, an earlier one live': [2, 12, 31, 19],
  cancelReservation: [2, 4, 7, 4],
  'heartbeat, the first': [1, 2, 3, 1],
  heartbeat: [1, 2, 3, 0],
  renew: [2, 5, 11, 4],
  abort: [2, 5, 12, 4],
  recover: [2, 5, 13, 4],
  signatureCertificate: [2, 4, 11, 3],
} satisfies Record<string, Budget>;

export type CallName = keyof typeof JOURNEY | keyof typeof BESIDES;

/** What of a cost is over its budget; in words, for who reads the failing test. */
export function overspent(name: CallName, { trips, statements, read, written }: Cost): string[] {
  const budget: Budget = { ...JOURNEY, ...BESIDES }[name];
  const spent = { trips, statements, read, written };
  return Object.entries(spent)
    .map(([what, count], index) => ({ what, count, most: budget[index]! }))
    .filter(({ count, most }) => count > most)
    .map(({ what, count, most }) => `${name}: ${what} ${count}, budget ${most}`);
}

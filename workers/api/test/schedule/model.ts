// The reference model: reservations as design and README tell them, written without a look at workers/api/domain.

/** A request as the model sees it. Reservations are named after the challenge they answer. */
export type Action =
  /** For a challenge, again or for another: `challenge` is what another one is called. */
  | { kind: 'ask'; challenge: string; card: string }
  | { kind: 'reserve'; challenge: string; card: string }
  | { kind: 'cancel'; challenge: string }
  /** `used`: what the card says it was last reset for. */
  | { kind: 'claim'; visit: string; card: string; used: string | null }
  | { kind: 'renew' | 'authorise' | 'abort'; visit: string }
  | { kind: 'complete'; challenge: string }
  | { kind: 'recover'; visit: string; challenge: string | null };

export interface Booking {
  card: string;
  state: 'reserved' | 'claimed' | 'completed' | 'cancelled' | 'superseded';
  madeAt: number;
  lease: { visit: string; from: number; until: number } | null;
  authorisedAt: number | null;
  endedAt: number | null;
  /** What its audit rows must say, in order. */
  audit: string[];
}

export interface Challenge {
  issuedAt: number;
  /** A number: taken then by a request that did not answer yet. */
  progress: 'fresh' | 'answered' | number;
}

/** What a card's holder is to do before the camera, and how many sequences went before it since the last match. */
export interface Sequence {
  challenge: string;
  answerBy: number;
  replaced: number;
}

export interface Model {
  bookings: Map<string, Booking>;
  challenges: Map<string, Challenge>;
  /** By card. */
  sequences: Map<string, Sequence>;
  /** When each visit began, and what it claimed. */
  visits: Map<string, { openedAt: number; claimed: string | null }>;
}

const DAY = 86_400;
const LEASE = 300;
const LONGEST_LEASE = 600;
const VISIT = 600;

export const emptyModel = (): Model => ({
  bookings: new Map(),
  challenges: new Map(),
  sequences: new Map(),
  visits: new Map(),
});

/** Carries an action out at `now`; answers `ok …` or the code of the refusal. */
export function carryOut(model: Model, action: Action, now: number): string {
  switch (action.kind) {
    case 'ask':
      return ask(model, action.challenge, action.card, now);
    case 'reserve':
      return reserve(model, action.challenge, action.card, now);
    case 'cancel':
      return cancel(model.bookings.get(action.challenge)!, now);
    case 'claim':
      return claim(model, action, now);
    case 'complete':
      return complete(model, action.challenge, now);
    case 'recover':
      if (!inTime(model, action.visit, now)) return 'token-refused';
      return recover(model, action.visit, action.challenge, now);
    default:
      return duringVisit(model, action.kind, action.visit, now);
  }
}

/** One sequence a card at a time, whoever asks; three may run out for nothing, and then each makes the next one wait. */
function ask({ challenges, sequences }: Model, name: string, card: string, now: number): string {
  const held = sequences.get(card);
  if (held && now < held.answerBy) return `ok ${held.challenge}`;
  if (held && held.replaced > 3) {
    const pause = Math.min(30 * 2 ** (held.replaced - 4), 3_600);
    if (now < held.answerBy + pause) return 'challenges-paused';
  }
  const replaced = held ? held.replaced + 1 : 0;
  sequences.set(card, { challenge: name, answerBy: now + 120, replaced });
  challenges.set(name, { issuedAt: now, progress: 'fresh' });
  return `ok ${name}`;
}

function reserve(model: Model, name: string, card: string, now: number): string {
  const challenge = model.challenges.get(name)!;
  if (now >= challenge.issuedAt + 600) return 'token-refused';
  if (challenge.progress === 'answered') return `ok ${name}`;
  if (typeof challenge.progress === 'number' && now < challenge.progress + 60) return 'conflict';
  challenge.progress = 'fresh';
  if (now >= challenge.issuedAt + 120) return 'token-refused';
  const live = newest(model, card, now);
  if (live && leased(live, now)) return 'reservation-in-use';
  if (live && isFree(live, now)) end(live, 'superseded', now);
  closeRunOut(model, card, now);
  model.bookings.set(name, {
    card,
    state: 'reserved',
    madeAt: now,
    lease: null,
    authorisedAt: null,
    endedAt: null,
    audit: ['reserved'],
  });
  challenge.progress = 'answered';
  // A match takes the card's count away, and its sequence with it.
  model.sequences.delete(card);
  return `ok ${name}`;
}

function cancel(booking: Booking, now: number): string {
  if (now >= booking.madeAt + DAY) return 'token-refused';
  if (booking.state === 'cancelled') return 'ok';
  if (leased(booking, now)) return 'reservation-in-use';
  if (!isFree(booking, now)) return 'reservation-ended';
  end(booking, 'cancelled', now);
  return 'ok';
}

function claim(
  model: Model,
  { visit: name, card, used }: Extract<Action, { kind: 'claim' }>,
  now: number,
): string {
  const visit = model.visits.get(name)!;
  if (!inTime(model, name, now)) return 'token-refused';
  if (visit.claimed !== null) {
    const held = leased(model.bookings.get(visit.claimed)!, now)?.visit === name;
    return held ? `ok ${visit.claimed}` : 'claim-lapsed';
  }
  if (!kiosksOpen(now)) return 'kiosk-closed';
  if (now >= visit.openedAt + VISIT) return 'token-refused';
  if (used !== null) complete(model, used, now);
  const booking = newest(model, card, now);
  const refusal = whyNotFree(booking, now);
  if (refusal) return refusal;
  booking!.state = 'claimed';
  booking!.lease = { visit: name, from: now, until: now + LEASE };
  booking!.audit.push('claimed');
  visit.claimed = nameOf(model, booking!);
  return `ok ${visit.claimed}`;
}

function whyNotFree(booking: Booking | undefined, now: number): string | null {
  if (!booking) return 'no-reservation';
  if (leased(booking, now)) return 'reservation-in-use';
  if (isFree(booking, now)) return null;
  return isOpen(booking) ? 'reservation-expired' : 'reservation-ended';
}

function duringVisit(model: Model, kind: 'renew' | 'authorise' | 'abort', name: string, now: number): string {
  if (!inTime(model, name, now)) return 'token-refused';
  const { claimed } = model.visits.get(name)!;
  const unheld = kind === 'abort' ? 'ok released' : 'claim-lapsed';
  if (claimed === null) return unheld;
  const booking = model.bookings.get(claimed)!;
  if (booking.state === 'completed') return 'reservation-ended';
  const lease = leased(booking, now);
  if (lease?.visit !== name) return unheld;
  const acts = { renew, authorise, abort: giveBack };
  return acts[kind](booking, lease, now, claimed);
}

type Lease = NonNullable<Booking['lease']>;

function renew(booking: Booking, lease: Lease, now: number): string {
  lease.until = Math.min(now + LEASE, lease.from + LONGEST_LEASE);
  booking.audit.push('renewed');
  return 'ok';
}

function authorise(booking: Booking, _lease: Lease, now: number, name: string): string {
  booking.authorisedAt = now;
  booking.audit.push('authorised');
  return `ok ${name}`;
}

function giveBack(booking: Booking, lease: Lease): string {
  if (booking.authorisedAt !== null && booking.authorisedAt >= lease.from) return 'ok leased';
  booking.state = 'reserved';
  booking.lease = null;
  booking.audit.push('released');
  return 'ok released';
}

/** Whatever the card names counts; the answer is for what this visit claimed, if it claimed anything. */
function recover(model: Model, visit: string, named: string | null, now: number): string {
  if (named !== null) complete(model, named, now);
  const own = model.visits.get(visit)!.claimed ?? named;
  return own !== null && model.bookings.get(own)!.state === 'completed' ? `ok ${own}` : 'ok not-reset';
}

function complete(model: Model, name: string, now: number): string {
  const booking = model.bookings.get(name)!;
  if (booking.state !== 'completed') end(booking, 'completed', now);
  return `ok ${name}`;
}

function end(booking: Booking, state: 'completed' | 'cancelled' | 'superseded', now: number): void {
  booking.state = state;
  booking.endedAt = now;
  booking.audit.push(state);
}

/** The next reservation notes when those before it ran out. */
function closeRunOut({ bookings }: Model, card: string, now: number): void {
  for (const booking of bookings.values()) {
    if (booking.card !== card || booking.endedAt !== null || !isOpen(booking)) continue;
    const held = booking.state === 'claimed' ? booking.lease!.until : 0;
    const runOut = Math.max(booking.madeAt + DAY, held);
    if (runOut <= now) booking.endedAt = runOut;
  }
}

const isOpen = ({ state }: Booking) => state === 'reserved' || state === 'claimed';

const leased = ({ state, lease }: Booking, now: number) =>
  state === 'claimed' && lease && now < lease.until ? lease : null;

const isFree = (booking: Booking, now: number) =>
  isOpen(booking) && !leased(booking, now) && now < booking.madeAt + DAY;

/** The card's booking that a kiosk may still come to, or else its newest. */
function newest({ bookings }: Model, card: string, now: number): Booking | undefined {
  const own = [...bookings.values()].filter((booking) => booking.card === card);
  return own.findLast((booking) => leased(booking, now) || isFree(booking, now)) ?? own.at(-1);
}

const nameOf = ({ bookings }: Model, booking: Booking) =>
  [...bookings].find(([, candidate]) => candidate === booking)![0];

const inTime = ({ visits }: Model, visit: string, now: number) =>
  now < visits.get(visit)!.openedAt + VISIT + LONGEST_LEASE;

/** 06:30 to 23:00 in Japan. */
function kiosksOpen(now: number): boolean {
  const minute = Math.floor(((now + 9 * 3_600) % DAY) / 60);
  return minute >= 390 && minute < 1_380;
}

import {
  chainHashes,
  GENESIS,
  macText,
  type ChainedEvent,
  type ChainLink,
} from '#schema/contract/audit-chain.ts';
import { segmentFault, type Segment } from '#schema/contract/audit-segment.ts';
import { emptyReplay, replayEvent } from '../domain/replay.ts';
import type { Ports, Restoring } from '../ports/index.ts';

type Following = Pick<Ports, 'audit' | 'digest' | 'statements' | 'segments' | 'restoration'>;

/**
 * Brings a database that was put back to an earlier copy on to where the trail outside of it ends: every change that
 * the copy's rows can take is taken once more, and an event says what was lost. Goes on where an earlier run died.
 * Answers whether there was anything to do. Throws when the trail is not this service's own.
 */
export async function followTrail(ports: Following, now: number): Promise<boolean> {
  const restoring = (await ports.segments.restoring()) ?? (await found(ports));
  if (!restoring) return false;
  for (;;) {
    const segment = await ports.segments.after(await lastLink(ports));
    if (!segment) break;
    await follow(ports, segment);
  }
  await conclude(ports, restoring, now);
  await ports.segments.endRestoring();
  return true;
}

const lastLink = async ({ audit }: Following): Promise<ChainLink> =>
  (await audit.lastHead()) ?? { seq: 0, chainHash: GENESIS };

/** A kept segment whose events the database has not got: it is an earlier one. Null when all is as it was left. */
async function found({ audit, segments, ...ports }: Following): Promise<Restoring | null> {
  const { seq, chainHash } = await lastLink({ audit, segments, ...ports });
  const from = { seq, chainHash };
  const segment = await segments.after(from);
  if (!segment) return null;
  const { events } = segment;
  const known = await audit.eventsAfter(seq, events.length);
  const same = events.findIndex((event, index) => !isSame(event, known[index]));
  if (same === -1) return null;
  const copy = seq + same;
  const strays = await audit.eventsAfter(copy, MOST_STRAYS);
  return segments.beginRestoring({ from, copy, strays });
}

/** More than a service writes between a restore and the next run. */
const MOST_STRAYS = 100_000;

const isSame = (event: ChainedEvent, known: Omit<ChainedEvent, 'foreign'> | undefined): boolean =>
  known?.seq === event.seq && known.mac === event.mac && macText(known) === macText(event);

async function follow({ digest, statements, restoration }: Following, segment: Segment): Promise<void> {
  const { signature, ...head } = segment.head;
  const isOurs = await statements.isOurs('kaijo-audit-head+jwt', head, signature);
  if (!isOurs || (await segmentFault(segment, digest)))
    throw new Error('a segment of the trail is not what was signed');
  await restoration.retake(segment.events.filter(({ foreign }) => foreign === 0));
  await restoration.adopt(segment, await chainHashes(segment.from.chainHash, segment.events, digest));
}

/** Says in the trail what the copy was and what is lost. */
async function conclude(ports: Following, { from, copy, strays }: Restoring, now: number): Promise<void> {
  const last = await lastLink(ports);
  const lost = await lostSince(ports, from, copy);
  const detail = { copy, head: last.seq, chainHash: last.chainHash, ...lost, strays: strays.length };
  const subject = { reservationId: null, card: null, kioskId: null };
  await ports.restoration.conclude(
    strays,
    { at: now, kind: 'database-restored', ...subject, detail },
    last.seq,
  );
}

/** Reservations that began after the copy was taken, and standing charges of cards that it had no count of. */
async function lostSince({ segments, restoration }: Following, from: ChainLink, copy: number) {
  const replay = emptyReplay();
  let segment = await segments.after(from);
  let [since, until] = [0, 0];
  for (; segment; segment = await segments.after(segment.head))
    for (const event of segment.events) {
      if (event.seq <= copy) continue;
      since ||= event.at;
      until = event.at;
      replayEvent(replay, event, false);
    }
  const known = await restoration.commitments();
  const tries = [...replay.tries].filter(([commitment]) => !known.has(commitment));
  const charges = tries.reduce((sum, [, { charges: standing }]) => sum + standing.size, 0);
  return { since, until, reservations: replay.reservations.size, charges };
}

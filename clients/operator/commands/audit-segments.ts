import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import {
  chainHashes,
  type AuditHead,
  type ChainLink,
  type StoredEvent,
} from '#schema/contract/audit-chain.ts';
import { parseSegment, segmentFault, segmentName, type Segment } from '#schema/contract/audit-segment.ts';
import { runWrangler } from '../wrangler.ts';
import type { HeadFault } from './audit-heads.ts';
import { digest } from './native-digest.ts';

/** The trail as it is kept outside the database. Null where no segment follows a place in the chain. */
export interface SegmentSource {
  after(link: ChainLink): Promise<Segment | null>;
}

/** Segments that were downloaded, under their own names. */
export const folderSegments = (folder: string): SegmentSource => ({
  async after(link) {
    const text = await readFile(join(folder, segmentName(link)), 'utf8').catch(() => null);
    return text === null ? null : parseSegment(text);
  },
});

/** Segments in R2, by `wrangler r2 object get`: with the operator's own login, or those of the local system. */
export const bucketSegments = (bucket: string, where: readonly string[]): SegmentSource => ({
  async after(link) {
    const object = `${bucket}/${segmentName(link)}`;
    try {
      return parseSegment(await runWrangler(['r2', 'object', 'get', object, '--pipe', ...where]));
    } catch (error) {
      if (String(error).includes('key does not exist')) return null;
      throw error;
    }
  },
});

/** What `wrangler.toml` calls the bucket of an environment; none: the local system's. */
export const bucketOf = (env: string | undefined): string =>
  env === undefined ? 'kaijo-trail' : `kaijo-trail-${env}`;

/** Segments fetched at once: each by a process of its own. */
const AT_ONCE = 4;

/** What segments are held against, as the walk over the trail comes by; without any nothing is found. */
export interface HeldAgainst {
  /** Compares heads, in order, with the segments kept under them. @param from what the first is chained to */
  under(from: ChainLink, heads: readonly AuditHead[]): Promise<HeadFault | null>;
  /** The events under heads, in order, from the segments kept under them. */
  events(from: ChainLink, heads: readonly AuditHead[]): Promise<StoredEvent[] | HeadFault>;
  /** A segment behind the last head: the database has lost that head, or was put back and has not noticed yet. */
  beyond(last: ChainLink): Promise<HeadFault | null>;
}

/** Holds a trail against its segments. */
export function heldAgainst(source: SegmentSource | undefined): HeldAgainst {
  if (!source) return { under: async () => null, events: async () => [], beyond: async () => null };
  return {
    async under(from, heads) {
      const found = await segmentsUnder(source, from, heads);
      return 'fault' in found ? found : null;
    },
    async events(from, heads) {
      const found = await segmentsUnder(source, from, heads);
      return 'fault' in found ? found : (await Promise.all(found.map(eventsOf))).flat();
    },
    async beyond(last) {
      const beyond = await source.after(last);
      return beyond && { seq: beyond.head.seq, fault: 'head-removed' };
    },
  };
}

async function segmentsUnder(
  source: SegmentSource,
  from: ChainLink,
  heads: readonly AuditHead[],
): Promise<Segment[] | HeadFault> {
  const links = [from, ...heads];
  const segments: Segment[] = [];
  for (let begin = 0; begin < heads.length; begin += AT_ONCE) {
    const some = heads.slice(begin, begin + AT_ONCE);
    const found = await Promise.all(
      some.map((head, index) => segmentUnder(source, links[begin + index]!, head)),
    );
    for (const one of found) {
      if ('fault' in one) return one;
      segments.push(one);
    }
  }
  return segments;
}

async function segmentUnder(
  source: SegmentSource,
  from: ChainLink,
  { seq, chainHash }: AuditHead,
): Promise<Segment | HeadFault> {
  const segment = await source.after(from).catch(() => 'unreadable' as const);
  if (segment === null) return { seq, fault: 'segment-removed' };
  const same =
    segment !== 'unreadable' &&
    segment.from.chainHash === from.chainHash &&
    segment.head.chainHash === chainHash &&
    (await segmentFault(segment, digest)) === null;
  return same ? segment : { seq, fault: 'segment-differs' };
}

async function eventsOf({ from, events }: Segment): Promise<StoredEvent[]> {
  const hashes = await chainHashes(from.chainHash, events, digest);
  return events.map((event, index) => ({ ...event, hash: hashes[index]! }));
}

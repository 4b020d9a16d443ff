import { parseSegment, segmentName, type Segment } from '#schema/contract/audit-segment.ts';
import type { Restoring, SegmentStore } from '../ports/index.ts';

const PREFIX = 'segments/';
/** Not among the segments: it goes when the restore is done. */
const RESTORING = 'restoring.json';
const UNLESS_THERE = { etagDoesNotMatch: '*' };

/** The trail's segments in R2, each written once and never over another. */
export function segmentStore(bucket: R2Bucket): SegmentStore {
  const after: SegmentStore['after'] = async (link) => {
    const found = await bucket.get(segmentName(link));
    return found && parseSegment(await found.text());
  };
  const restoring = async () => {
    const found = await bucket.get(RESTORING);
    return found && found.json<Restoring>();
  };
  return {
    after,
    async holds(from, { chainHash }) {
      const found = await bucket.head(segmentName(from));
      return found?.customMetadata?.['head'] === chainHash;
    },
    restoring,
    async beginRestoring(found) {
      const written = await bucket.put(RESTORING, JSON.stringify(found), { onlyIf: UNLESS_THERE });
      return written ? found : (await restoring())!;
    },
    endRestoring: () => bucket.delete(RESTORING),
    async keep(segment) {
      const written = await bucket.put(segmentName(segment.from), JSON.stringify(segment), {
        onlyIf: UNLESS_THERE,
        customMetadata: { began: String(beganAt(segment)), head: segment.head.chainHash },
      });
      return written ? segment : (await after(segment.from))!;
    },
    async purge(before, limit) {
      const { objects } = await bucket.list({ prefix: PREFIX, limit, include: ['customMetadata'] });
      const old = objects.filter(({ customMetadata }) => Number(customMetadata?.['began']) < before);
      await bucket.delete(old.map(({ key }) => key));
      return old.length;
    },
  };
}

/** Its oldest event; what somebody else wrote into the trail may say any time. */
const beganAt = ({ head, events }: Segment): number =>
  events.reduce((first, { at, foreign }) => (foreign === 0 ? Math.min(first, at) : first), head.sealedAt);

import { RINGS } from '#schema/contract/published-keys.ts';
import { RULES, type Rings } from '../rotation/ring.ts';
import { care, those, type Finding } from './finding.ts';

const DAY = 86_400;
/** Seconds after which a key that signs should be replaced, and a rotation that was begun should have ended. */
const OLD = 365 * DAY;
const LEFT = 7 * DAY;

/** What an operator's ring file tells: keys that are old, rotations that nobody ended. @param now Unix seconds */
export const findInRings = (rings: Rings, now: number): Finding[] =>
  RINGS.flatMap((name) =>
    rings[name].flatMap(({ jwk, state, since }) =>
      those(
        [
          state === 'signing' && now > since + OLD,
          care(
            `${RULES[name].secret}: ${jwk.kid} has been in use for ${Math.floor((now - since) / DAY)} days`,
            `workers/README.md, "Rotate": rotate ${name} publish`,
          ),
        ],
        [
          (state === 'published' || state === 'former') && now > since + LEFT,
          care(
            `a rotation of ${name} was begun ${Math.floor((now - since) / DAY)} days ago and not ended`,
            `rotate ${name} ${state === 'published' ? 'promote' : 'retire'} ORIGIN`,
          ),
        ],
      ),
    ),
  );

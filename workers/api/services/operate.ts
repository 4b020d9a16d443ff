import {
  type Asked,
  type OperatorAnswers,
  type OperatorCall,
  type OperatorRefusal,
} from '#schema/contract/operator-acts.ts';
import { heardSince } from '../domain/silence.ts';
import { lookedAtSince, thresholdsAt } from '../domain/thresholds.ts';
import type { Ports } from '../ports/index.ts';
import { readDay } from './read-day.ts';
import { closeNow, endClosure, openNow, planClosure, weighClosure } from './operate-closures.ts';
import { issueCodes, labelKiosks, listKiosks, moveKiosks, setHours, type Acting } from './operate-kiosks.ts';

/** Events on a page of the trail. */
const PAGE = 1_000;

/** How each call is answered; a text is a refusal. */
export const OPERATIONS: {
  [C in OperatorCall]: (
    ports: Ports,
    asked: Asked<C>,
    acting: Acting,
  ) => Promise<OperatorAnswers[C] | OperatorRefusal>;
} = {
  issueCodes,
  confirmKiosks: (ports, asked, acting) => moveKiosks(ports, 'confirm', asked, acting),
  suspendKiosks: (ports, asked, acting) => moveKiosks(ports, 'suspend', asked, acting),
  resumeKiosks: (ports, asked, acting) => moveKiosks(ports, 'resume', asked, acting),
  revokeKiosks: (ports, asked, acting) => moveKiosks(ports, 'revoke', asked, acting),
  labelKiosks,
  setHours,
  listKiosks,
  weighClosure: (ports, asked, { now }) => weighClosure(ports, asked, now),
  planClosure,
  closeNow,
  openNow,
  endClosure,
  listClosures: async ({ closures, settings }, _, { now }) => ({
    closures: await closures.planned(now),
    yearly: settings.hours.closedDays,
  }),
  readStatus: async ({ overview, closures, settings, stepCounts }, _, { now }) => {
    const [planned, counts] = await Promise.all([
      closures.planned(now),
      stepCounts.since(lookedAtSince(now)),
    ]);
    const rules = { ...settings.hours, maintenance: planned };
    const seen = await overview.status(now, heardSince(now, rules));
    return { ...seen, closures: planned, thresholds: thresholdsAt(counts, now) };
  },
  readDay: (ports, _, { now }) => readDay(ports, now),
  findVisit: ({ overview }, { of }) => overview.visit(of),
  readTrail: async ({ overview }, { after }) => {
    const events = await overview.trail(after, PAGE);
    return { events, next: events.length === PAGE ? events.at(-1)!.seq : null };
  },
};

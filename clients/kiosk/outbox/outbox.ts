import type { Service } from '../ports.ts';
import type { Complete, Recover } from '#schema/contract/redemption.ts';
import type { Begun, Evidence, EvidenceStore } from './evidence.ts';

/** Seconds between tries for one piece of evidence: doubling from 2 up to an hour. */
const pause = (tries: number): number => Math.min(3_600, 2 ** Math.min(tries, 12));

/** What a flush came to. `taken`: ids the service has. */
export interface Flushed {
  taken: string[];
  waiting: number;
}

export interface Outbox {
  /** Notes that a write is about to begin. Durable when it returns. Throws when nothing can be stored. */
  begin(facts: Pick<Begun, 'id' | 'at' | 'cardId' | 'reservationId'>): Promise<void>;
  /** The write begun under this id ended with this receipt. */
  receipt(id: string, message: Complete, at: number): Promise<void>;
  /** The card's signed word on the write begun under this id. */
  status(id: string, facts: { redemption: string; message: Recover }, at: number): Promise<void>;
  /** The write begun under this id is known not to have happened, or is settled. */
  settle(id: string): Promise<void>;
  /** Writes nobody knows the end of, and that the service could still settle. */
  begun(now: number): Promise<Begun[]>;
  waiting(): Promise<number>;
  /** Sends what is due, oldest first. Never throws: what was not taken stays. */
  flush(now: number, all?: boolean): Promise<Flushed>;
}

/**
 * Evidence of resets on its way to the service: stored first, then sent until taken. A refusal does not remove it
 * either: whoever runs the service may put right what was wrong there.
 */
export function createOutbox(store: EvidenceStore, service: Service): Outbox {
  const put = (evidence: Evidence) => store.put(evidence);
  const due = (at: number) => ({ at, tries: 0, retryAt: at });
  let flushing: Promise<Flushed> | null = null;
  return {
    begin: (facts) => put({ kind: 'begun', ...facts, ...due(facts.at) }),
    receipt: (id, message, at) => put({ kind: 'receipt', id, message, ...due(at) }),
    status: (id, facts, at) => put({ kind: 'status', id, ...facts, ...due(at) }),
    settle: (id) => store.remove(id),
    begun: (now) => unsettled(store, now),
    waiting: async () => (await store.all()).filter(isSendable).length,
    flush(now, all = false) {
      flushing ??= send(store, service, now, all).finally(() => (flushing = null));
      return flushing;
    },
  };
}

/** The service keeps a reservation this long after its end; older marks can settle nothing and are dropped. */
const BEGUN_LIFE = 30 * 86_400;

async function unsettled(store: EvidenceStore, now: number): Promise<Begun[]> {
  const begun = (await store.all()).filter((evidence) => evidence.kind === 'begun');
  for (const { id, at } of begun) if (at + BEGUN_LIFE < now) await store.remove(id);
  return begun.filter(({ at }) => at + BEGUN_LIFE >= now);
}

type Sendable = Exclude<Evidence, Begun>;
const isSendable = (evidence: Evidence): evidence is Sendable => evidence.kind !== 'begun';

async function send(store: EvidenceStore, service: Service, now: number, all: boolean): Promise<Flushed> {
  const pending = (await store.all()).filter(isSendable).sort((a, b) => a.at - b.at);
  const taken: string[] = [];
  for (const evidence of pending) {
    if (!all && evidence.retryAt > now) continue;
    if (await isTaken(service, evidence)) {
      await store.remove(evidence.id);
      taken.push(evidence.id);
    } else {
      await postpone(store, evidence, now);
    }
  }
  return { taken, waiting: pending.length - taken.length };
}

/** Unless it was replaced or settled while it was on its way. */
async function postpone(store: EvidenceStore, evidence: Sendable, now: number): Promise<void> {
  const kept = (await store.all()).find(({ id }) => id === evidence.id);
  if (kept?.kind !== evidence.kind || kept.at !== evidence.at) return;
  const tries = evidence.tries + 1;
  await store.put({ ...evidence, tries, retryAt: now + pause(tries) });
}

async function isTaken(service: Service, evidence: Sendable): Promise<boolean> {
  const answer =
    evidence.kind === 'receipt'
      ? await service.call('complete', { message: evidence.message })
      : await service.call('recover', { token: evidence.redemption, message: evidence.message });
  return answer.ok;
}

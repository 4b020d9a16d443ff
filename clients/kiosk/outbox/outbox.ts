import type { Complete, Recover, RedemptionReply } from '#schema/contract/redemption.ts';
import type { Service } from '../ports.ts';
import type { AbortReason } from '../state/effects.ts';
import { deliver, isSendable, type Flushed } from './deliver.ts';
import type { BegunFacts, Evidence, EvidenceKind, EvidenceStore, Of } from './evidence.ts';

export interface Outbox {
  /** A claim is about to be made: should the page die, the reservation is given back when it lives again. */
  hold(redemption: RedemptionReply, now: number): Promise<void>;
  /** Gives the reservation back, now or when the network is there. */
  release(redemption: RedemptionReply, reason: AbortReason, now: number): Promise<void>;
  /** There is nothing to give back any more: the password was set, or the reservation is known to be free. */
  drop(redemption: RedemptionReply): Promise<void>;
  /** Gives back what an earlier life of the page held. */
  releaseHeld(now: number): Promise<void>;
  /** Notes that a write is about to begin. Durable when it returns. Throws when nothing can be stored. */
  begin(id: string, facts: BegunFacts, now: number): Promise<void>;
  /** The write begun under this id ended with this receipt. */
  receipt(id: string, message: Complete, now: number): Promise<void>;
  /** The card's signed word on the write begun under this id. */
  status(id: string, word: { redemption: string; message: Recover } & BegunFacts, now: number): Promise<void>;
  /** The write begun under this id is known not to have happened, or is settled. */
  settle(id: string): Promise<void>;
  /** Writes nobody knows the end of, and that the service could still settle. */
  begun(now: number): Promise<Of<'begun'>[]>;
  /** How many proofs of resets the service has not taken yet. */
  waiting(): Promise<number>;
  /** Sends what is due, oldest first; with `all` also what is not due yet. Never throws: what was not taken stays. */
  flush(now: number, all?: boolean): Promise<Flushed>;
}

/**
 * Evidence of resets on its way to the service: stored first, then sent until taken. A refusal does not remove it
 * either: whoever runs the service may put right what was wrong there.
 */
export function createOutbox(store: EvidenceStore, service: Service): Outbox {
  let flushing: Promise<Flushed> | null = null;
  return {
    hold: ({ nonce, redemption, expiresAt }, now) =>
      store.put({ kind: 'held', id: heldId(nonce), redemption, expiresAt, ...due(now) }),
    release: ({ nonce, redemption, expiresAt }, reason, now) =>
      store.put({ kind: 'release', id: heldId(nonce), redemption, expiresAt, reason, ...due(now) }),
    drop: ({ nonce }) => store.remove(heldId(nonce)),
    releaseHeld: async (now) => {
      for (const held of await ofKind(store, 'held'))
        await store.put({ ...held, kind: 'release', reason: 'kiosk-fault', ...due(now) });
    },
    begin: (id, facts, now) => store.put({ kind: 'begun', id, ...facts, ...due(now) }),
    receipt: (id, message, now) => store.put({ kind: 'receipt', id, message, ...due(now) }),
    status: (id, word, now) => store.put({ kind: 'status', id, ...word, ...due(now) }),
    settle: (id) => store.remove(id),
    begun: (now) => unsettled(store, now),
    waiting: async () => (await store.all()).filter(isProof).length,
    flush(now, all = false) {
      flushing ??= send(store, service, now, all).finally(() => (flushing = null));
      return flushing;
    },
  };
}

const due = (at: number) => ({ at, tries: 0, retryAt: at });
const heldId = (nonce: string) => `held ${nonce}`;
const isProof = ({ kind }: Evidence) => kind === 'receipt' || kind === 'status';

async function ofKind<K extends EvidenceKind>(store: EvidenceStore, kind: K): Promise<Of<K>[]> {
  return (await store.all()).filter((evidence): evidence is Of<K> => evidence.kind === kind);
}

/** The service keeps a reservation this long after its end; older marks can settle nothing and are dropped. */
const BEGUN_LIFE = 30 * 86_400;

async function unsettled(store: EvidenceStore, now: number): Promise<Of<'begun'>[]> {
  const begun = await ofKind(store, 'begun');
  for (const { id, at } of begun) if (at + BEGUN_LIFE < now) await store.remove(id);
  return begun.filter(({ at }) => at + BEGUN_LIFE >= now);
}

async function send(store: EvidenceStore, service: Service, now: number, all: boolean): Promise<Flushed> {
  const taken: string[] = [];
  try {
    const pending = (await store.all()).filter(isSendable).sort((a, b) => a.at - b.at);
    for (const evidence of pending) {
      if (!all && evidence.retryAt > now) continue;
      if (await deliver(store, service, evidence, now)) taken.push(evidence.id);
    }
    const left = await store.all();
    return { taken, waiting: left.filter(isProof).length, pending: left.filter(isSendable).length };
  } catch {
    // Storage failed: nothing is lost that was there, and the next flush tells what is left.
    return { taken, waiting: 1, pending: 1 };
  }
}

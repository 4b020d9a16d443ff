import { describe, expect, it } from 'vitest';
import type { ProblemCode } from '#schema/contract/problem.ts';
import type { Complete, Recover, RedemptionReply } from '#schema/contract/redemption.ts';
import type { Answer, Service } from '../ports.ts';
import type { Trouble } from '../state/trouble.ts';
import type { Evidence, EvidenceStore } from './evidence.ts';
import { createOutbox } from './outbox.ts';

const NOW = 1_000_000;
const receipt: Complete = {
  cardId: 'card',
  receipt: 'signed',
  cardCertificate: 'certificate',
  record: 'r.e.c',
};
const status: Recover = { cardId: 'card', status: 'signed', cardCertificate: 'certificate' };
const facts = { card: 'card', ticketHash: 'ticket', reservationId: 'reservation', record: 'r.e.c' };
const redemption: RedemptionReply = {
  redemption: 'a.b.c',
  expiresAt: NOW + 600,
  audience: 'lab',
  nonce: 'n1',
  support: 'ACDEFHJK',
};

const network: Trouble = { from: 'network' };
const refusal = (code: ProblemCode): Trouble => ({ from: 'service', code, retryAfter: null, requestId: '' });

/** A store as long-lived as this object. */
function memoryStore(): EvidenceStore {
  const kept = new Map<string, Evidence>();
  return {
    all: async () => [...kept.values()].map((evidence) => structuredClone(evidence)),
    put: async (evidence) => void kept.set(evidence.id, structuredClone(evidence)),
    remove: async (id) => void kept.delete(id),
  };
}

/** A service that answers with whatever `next` says, and remembers what it was asked. */
function service() {
  const asked: string[] = [];
  const told = { asked, next: network as Trouble | null };
  const call = async (name: string): Promise<Answer<never>> => {
    asked.push(name);
    return told.next ? { ok: false, trouble: told.next } : { ok: true, value: {} as never };
  };
  return { told, port: { call } as unknown as Service };
}

const open = (store: EvidenceStore = memoryStore()) => {
  const { told, port } = service();
  return { told, store, outbox: createOutbox(store, port) };
};

describe('receipts', () => {
  it('stay until the service takes them, at growing pauses', async () => {
    const { told, outbox } = open();
    await outbox.receipt('r', receipt, NOW);
    expect(await outbox.flush(NOW)).toEqual({ taken: [], waiting: 1, pending: 1 });
    expect(await outbox.flush(NOW + 1)).toEqual({ taken: [], waiting: 1, pending: 1 });
    expect(told.asked).toEqual(['complete']);
    await outbox.flush(NOW + 2);
    await outbox.flush(NOW + 5);
    expect(told.asked).toHaveLength(2);
    told.next = null;
    expect(await outbox.flush(NOW + 6)).toEqual({ taken: ['r'], waiting: 0, pending: 0 });
    expect(await outbox.waiting()).toBe(0);
  });
  it('survive a restart of everything but the storage', async () => {
    const store = memoryStore();
    const before = open(store);
    await before.outbox.begin('r', facts, NOW);
    await before.outbox.receipt('r', receipt, NOW);
    const after = open(store);
    after.told.next = null;
    expect(await after.outbox.flush(NOW + 1)).toEqual({ taken: ['r'], waiting: 0, pending: 0 });
  });
  it('stay when the service refuses them', async () => {
    const { told, outbox } = open();
    told.next = refusal('internal');
    await outbox.receipt('r', receipt, NOW);
    await outbox.flush(NOW);
    told.next = refusal('card-not-accepted');
    await outbox.flush(NOW + 10);
    expect(await outbox.waiting()).toBe(1);
  });
  it('go oldest first, once, however often a flush is asked for at once', async () => {
    const { told, outbox } = open();
    told.next = null;
    await outbox.receipt('younger', receipt, NOW + 1);
    await outbox.receipt('older', receipt, NOW);
    const [one, two] = await Promise.all([outbox.flush(NOW + 2), outbox.flush(NOW + 2)]);
    expect(one.taken).toEqual(['older', 'younger']);
    expect(two).toBe(one);
    expect(told.asked).toHaveLength(2);
  });
});

describe('a write that was begun', () => {
  it('is known until it is settled', async () => {
    const { outbox } = open();
    await outbox.begin('w', facts, NOW);
    expect(await outbox.begun(NOW + 100)).toMatchObject([{ id: 'w', ...facts }]);
    expect(await outbox.waiting()).toBe(0);
    await outbox.settle('w');
    expect(await outbox.begun(NOW)).toEqual([]);
  });
  it('is forgotten when the service can no longer know of it', async () => {
    const { outbox } = open();
    await outbox.begin('w', facts, NOW);
    expect(await outbox.begun(NOW + 31 * 86_400)).toEqual([]);
  });
  it('is asked about again when the status ran out before it was delivered', async () => {
    const { told, outbox } = open();
    await outbox.begin('w', facts, NOW);
    await outbox.status('w', { redemption: 'a.b.c', message: status, ...facts }, NOW);
    expect(await outbox.begun(NOW)).toEqual([]);
    await outbox.flush(NOW);
    expect(await outbox.waiting()).toBe(1);
    told.next = refusal('token-refused');
    await outbox.flush(NOW + 700);
    expect(await outbox.begun(NOW + 700)).toMatchObject([{ id: 'w', ...facts }]);
  });
});

describe('a claim', () => {
  it('is given back after a restart in the middle of a visit', async () => {
    const store = memoryStore();
    await open(store).outbox.hold(redemption, NOW);
    const { told, outbox } = open(store);
    told.next = null;
    await outbox.flush(NOW + 1);
    expect(told.asked).toEqual([]);
    await outbox.releaseHeld(NOW + 2);
    await outbox.flush(NOW + 2);
    expect(told.asked).toEqual(['abort']);
    expect(await store.all()).toEqual([]);
  });
  it('waits for the network, and is let go when it has lapsed by itself', async () => {
    const { store, outbox } = open();
    await outbox.release(redemption, 'person', NOW);
    await outbox.flush(NOW);
    expect(await store.all()).toHaveLength(1);
    await outbox.flush(redemption.expiresAt + 601);
    expect(await store.all()).toEqual([]);
  });
  it('is not given back once the password is set', async () => {
    const { store, outbox } = open();
    await outbox.hold(redemption, NOW);
    await outbox.drop(redemption);
    expect(await store.all()).toEqual([]);
  });
});

describe('storage', () => {
  it('that fails makes the beginning of a write fail, and a flush say that something may be waiting', async () => {
    const broken: EvidenceStore = {
      all: () => Promise.reject(new Error('disk')),
      put: () => Promise.reject(new Error('disk')),
      remove: () => Promise.reject(new Error('disk')),
    };
    const { outbox } = open(broken);
    await expect(outbox.begin('w', facts, NOW)).rejects.toThrow('disk');
    expect(await outbox.flush(NOW)).toEqual({ taken: [], waiting: 1, pending: 1 });
  });
});

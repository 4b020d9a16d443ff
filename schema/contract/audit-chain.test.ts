import { createHash } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import {
  chainHashes,
  findChainFault,
  GENESIS,
  merkleRoot,
  type AuditHead,
  type ChainedEvent,
} from './audit-chain.ts';

const digest = async (input: string | Uint8Array) => createHash('sha256').update(input).digest('base64url');
const start = { seq: 0, chainHash: GENESIS };

async function sealed(count: number) {
  const events: ChainedEvent[] = Array.from({ length: count }, (_, index) => ({
    seq: index + 1,
    at: 1_800_000_000 + index,
    kind: 'reservation-reserved',
    reservationId: `r${index}`,
    commitment: 'c',
    kioskId: null,
    detail: '{}',
    mac: 'm',
    foreign: 0,
  }));
  const hashes = await chainHashes(GENESIS, events, digest);
  const rows = events.map((event, index) => ({ ...event, hash: hashes[index]! }));
  const head: AuditHead = {
    seq: count,
    sealedAt: 1_800_001_000,
    chainHash: hashes.at(-1)!,
    merkleRoot: await merkleRoot(hashes, digest),
    signature: '',
  };
  return { rows, heads: [head] };
}

describe('the audit chain', () => {
  it('is whole when nothing was touched', async () => {
    const { rows, heads } = await sealed(9);
    expect(await findChainFault(start, rows, heads, digest)).toBeNull();
  });
  it('shows a removed row, in the middle and at the end', async () => {
    const { rows, heads } = await sealed(9);
    expect(await findChainFault(start, rows.toSpliced(3, 1), heads, digest)).toEqual({
      seq: 4,
      fault: 'removed',
    });
    expect(await findChainFault(start, rows.slice(0, -1), heads, digest)).toEqual({
      seq: 9,
      fault: 'removed',
    });
  });
  it('shows an edited row', async () => {
    const { rows, heads } = await sealed(9);
    const edited = rows.with(4, { ...rows[4]!, at: 1 });
    expect(await findChainFault(start, edited, heads, digest)).toEqual({ seq: 5, fault: 'edited' });
  });
  it('shows two rows that changed places', async () => {
    const { rows, heads } = await sealed(9);
    const swapped = rows.with(4, { ...rows[5]!, seq: 5 }).with(5, { ...rows[4]!, seq: 6 });
    expect(await findChainFault(start, swapped, heads, digest)).toEqual({ seq: 5, fault: 'edited' });
  });
  it('shows a chain rewritten from its start, because the published head differs', async () => {
    const { heads } = await sealed(9);
    const { rows } = await sealed(9);
    const rewritten = rows.map(({ hash: _, ...event }) => ({ ...event, kind: 'reservation-cancelled' }));
    const hashes = await chainHashes(GENESIS, rewritten, digest);
    const forged = rewritten.map((event, index) => ({ ...event, hash: hashes[index]! }));
    expect(await findChainFault(start, forged, heads, digest)).toEqual({ seq: 9, fault: 'head-differs' });
  });

  it('is checked from any head on, and under each head by itself', async () => {
    const { rows, heads } = await sealed(9);
    const hashes = rows.map(({ hash }) => hash);
    const early = {
      ...heads[0]!,
      seq: 4,
      chainHash: hashes[3]!,
      merkleRoot: await merkleRoot(hashes.slice(0, 4), digest),
    };
    const late = { ...heads[0]!, merkleRoot: await merkleRoot(hashes.slice(4), digest) };
    expect(await findChainFault(start, rows, [early, late], digest)).toBeNull();
    expect(await findChainFault(early, rows.slice(4), [late], digest)).toBeNull();
    expect(await findChainFault(start, rows, [early, heads[0]!], digest)).toEqual({
      seq: 9,
      fault: 'head-differs',
    });
    expect(await findChainFault(start, rows.toSpliced(3, 1), [early, late], digest)).toEqual({
      seq: 4,
      fault: 'removed',
    });
  });
});

describe('the Merkle root', () => {
  it('tells a leaf from a node and depends on the order', async () => {
    const one = await merkleRoot(['a'], digest);
    expect(one).not.toBe(await digest('a'));
    expect(await merkleRoot(['a', 'b'], digest)).not.toBe(await merkleRoot(['b', 'a'], digest));
    expect(await merkleRoot(['a', 'b', 'c'], digest)).toBe(
      await digest(`\u0001${await merkleRoot(['a', 'b'], digest)}${await merkleRoot(['c'], digest)}`),
    );
  });
});

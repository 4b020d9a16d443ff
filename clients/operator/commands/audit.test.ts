import { createHash } from 'node:crypto';
import { CompactSign, exportJWK, generateKeyPair, type JSONWebKeySet } from 'jose';
import { beforeEach, describe, expect, it } from 'vitest';
import { chainHashes, GENESIS, merkleRoot, type AuditHead } from '#schema/contract/audit-chain.ts';
import { verifyAudit } from './audit.ts';
import { testDatabase, type TestDatabase } from './test/database.ts';

const digest = async (input: string | Uint8Array) => createHash('sha256').update(input).digest('base64url');
const { privateKey, publicKey } = await generateKeyPair('ES256');
const keys: JSONWebKeySet = { keys: [{ ...(await exportJWK(publicKey)), alg: 'ES256' }] };

let trail: TestDatabase;
beforeEach(async () => {
  trail = testDatabase();
  await sealMore(400);
  await sealMore(250);
});

/** Appends events and seals them, as the service's cron does. */
async function sealMore(count: number, kind = 'reservation-reserved'): Promise<void> {
  const [last] = trail.run('SELECT seq, chain_hash FROM audit_heads ORDER BY seq DESC LIMIT 1');
  const before = Number(last?.['seq'] ?? 0);
  const events = Array.from({ length: count }, (_, index) => ({
    seq: before + index + 1,
    at: 1_800_000_000 + before + index,
    kind,
    reservationId: `r${before + index}`,
    commitment: null,
    kioskId: null,
    detail: '{}',
    mac: 'm',
    foreign: 0,
  }));
  const hashes = await chainHashes(String(last?.['chain_hash'] ?? GENESIS), events, digest);
  for (const [index, { seq, at, reservationId, detail }] of events.entries())
    trail.run(
      `INSERT INTO audit_events VALUES (${seq}, ${at}, '${kind}', '${reservationId}', NULL, NULL, '${detail}', 'm', 0, '${hashes[index]}')`,
    );
  await publish({
    seq: before + count,
    sealedAt: 1_800_001_000 + before,
    chainHash: hashes.at(-1)!,
    merkleRoot: await merkleRoot(hashes, digest),
  });
}

async function publish(head: Omit<AuditHead, 'signature'>): Promise<void> {
  const signature = await new CompactSign(new TextEncoder().encode(JSON.stringify(head)))
    .setProtectedHeader({ alg: 'ES256', typ: 'kaijo-audit-head+jwt' })
    .sign(privateKey);
  const { seq, sealedAt, chainHash } = head;
  trail.run(
    `INSERT INTO audit_heads (seq, sealed_at, chain_hash, merkle_root, signature) VALUES (${seq}, ${sealedAt}, '${chainHash}', '${head.merkleRoot}', '${signature}')`,
  );
}

const headsNow = () =>
  trail.run(
    `SELECT seq, sealed_at AS sealedAt, chain_hash AS chainHash, merkle_root AS merkleRoot, signature FROM audit_heads`,
  ) as unknown as AuditHead[];

const verify = (copied: AuditHead[] = []) => verifyAudit(trail.database, keys, copied);

describe('verifying the audit trail', () => {
  it('walks a trail of many pages, and counts what is not sealed yet', async () => {
    for (let page = 0; page < 2; page++) await sealMore(6_000);
    trail.run(`INSERT INTO audit_events VALUES (12651, 1, 'x', NULL, NULL, NULL, '{}', 'm', NULL, NULL)`);
    expect(await verify(headsNow())).toEqual({ events: 12_651, unsealed: 1, heads: 4, from: 1, fault: null });
  });

  it.each([
    ['a row removed on a later page', 'DELETE FROM audit_events WHERE seq = 500', 500, 'removed'],
    ['a row edited', `UPDATE audit_events SET kind = 'x' WHERE seq = 401`, 401, 'edited'],
    [
      'a head that nobody signed',
      `UPDATE audit_heads SET sealed_at = 1 WHERE seq = 400`,
      400,
      'head-signature',
    ],
    ['the last head removed', 'DELETE FROM audit_heads WHERE seq = 650', 401, 'head-removed'],
  ])('shows %s', async (_, touch, seq, fault) => {
    trail.run(touch);
    expect(await verify()).toMatchObject({ fault: { seq, fault } });
  });

  it('takes no other statement of the service for a head', async () => {
    const [head] = headsNow();
    const token = await new CompactSign(new TextEncoder().encode(JSON.stringify(head)))
      .setProtectedHeader({ alg: 'ES256', typ: 'kaijo-ticket+jwt' })
      .sign(privateKey);
    trail.run(`UPDATE audit_heads SET signature = '${token}' WHERE seq = 400`);
    expect(await verify()).toMatchObject({ fault: { seq: 400, fault: 'head-signature' } });
  });

  it('begins after a purge where every event is still there', async () => {
    trail.run('DELETE FROM audit_events WHERE seq <= 390');
    expect(await verify(headsNow())).toMatchObject({ events: 250, heads: 1, from: 401, fault: null });
  });

  it('finds only with an earlier copy what somebody did who holds database and keys', async () => {
    const copied = headsNow();
    trail.run('DELETE FROM audit_events WHERE seq > 400');
    trail.run('DELETE FROM audit_heads WHERE seq > 400');
    expect((await verify()).fault).toBeNull();
    expect(await verify(copied)).toMatchObject({ fault: { seq: 650, fault: 'head-removed' } });
    await sealMore(250, 'reservation-cancelled');
    expect((await verify()).fault).toBeNull();
    expect(await verify(copied)).toMatchObject({ fault: { seq: 650, fault: 'head-differs' } });
  });
});

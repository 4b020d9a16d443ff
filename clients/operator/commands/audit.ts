import { sql } from 'drizzle-orm';
import { compactVerify, createLocalJWKSet, type JSONWebKeySet } from 'jose';
import {
  findChainFault,
  GENESIS,
  type AuditHead,
  type ChainedEvent,
  type ChainFault,
} from '#schema/contract/audit-chain.ts';
import { toBase64url } from '#schema/contract/bytes.ts';
import { auditEvents, auditHeads } from '#schema/tables/audit.ts';
import type { OperatorDatabase } from './database.ts';

/** What the audit trail says of itself. `unsealed` events are newer than the last head. */
export interface AuditVerdict {
  events: number;
  unsealed: number;
  heads: number;
  /** First event that can be checked: what came before has been purged. */
  from: number;
  fault: ChainFault | { seq: number; fault: 'head-signature' } | null;
}

type StoredEvent = ChainedEvent & { hash: string | null };

/** Checks every stored event against the chain and every head against the published keys. */
export async function verifyAudit(database: OperatorDatabase, keys: JSONWebKeySet): Promise<AuditVerdict> {
  const [events, heads] = (await database.run(
    sql`SELECT seq, at, kind, reservation_id AS reservationId, cert_id AS certId, kiosk_id AS kioskId, detail, hash
      FROM ${auditEvents} ORDER BY seq`,
    sql`SELECT seq, sealed_at AS sealedAt, chain_hash AS chainHash, merkle_root AS merkleRoot, signature
      FROM ${auditHeads} ORDER BY seq`,
  )) as unknown as [StoredEvent[], AuditHead[]];
  const start = startOf(events, heads);
  const kept = events.filter(({ seq }) => seq > start.seq);
  const forged = await firstForged(heads, keys);
  return {
    events: kept.length,
    unsealed: kept.filter(({ hash }) => hash === null).length,
    heads: heads.length,
    from: start.seq + 1,
    fault: forged ?? (await findChainFault(start, kept, heads, digest)),
  };
}

/** The beginning, or after a purge the earliest head from which on every event is still there. */
function startOf(events: StoredEvent[], heads: AuditHead[]): { seq: number; chainHash: string } {
  const first = events[0]?.seq ?? 1;
  const head = first === 1 ? undefined : heads.find(({ seq }) => seq >= first - 1);
  return head ?? { seq: 0, chainHash: GENESIS };
}

async function firstForged(heads: AuditHead[], keys: JSONWebKeySet) {
  const keySet = createLocalJWKSet(keys);
  for (const head of heads) {
    if (!(await isSigned(head, keySet))) return { seq: head.seq, fault: 'head-signature' } as const;
  }
  return null;
}

async function isSigned(head: AuditHead, keySet: ReturnType<typeof createLocalJWKSet>): Promise<boolean> {
  try {
    const { payload } = await compactVerify(head.signature, keySet, { algorithms: ['ES256'] });
    const signed = JSON.parse(new TextDecoder().decode(payload)) as Partial<AuditHead>;
    return (['seq', 'sealedAt', 'chainHash', 'merkleRoot'] as const).every(
      (name) => signed[name] === head[name],
    );
  } catch {
    return false;
  }
}

async function digest(input: string | Uint8Array): Promise<string> {
  const bytes = typeof input === 'string' ? new TextEncoder().encode(input) : new Uint8Array(input);
  return toBase64url(new Uint8Array(await crypto.subtle.digest('SHA-256', bytes)));
}

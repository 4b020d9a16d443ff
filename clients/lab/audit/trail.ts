import type { DatabaseSync } from 'node:sqlite';
import { CompactSign, exportJWK, generateKeyPair, type JSONWebKeySet } from 'jose';
import {
  chainHashes,
  commitmentTo,
  GENESIS,
  merkleRoot,
  type ChainedEvent,
} from '#schema/contract/audit-chain.ts';
import type { Segment } from '#schema/contract/audit-segment.ts';
import { digest } from '#clients/operator/commands/native-digest.ts';
import {
  authorise,
  claim,
  complete,
  RESERVATION_LIFE,
  type Change,
  type Reservation,
} from '#workers/api/domain/reservation.ts';
import type { Result } from '#workers/api/domain/result.ts';

const KIOSK = 'kiosk-1';
const EVENTS_UNDER_A_HEAD = 5_000;

/** Writes into a migrated database what a service would have: a kiosk, resets by the domain's own rules, sealed heads. */
export class TrailMaker {
  readonly #sqlite: DatabaseSync;
  readonly #sign: (head: object) => Promise<string>;
  readonly keys: JSONWebKeySet;
  #seq = 0;
  #chain = GENESIS;
  #waiting: ChainedEvent[] = [];
  /** What was sealed, as it would be kept outside the database. */
  readonly segments: Segment[] = [];
  readonly #commitments = new Map<string, string>();

  private constructor(sqlite: DatabaseSync, sign: (head: object) => Promise<string>, keys: JSONWebKeySet) {
    this.#sqlite = sqlite;
    this.#sign = sign;
    this.keys = keys;
  }

  static async create(sqlite: DatabaseSync, now: number): Promise<TrailMaker> {
    const { privateKey, publicKey } = await generateKeyPair('ES256');
    const sign = (head: object) =>
      new CompactSign(new TextEncoder().encode(JSON.stringify(head)))
        .setProtectedHeader({ alg: 'ES256', typ: 'kaijo-audit-head+jwt' })
        .sign(privateKey);
    const keys = { keys: [{ ...(await exportJWK(publicKey)), alg: 'ES256' }] };
    const maker = new TrailMaker(sqlite, sign, keys);
    maker.#insert('kiosks', {
      id: KIOSK,
      thumbprint: 't-1',
      label: 'one',
      state: 'active',
      enrolled_at: now,
    });
    maker.append('kiosk-offered', now, { kioskId: KIOSK, detail: { thumbprint: 't-1' } });
    maker.append('kiosk-confirmed', now, { kioskId: KIOSK });
    return maker;
  }

  /** Appends an event; it is sealed later. */
  append(
    kind: string,
    at: number,
    facts: Partial<Omit<ChainedEvent, 'detail'>> & { detail?: object } = {},
  ): void {
    this.#seq += 1;
    const { reservationId = null, commitment = null, kioskId = null, detail = {}, foreign = 0 } = facts;
    const told = { reservationId, commitment, kioskId, detail: JSON.stringify(detail) };
    this.#waiting.push({ seq: this.#seq, at, kind, ...told, mac: 'm', foreign });
  }

  /**
   * A reservation that is claimed, authorised and completed: four events and a row.
   * @param cleared commitment to the card whose failed tries its match ended
   */
  async reset(
    id: string,
    at: number,
    until: 'reserved' | 'claimed' | 'completed' = 'completed',
    cleared: string | null = null,
  ): Promise<void> {
    const names = {
      id,
      certId: `cert-${id}`,
      chipId: 'chip',
      salt: `salt-${id}`,
      ticket: 't',
      ticketHash: id,
      support: null,
    };
    const free = { state: 'reserved', version: 1, lease: null, authorisedAt: null, endedAt: null } as const;
    let row: Reservation = { ...names, ...free, createdAt: at, expiresAt: at + RESERVATION_LIFE };
    const commitment = await commitmentTo(names.certId, names.salt, digest);
    this.#commitments.set(id, commitment);
    this.append('reservation-reserved', at, { reservationId: id, commitment, detail: { cleared } });
    const steps: ((row: Reservation) => Result<Change>)[] = [
      (before) => claim(before, `v-${id}`, KIOSK, at + 60),
      (before) => authorise(before, `v-${id}`, at + 120),
      (before) => complete(before, at + 130),
    ];
    for (const step of steps.slice(0, { reserved: 0, claimed: 1, completed: 3 }[until])) {
      const { next, event } = valueOf(step(row));
      const { kioskId, detail } = event;
      this.append(event.kind, event.at, { reservationId: id, commitment, kioskId, detail });
      row = next;
    }
    this.#insert('reservations', columnsOf(row));
  }

  /** Failed face tries of a card, each with its event; answers the card's commitment. */
  async failedTries(certId: string, at: number, charges: readonly string[]): Promise<string> {
    const salt = `salt-${certId}`;
    const commitment = await commitmentTo(certId, salt, digest);
    for (const charge of charges)
      this.append('try-charged', at, { commitment, detail: { charge, blockedUntil: at + 30 } });
    const count = { failures: charges.length, blocked_until: at + 30, charges: JSON.stringify(charges) };
    this.#insert('throttles', { cert_id: certId, salt, ...count, updated_at: at });
    return commitment;
  }

  /** How events name a reservation made here. */
  named(id: string): { reservationId: string; commitment: string | null } {
    return { reservationId: id, commitment: this.#commitments.get(id) ?? null };
  }

  /** Writes what was appended, chains it and signs heads over it; `unsealed` leaves it as the service first writes it. */
  async write({ unsealed = false } = {}): Promise<void> {
    const all = this.#waiting;
    this.#waiting = [];
    this.#sqlite.exec('BEGIN');
    for (let from = 0; from < all.length; from += EVENTS_UNDER_A_HEAD) {
      const events = all.slice(from, from + EVENTS_UNDER_A_HEAD);
      const hashes = unsealed ? [] : await chainHashes(this.#chain, events, digest);
      for (const [index, event] of events.entries()) this.#event(event, hashes[index] ?? null);
      if (!unsealed) await this.#head(events, hashes);
    }
    this.#sqlite.exec('COMMIT');
  }

  #event(event: ChainedEvent, hash: string | null): void {
    const { reservationId, kioskId, foreign, ...rest } = event;
    this.#insert('audit_events', {
      ...rest,
      reservation_id: reservationId,
      kiosk_id: kioskId,
      foreign: hash === null ? null : foreign,
      hash,
    });
  }

  async #head(events: ChainedEvent[], hashes: string[]): Promise<void> {
    const { seq, at } = events.at(-1)!;
    const from = { seq: events[0]!.seq - 1, chainHash: this.#chain };
    this.#chain = hashes.at(-1)!;
    const head = {
      seq,
      sealedAt: at,
      chainHash: this.#chain,
      merkleRoot: await merkleRoot(hashes, digest),
    };
    const signature = await this.#sign(head);
    this.segments.push({ from, head: { ...head, signature }, events });
    this.#insert('audit_heads', {
      seq,
      sealed_at: at,
      chain_hash: head.chainHash,
      merkle_root: head.merkleRoot,
      signature,
    });
  }

  #insert(table: string, row: Record<string, string | number | null>): void {
    const names = Object.keys(row).map((name) => `"${name}"`);
    const marks = names.map(() => '?');
    this.#sqlite
      .prepare(`INSERT INTO ${table} (${names.join()}) VALUES (${marks.join()})`)
      .run(...Object.values(row));
  }
}

const columnsOf = (row: Reservation) => ({
  id: row.id,
  cert_id: row.certId,
  chip_id: row.chipId,
  salt: row.salt,
  ticket: row.ticket,
  ticket_hash: row.ticketHash,
  state: row.state,
  version: row.version,
  created_at: row.createdAt,
  expires_at: row.expiresAt,
  redemption_id: row.lease?.redemptionId ?? null,
  kiosk_id: row.lease?.kioskId ?? null,
  claimed_at: row.lease?.claimedAt ?? null,
  lease_until: row.lease?.leaseUntil ?? null,
  authorised_at: row.authorisedAt,
  ended_at: row.endedAt,
});

function valueOf(result: Result<Change>): Change {
  if (!result.ok) throw new Error(result.failure.code);
  return result.value;
}

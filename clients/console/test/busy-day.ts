import type { D1Database } from '@cloudflare/workers-types';

const HOUR = 3_600;
const DAY = 24 * HOUR;

/** Of a hundred people that begin, how many come so far, and what stops the others. */
const WAY: [step: string, done: number, refused: Record<string, number>][] = [
  ['openSession', 100, { 'dpop-nonce-required': 100, 'consent-outdated': 1 }],
  [
    'presentCard',
    92,
    { 'certificate-expired': 3, 'card-not-accepted': 2, 'photo-unusable': 1, 'token-used': 0.2 },
  ],
  [
    'reserve',
    84,
    { 'face-unusable': 22, 'face-not-live': 5, 'face-no-match': 4, 'matcher-unavailable': 0.3 },
  ],
  ['openRedemption', 80, { 'kiosk-closed': 1 }],
  ['claim', 76, { 'no-reservation': 3, 'reservation-expired': 1, conflict: 0.4 }],
  ['authorise', 75, { 'claim-lapsed': 0.8 }],
  ['complete', 75, {}],
];
/** When people come, by the hour in Japan: parts of the day's sum. */
const PACE = [1, 0, 0, 0, 0, 1, 3, 5, 6, 6, 5, 5, 7, 6, 5, 5, 6, 8, 9, 8, 6, 4, 3, 1];
const PARTS = PACE.reduce((sum, part) => sum + part, 0);
/** Of a hundred answers, how many come within so many milliseconds. */
const PACES: [under: number, share: number][] = [
  [50, 20],
  [100, 48],
  [200, 22],
  [400, 7],
  [800, 2],
  [1_600, 1],
];

type Row = [hour: number, step: string, outcome: string, under: number, count: number];

/** What is counted of `journeys` people a day, for 24 hours before `now` and the day before that. */
function* countsOf(now: number, journeys: number): Generator<Row> {
  const thisHour = now - (now % HOUR);
  for (let hour = thisHour - 2 * DAY; hour <= thisHour; hour += HOUR) {
    const people = (journeys * PACE[((hour + 9 * HOUR) % DAY) / HOUR]!) / PARTS;
    for (const [step, done, refused] of WAY)
      for (const [outcome, share] of Object.entries({ ok: done, ...refused }))
        for (const [under, part] of PACES) {
          const count = Math.round((people * share * part) / 10_000);
          if (count > 0) yield [hour, step, outcome, under, count];
        }
    yield [hour, 'heartbeat', 'ok', 50, people > 0 ? 220_000 : 9_000];
  }
}

/** Writes a busy day into a local database: counts of steps, live reservations, and `kiosks` of four chains. */
export async function writeBusyDay(
  database: D1Database,
  now: number,
  { journeys, kiosks }: { journeys: number; kiosks: number },
): Promise<void> {
  const counts = [...countsOf(now, journeys)];
  await database.batch([
    database
      .prepare(
        `INSERT INTO step_counts (hour, step, outcome, under, count)
          SELECT value ->> 0, value ->> 1, value ->> 2, value ->> 3, value ->> 4 FROM json_each(?)`,
      )
      .bind(JSON.stringify(counts)),
    database
      .prepare(
        `WITH RECURSIVE each(n) AS (SELECT 1 UNION ALL SELECT n + 1 FROM each WHERE n < ?1)
          INSERT INTO kiosks (id, thumbprint, label, chain, store, state, enrolled_at, last_seen_at)
          SELECT 'k' || n, 't' || n, 'Store ' || n,
            CASE n % 9 WHEN 8 THEN NULL WHEN 7 THEN 'South' WHEN 6 THEN 'North' WHEN 5 THEN 'North' ELSE 'Central' END,
            n, 'active', 0, CASE n % 400 WHEN 0 THEN ?2 - 90000 ELSE ?2 - 600 END FROM each`,
      )
      .bind(kiosks, now),
    database
      .prepare(
        `WITH RECURSIVE each(n) AS (SELECT 1 UNION ALL SELECT n + 1 FROM each WHERE n < ?1)
          INSERT INTO reservations (id, cert_id, chip_id, salt, ticket, ticket_hash, state, version, created_at,
            expires_at, redemption_id, kiosk_id, claimed_at, lease_until)
          SELECT 'r' || n, 'c' || n, 'h' || n, '', '', 'x' || n, iif(n % 250, 'reserved', 'claimed'), 1, ?2 - 3600,
            ?2 + 79200, 'v' || n, 'k1', ?2 - 60, ?2 + 240 FROM each`,
      )
      .bind(journeys, now),
    database
      .prepare(
        `WITH RECURSIVE each(n) AS (SELECT 250 UNION ALL SELECT n + 250 FROM each WHERE n + 250 <= ?1)
          INSERT INTO redemptions (opened_at, id, reservation_id, cert_id, kiosk_id, claim_digest, kiosk_key_hash, claimed_at)
          SELECT ?2 - 120, 'v' || n, 'r' || n, 'c' || n, 'k1', '', '', ?2 - 60 FROM each`,
      )
      .bind(journeys, now),
  ]);
}

/** What the probe is deployed with: a database, and the word without which it does nothing. */
interface Bound {
  DB: D1Database;
  PASS: string;
}

/** Batches that one request has under way: as many connections as a Worker may have. */
const LANES = 6;

/**
 * A Worker for as long as the measurement takes. `/begin` makes a table of a thousand rows of its own, `/end` drops it;
 * `/ask?batches=&statements=` asks batches of reads and writes by key, `/bulk?batches=` changes every row in one statement.
 */
export default {
  async fetch(request: Request, { DB, PASS }: Bound): Promise<Response> {
    if (request.headers.get('authorization') !== PASS) return new Response(null, { status: 404 });
    const { pathname, searchParams } = new URL(request.url);
    const [batches, statements] = ['batches', 'statements'].map((name) => Number(searchParams.get(name)));
    const bulk = () => [DB.prepare('UPDATE capacity_probe SET n = n + 1')];
    if (pathname === '/begin') await DB.batch(TABLE.map((sql) => DB.prepare(sql)));
    if (pathname === '/end') await DB.exec('DROP TABLE IF EXISTS capacity_probe');
    if (pathname === '/ask') await inLanes(batches!, () => DB.batch(byKey(DB, statements!)));
    if (pathname === '/bulk') await inLanes(batches!, () => DB.batch(bulk()));
    return new Response('done');
  },
};

const TABLE = [
  'DROP TABLE IF EXISTS capacity_probe',
  'CREATE TABLE capacity_probe (id INTEGER PRIMARY KEY, n INTEGER NOT NULL, body TEXT NOT NULL)',
  `WITH RECURSIVE ids(id) AS (SELECT 1 UNION ALL SELECT id + 1 FROM ids WHERE id < 1000)
    INSERT INTO capacity_probe SELECT id, 0, hex(randomblob(100)) FROM ids`,
];

/** A read, a write, a read …: as many as asked. */
function byKey(db: D1Database, statements: number): D1PreparedStatement[] {
  const read = 'SELECT n, body FROM capacity_probe WHERE id = ?';
  const write = 'UPDATE capacity_probe SET n = n + 1 WHERE id = ?';
  return Array.from({ length: statements }, (_, place) =>
    db.prepare(place % 2 === 0 ? read : write).bind(1 + Math.floor(Math.random() * 1_000)),
  );
}

/** So many times, one after another in each lane. */
async function inLanes(times: number, ask: () => Promise<unknown>): Promise<void> {
  const lane = async () => {
    for (let time = 0; time < times / LANES; time++) await ask();
  };
  await Promise.all(Array.from({ length: LANES }, lane));
}

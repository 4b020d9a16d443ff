import type { Price } from '../d1.ts';

/** How a probe is asked, wherever it runs. Rejects when it refuses. */
export type Ask = (path: string) => Promise<void>;

const STATEMENTS = [1, 2, 4, 8, 16, 32];
/** Requests at once, of six batches at once each: more than the one thread of a D1 gets done in a trip's time. */
const REQUESTS = 8;
const BATCHES = 120;
const ROWS = 1_000;

export interface Measured extends Price {
  /** Milliseconds a row of a statement that changes a thousand. */
  row: number;
  /** Milliseconds a batch of so many statements. */
  batches: [statements: number, ms: number][];
}

/**
 * What a batch and a statement cost a D1, in milliseconds. The database is kept busy, so that what a batch takes is what its one
 * thread takes, whatever the network does; the straight line through these is a + b · statements.
 */
export async function measurePrice(ask: Ask, now: () => number): Promise<Measured> {
  const each = async (path: string) => {
    const from = now();
    await Promise.all(Array.from({ length: REQUESTS }, () => ask(path)));
    return (now() - from) / (REQUESTS * BATCHES);
  };
  await ask('/begin');
  try {
    await each(`/ask?batches=${BATCHES}&statements=1`);
    const batches: Measured['batches'] = [];
    for (const statements of STATEMENTS)
      batches.push([statements, await each(`/ask?batches=${BATCHES}&statements=${statements}`)]);
    const { a, b } = straightLine(batches);
    const bulk = await each(`/bulk?batches=${BATCHES}`);
    return { a, b, row: Math.max(0, bulk - a - b) / ROWS, batches };
  } finally {
    await ask('/end');
  }
}

/** The line y = a + b · x that lies nearest to the points, by least squares. */
export function straightLine(points: readonly (readonly [x: number, y: number])[]): Price {
  const mean = (of: (point: readonly [number, number]) => number) =>
    points.reduce((sum, point) => sum + of(point), 0) / points.length;
  const [x, y] = [mean((point) => point[0]), mean((point) => point[1])];
  const b = mean((point) => (point[0] - x) * (point[1] - y)) / mean((point) => (point[0] - x) ** 2);
  return { a: y - b * x, b };
}

/** A share with its 95 % confidence interval. */
export interface Share {
  value: number;
  low: number;
  high: number;
}

/**
 * The lowest score at which no more than the wanted share of impostors is taken for somebody else.
 * @param impostors scores, ascending.
 */
export function thresholdAt(impostors: Float32Array, fmr: number): number {
  const allowed = Math.floor(fmr * impostors.length);
  const highestRefused = impostors[impostors.length - 1 - allowed];
  return highestRefused === undefined ? Number.POSITIVE_INFINITY : justAbove(highestRefused);
}

/** Where the tail begins that is followed beyond what was seen, as a share of the impostors; and how many it has at least. */
const TAIL = 0.01;
const LEAST = 20;
/** Impostors that ought to be beyond a threshold before it is taken from them alone. */
const ENOUGH = 5;

/**
 * `thresholdAt`, or where few impostors carry it, the higher of it and what a normal tail says: in it the scores lie on a
 * straight line over √(-ln p), p being the share that is as high; the line is fitted to the highest hundredth.
 */
export function cautiousThresholdAt(impostors: Float32Array, fmr: number): number {
  const seen = thresholdAt(impostors, fmr);
  if (fmr * impostors.length >= ENOUGH || impostors.length < 2 * LEAST) return seen;
  const size = Math.max(LEAST, Math.ceil(TAIL * impostors.length));
  const points = Array.from(impostors.subarray(impostors.length - size).toReversed(), (score, at) => ({
    x: Math.sqrt(-Math.log((at + 0.5) / impostors.length)),
    y: score,
  }));
  return Math.max(seen, justAbove(lineThrough(points)(Math.sqrt(-Math.log(fmr)))));
}

/** The line of least squares. */
function lineThrough(points: readonly { x: number; y: number }[]): (x: number) => number {
  const mean = (of: (point: { x: number; y: number }) => number) =>
    points.reduce((sum, point) => sum + of(point), 0) / points.length;
  const [x, y] = [mean((point) => point.x), mean((point) => point.y)];
  const slope = mean((point) => (point.x - x) * (point.y - y)) / (mean((point) => (point.x - x) ** 2) || 1);
  return (at) => y + slope * (at - x);
}

/** Rounded up to four digits, which is how thresholds are written down. */
const justAbove = (score: number): number => (Math.floor(score * 1e4) + 1) / 1e4;

/** Share of ascending scores that reach the threshold. */
export function shareFrom(ascending: Float32Array, threshold: number): number {
  if (ascending.length === 0) return 0;
  let [low, high] = [0, ascending.length];
  while (low < high) {
    const middle = (low + high) >> 1;
    if (ascending[middle]! >= threshold) high = middle;
    else low = middle + 1;
  }
  return (ascending.length - low) / ascending.length;
}

/** Equal error rate: where as many genuine scores are refused as impostors are taken. */
export function equalErrorRate(genuine: Float32Array, impostors: Float32Array): number {
  let [low, high] = [-1, 1];
  for (let round = 0; round < 40; round++) {
    const middle = (low + high) / 2;
    if (shareFrom(impostors, middle) > 1 - shareFrom(genuine, middle)) low = middle;
    else high = middle;
  }
  return (1 - shareFrom(genuine, high) + shareFrom(impostors, high)) / 2;
}

/** Wilson's interval for `count` of `total`, each an independent trial. */
export function wilson(count: number, total: number): Share {
  if (total === 0) return { value: 0, low: 0, high: 1 };
  const z = 1.96;
  const share = count / total;
  const centre = share + (z * z) / (2 * total);
  const spread = z * Math.sqrt((share * (1 - share)) / total + (z * z) / (4 * total * total));
  const scale = 1 + (z * z) / total;
  return {
    value: share,
    low: Math.max(0, (centre - spread) / scale),
    high: Math.min(1, (centre + spread) / scale),
  };
}

const ROUNDS = 2000;

/**
 * Share of failures where one person gave several trials: people, not trials, are drawn again and again.
 * @param people for each person, which of the trials failed.
 */
export function bootstrapByPerson(people: readonly (readonly boolean[])[], seed = 1): Share {
  const sums = people.map((trials) => [trials.filter(Boolean).length, trials.length] as const);
  const random = seeded(seed);
  const shares = Float64Array.from({ length: ROUNDS }, () =>
    shareOf(sums.map(() => sums[Math.floor(random() * sums.length)]!)),
  ).sort();
  const value = shareOf(sums);
  // Where nobody failed, drawing the same people again shows nothing of others.
  const high = value === 0 ? upperBound(0, people.length) : shares[Math.floor(0.975 * ROUNDS)]!;
  return { value, low: shares[Math.floor(0.025 * ROUNDS)]!, high };
}

/**
 * The highest rate that would show so few of `total` independent trials in one of forty samples (Poisson, so never below
 * Clopper and Pearson's): what can be said where the tail has few trials or none.
 */
export function upperBound(count: number, total: number): number {
  let [low, high] = [0, count + 20 + 10 * Math.sqrt(count + 1)];
  for (let round = 0; round < 60; round++) {
    const middle = (low + high) / 2;
    if (poissonAtMost(count, middle) > 0.025) low = middle;
    else high = middle;
  }
  return Math.min(1, high / total);
}

function poissonAtMost(count: number, mean: number): number {
  let term = Math.exp(-mean);
  let sum = term;
  for (let at = 1; at <= count; at++) {
    term *= mean / at;
    sum += term;
  }
  return sum;
}

const shareOf = (people: readonly (readonly [failed: number, all: number])[]): number =>
  people.reduce((sum, [failed]) => sum + failed, 0) / people.reduce((sum, [, all]) => sum + all, 0);

/** Numbers from 0 to 1, the same for the same seed. */
export function seeded(seed: number): () => number {
  let state = seed >>> 0;
  return () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4294967296;
  };
}

export interface DetPoint {
  threshold: number;
  fmr: number;
  fnmr: number;
}

/** Both error rates over all thresholds of interest, strict to lax. */
export function detCurve(genuine: Float32Array, impostors: Float32Array): DetPoint[] {
  const rates = Array.from({ length: 49 }, (_, step) => 10 ** (-6 + step / 8));
  return rates
    .filter((fmr) => fmr * impostors.length >= 5 && fmr <= 0.5)
    .map((fmr) => {
      const threshold = thresholdAt(impostors, fmr);
      return { threshold, fmr: shareFrom(impostors, threshold), fnmr: 1 - shareFrom(genuine, threshold) };
    });
}

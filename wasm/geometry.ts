export type Point = readonly [x: number, y: number];
/** Maps (x, y) to (a x + b y + tx, c x + d y + ty). Pixel centres are at whole numbers. */
export type Affine = readonly [a: number, b: number, tx: number, c: number, d: number, ty: number];

export const apply = ([a, b, tx, c, d, ty]: Affine, [x, y]: Point): Point => [
  a * x + b * y + tx,
  c * x + d * y + ty,
];

/** From a square of `size` pixels to the square of side `side` around a centre, turned by `angle` radians. */
export function squareToImage(size: number, centre: Point, side: number, angle = 0): Affine {
  const cosine = (Math.cos(angle) * side) / size;
  const sine = (Math.sin(angle) * side) / size;
  const middle = (size - 1) / 2;
  return [
    cosine,
    -sine,
    centre[0] - (cosine - sine) * middle,
    sine,
    cosine,
    centre[1] - (sine + cosine) * middle,
  ];
}

/** Least-squares similarity (turn, scale, shift; no mirror) that takes `from` to `to`. */
export function similarity(from: readonly Point[], to: readonly Point[]): Affine {
  const [fromX, fromY] = meanOf(from);
  const [toX, toY] = meanOf(to);
  let along = 0;
  let across = 0;
  let spread = 0;
  from.forEach(([x, y], index) => {
    const [u, v] = to[index]!;
    along += (x - fromX) * (u - toX) + (y - fromY) * (v - toY);
    across += (x - fromX) * (v - toY) - (y - fromY) * (u - toX);
    spread += (x - fromX) ** 2 + (y - fromY) ** 2;
  });
  const a = along / spread;
  const b = across / spread;
  return [a, -b, toX - (a * fromX - b * fromY), b, a, toY - (b * fromX + a * fromY)];
}

export function invert([a, b, tx, c, d, ty]: Affine): Affine {
  const determinant = a * d - b * c;
  const [ia, ib, ic, id] = [d / determinant, -b / determinant, -c / determinant, a / determinant];
  return [ia, ib, -(ia * tx + ib * ty), ic, id, -(ic * tx + id * ty)];
}

export function meanOf(points: readonly Point[]): Point {
  const sum = points.reduce<[number, number]>(([x, y], point) => [x + point[0], y + point[1]], [0, 0]);
  return [sum[0] / points.length, sum[1] / points.length];
}

export const distance = (p: Point, q: Point): number => Math.hypot(p[0] - q[0], p[1] - q[1]);

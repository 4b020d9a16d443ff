import type { DetPoint } from '#wasm/calibration/statistics.ts';

interface Curve {
  name: string;
  colour: string;
  points: readonly DetPoint[];
}

const SIZE = { width: 640, height: 440, left: 70, right: 24, top: 24, bottom: 56 };
const FMR = [-5, -1] as const;
const FNMR = [-3, -0.3] as const;
const percent = (exponent: number): string => `${Number((100 * 10 ** exponent).toPrecision(1))} %`;

function along(value: number, [from, to]: readonly [number, number], start: number, end: number): number {
  return start + ((Math.log10(value) - from) / (to - from)) * (end - start);
}

/** Both error rates on logarithmic axes, as an SVG that reads on light and dark ground. */
export function detPlot(curves: readonly Curve[]): string {
  const { width, height, left, right, top, bottom } = SIZE;
  const x = (fmr: number): number => along(fmr, FMR, left, width - right);
  const y = (fnmr: number): number => along(fnmr, FNMR, height - bottom, top);
  const parts = [
    `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${width} ${height}" font-family="sans-serif" font-size="12">`,
    `<title>DET curves: false non-match rate over false match rate</title>`,
    `<rect width="${width}" height="${height}" fill="#fff"/>`,
    ...[-5, -4, -3, -2, -1].map(
      (e) =>
        `<path d="M${x(10 ** e)} ${top}V${height - bottom}" stroke="#ddd"/><text x="${x(10 ** e)}" y="${height - bottom + 18}" text-anchor="middle">${percent(e)}</text>`,
    ),
    ...[-3, -2, -1].map(
      (e) =>
        `<path d="M${left} ${y(10 ** e)}H${width - right}" stroke="#ddd"/><text x="${left - 8}" y="${y(10 ** e) + 4}" text-anchor="end">${percent(e)}</text>`,
    ),
    `<path d="M${x(1e-4)} ${top}V${height - bottom}" stroke="#888" stroke-dasharray="4 4"/>`,
    ...curves.flatMap((curve, index) => drawCurve(curve, index, x, y)),
    `<text x="${(left + width - right) / 2}" y="${height - 14}" text-anchor="middle">false match rate (dashed: 1 in 10,000)</text>`,
    `<text transform="translate(18 ${(top + height - bottom) / 2}) rotate(-90)" text-anchor="middle">false non-match rate</text>`,
    '</svg>',
  ];
  return `${parts.join('\n')}\n`;
}

function drawCurve(
  { name, colour, points }: Curve,
  index: number,
  x: (fmr: number) => number,
  y: (fnmr: number) => number,
): string[] {
  const inside = points.filter(
    ({ fmr, fnmr }) =>
      fmr >= 10 ** FMR[0] && fmr <= 10 ** FMR[1] && fnmr >= 10 ** FNMR[0] && fnmr <= 10 ** FNMR[1],
  );
  const path = inside.map(
    ({ fmr, fnmr }, at) => `${at ? 'L' : 'M'}${x(fmr).toFixed(1)} ${y(fnmr).toFixed(1)}`,
  );
  const line = SIZE.top + 16 + 18 * index;
  return [
    `<path d="${path.join('')}" fill="none" stroke="${colour}" stroke-width="2"/>`,
    `<path d="M${SIZE.width - 220} ${line - 4}h24" stroke="${colour}" stroke-width="2"/><text x="${SIZE.width - 190}" y="${line}">${name}</text>`,
  ];
}

import { busyAt } from './demand.ts';
import type { Price } from './d1.ts';

/** Journeys a second that a line is drawn for. */
const RATES = [5, 10, 20, 30, 60];
/** Share of the time that D1 may work, for bursts have to find room. */
export const ROOM = 0.8;
/** What the axes show, milliseconds. */
const SHOWN: Price = { a: 2, b: 0.4 };
const [WIDTH, HEIGHT, LEFT, TOP] = [520, 300, 56, 16];

const across = (a: number): number => LEFT + (a / SHOWN.a) * WIDTH;
const up = (b: number): number => TOP + HEIGHT - (b / SHOWN.b) * HEIGHT;
const at = (n: number): string => n.toFixed(1);

/** The b up to which D1 has room at a rate, where a batch costs `a`. Busy grows with b in a straight line. */
export function mostB(rate: number, a: number): number {
  const [none, some] = [busyAt(rate, { a, b: 0 }), busyAt(rate, { a, b: 1 })];
  return (ROOM - none) / (some - none);
}

/** The a up to which it has room where a statement costs nothing. */
function mostA(rate: number): number {
  const [none, some] = [busyAt(rate, { a: 0, b: 0 }), busyAt(rate, { a: 1, b: 0 })];
  return (ROOM - none) / (some - none);
}

const label = (x: number, y: number, text: string, more = ''): string =>
  `<text x="${at(x)}" y="${at(y)}" ${more}>${text}</text>`;

function line(rate: number): string {
  const end = Math.min(mostA(rate), SHOWN.a);
  const [from, to] = [mostB(rate, 0), mostB(rate, end)];
  const middle = Math.max(0.02, end * (from > SHOWN.b ? 0.75 : 0.3));
  const stroke = `<line x1="${at(across(0))}" y1="${at(up(from))}" x2="${at(across(end))}" y2="${at(up(to))}"/>`;
  return stroke + label(across(middle) + 4, up(mostB(rate, middle)) - 4, `${rate} a second`);
}

function axes(): string {
  const ticks = [0, 0.25, 0.5, 0.75, 1].flatMap((share) => [
    label(across(share * SHOWN.a), TOP + HEIGHT + 16, (share * SHOWN.a).toFixed(1), 'text-anchor="middle"'),
    label(LEFT - 6, up(share * SHOWN.b) + 4, (share * SHOWN.b).toFixed(1), 'text-anchor="end"'),
  ]);
  return [
    `<rect x="${LEFT}" y="${TOP}" width="${WIDTH}" height="${HEIGHT}" class="frame"/>`,
    ...ticks,
    label(LEFT + WIDTH / 2, TOP + HEIGHT + 34, 'a: milliseconds a batch', 'text-anchor="middle"'),
    label(
      14,
      TOP + HEIGHT / 2,
      'b: milliseconds a statement',
      'text-anchor="middle" transform="rotate(-90 14 166)"',
    ),
  ].join('\n');
}

/** For every a and b the rate at which D1 works 80 % of the time: the point's place between the lines. SVG. */
export function sensitivityPlot(marked: readonly Price[]): string {
  const points = marked.map(
    ({ a, b }) =>
      `<circle cx="${at(across(a))}" cy="${at(up(b))}" r="4"/>${label(across(a) + 7, up(b) + 4, `a = ${a}, b = ${b}`)}`,
  );
  return `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${LEFT + WIDTH + 20} ${TOP + HEIGHT + 44}" role="img">
<title>Journeys a second at which D1 works 80 % of the time, by what a batch and a statement cost</title>
<style>text { font: 12px sans-serif; fill: #1a1a1a } line { stroke: #0017c1; stroke-width: 1.5 } circle { fill: #ce0000 }
.ground { fill: #fff } .frame { fill: none; stroke: #767676 }</style>
<rect width="100%" height="100%" class="ground"/>
<clipPath id="inside"><rect x="${LEFT}" y="${TOP}" width="${WIDTH}" height="${HEIGHT}"/></clipPath>
<g clip-path="url(#inside)">
${RATES.map(line).join('\n')}
${points.join('\n')}
</g>
${axes()}
</svg>
`;
}

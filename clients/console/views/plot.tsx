import { useEffect, useRef } from 'preact/hooks';
import UPlot from 'uplot';
import 'uplot/dist/uPlot.min.css';
import { formatClock } from '#clients/ui/time/format.ts';
import { inUtc } from '../time.tsx';
import { useSpeech } from '../words.tsx';

/** One number over the hours. */
export interface Line {
  title: string;
  /** Unix seconds at which each hour began. */
  hours: number[];
  /** Null where nothing may be told. */
  values: (number | null)[];
  /** The same as people read them. */
  texts: string[];
}

/** A line over the hours; the same as a table stands behind it, for everybody. */
export function Plot({ line }: { line: Line }) {
  const { words, language } = useSpeech();
  const box = useRef<HTMLDivElement>(null);
  useEffect(() => draw(box.current!, line), [line]);
  return (
    <>
      <div class="plot" ref={box} aria-hidden="true" />
      <details>
        <summary>{words.asTable({ what: line.title })}</summary>
        <table>
          <thead>
            <tr>
              <th scope="col">{words.hourInJapan}</th>
              <th scope="col">{words.hourInUtc}</th>
              <th scope="col">{line.title}</th>
            </tr>
          </thead>
          <tbody>
            {line.hours.map((hour, index) => (
              <tr key={hour}>
                <th scope="row">
                  {formatClock(hour, language)} {index === line.hours.length - 1 && words.soFar}
                </th>
                <td class="whole">{inUtc(hour)}</td>
                <td>{line.texts[index]}</td>
              </tr>
            ))}
          </tbody>
        </table>
      </details>
    </>
  );
}

/** Pixels; as wide as there is room. */
const HEIGHT = 120;

/** Draws into `box` until it is told to stop. */
function draw(box: HTMLElement, line: Line): () => void {
  let plot: UPlot | null = null;
  const dark = matchMedia('(prefers-color-scheme: dark)');
  const again = () => {
    plot?.destroy();
    plot = new UPlot(optionsFor(box), [line.hours, line.values], box);
  };
  const resized = new ResizeObserver(() => plot?.setSize({ width: box.clientWidth, height: HEIGHT }));
  again();
  resized.observe(box);
  dark.addEventListener('change', again);
  return () => {
    dark.removeEventListener('change', again);
    resized.disconnect();
    plot?.destroy();
  };
}

function optionsFor(box: HTMLElement): UPlot.Options {
  const style = getComputedStyle(box);
  const [ink, grid, action] = ['--ink-soft', '--grid', '--action'].map((name) =>
    style.getPropertyValue(name),
  );
  const axis = { stroke: ink!, font: `12px ${style.fontFamily}`, ticks: { show: false } };
  return {
    width: box.clientWidth,
    height: HEIGHT,
    legend: { show: false },
    cursor: { show: false },
    padding: [8, 22, 0, 0],
    tzDate: (seconds) => UPlot.tzDate(new Date(seconds * 1_000), 'Asia/Tokyo'),
    scales: { y: { range: (_, __, most) => [0, Math.max(most ?? 0, 1) * 1.15] } },
    axes: [
      {
        ...axis,
        grid: { show: false },
        size: 24,
        // Every six hours, by the clock in Japan.
        splits: (self) => [...self.data[0]].filter((hour) => ((hour / 3_600 + 9) % 24) % 6 === 0),
        values: (_, hours) => hours.map((hour) => `${(hour / 3_600 + 9) % 24}:00`),
      },
      { ...axis, grid: { stroke: grid!, width: 1 }, size: 52, space: 32 },
    ],
    series: [{}, { stroke: action!, width: 2, points: { show: false } }],
  };
}

import type { ComponentChildren } from 'preact';
import type { Counted, ServiceDay } from '#schema/contract/service-day.ts';
import type { ThresholdName } from '#schema/contract/thresholds.ts';
import type { ConsoleWords } from '#clients/words/words.ts';
import { Plot, type Line } from './plot.tsx';
import { useSpeech } from '../words.tsx';
import { asText, milliseconds, share, tens } from '../figures.ts';

interface Number {
  title: string;
  value: string;
  /** What the value is about. */
  about: string;
  line: Line;
  /** What makes it red. */
  threshold?: ThresholdName;
  more?: ComponentChildren;
}

/** The first band: six numbers, each with its last 24 hours. */
export function Now({ day }: { day: ServiceDay }) {
  const { words } = useSpeech();
  const numbers = [...ofPeople(day, words), ...ofMachines(day, words)];
  return (
    <section aria-labelledby="now">
      <h2 id="now">{words.now.title}</h2>
      <div class="numbers">
        {numbers.map((number) => (
          <Tile
            key={number.title}
            {...number}
            crossed={number.threshold !== undefined && day.crossed.includes(number.threshold)}
          />
        ))}
      </div>
    </section>
  );
}

function Tile({ title, value, about, line, threshold, crossed, more }: Number & { crossed: boolean }) {
  const { words } = useSpeech();
  return (
    <article class={crossed ? 'number crossed' : 'number'}>
      <h3>{title}</h3>
      <p class="value">
        {value} <span class="about">{about}</span>
      </p>
      {crossed && (
        <p class="over">
          {words.now.crossed} <code>{threshold}</code>
        </p>
      )}
      <Plot line={line} />
      {more}
    </article>
  );
}

const lineOf = (
  { hours }: ServiceDay,
  title: string,
  of: (counted: Counted) => number | null,
  say: (value: number | null) => string,
): Line => ({
  title,
  hours: hours.map(({ hour }) => hour),
  values: hours.map(of),
  texts: hours.map((hour) => say(of(hour))),
});

function ofPeople(day: ServiceDay, words: ConsoleWords): Number[] {
  const { now } = words;
  const { together, atKiosk } = day;
  const people = (title: string, of: (counted: Counted) => number) =>
    lineOf(day, title, of, (value) => tens(value!, words));
  return [
    {
      title: now.reserved,
      value: tens(together.reserved, words),
      about: now.lastDay,
      line: people(now.reserved, ({ reserved }) => reserved),
    },
    {
      title: now.begun,
      value: tens(atKiosk, words),
      about: now.atPresent,
      line: people(now.begunLine, ({ begun }) => begun),
    },
    {
      title: now.completed,
      value: tens(together.completed, words),
      about: now.lastDay,
      line: people(now.completed, ({ completed }) => completed),
      threshold: 'step2-faults',
    },
    {
      title: now.face,
      value: share(together.facePassed, words),
      about: now.overDay,
      line: lineOf(
        day,
        now.face,
        ({ facePassed }) => facePassed,
        (value) => share(value, words),
      ),
      threshold: 'matcher-away',
    },
  ];
}

function ofMachines(day: ServiceDay, words: ConsoleWords): Number[] {
  const { now } = words;
  const { together, chains } = day;
  const sum = (what: 'active' | 'silent') => chains.reduce((total, chain) => total + chain[what], 0);
  return [
    {
      title: now.claim,
      value: milliseconds(together.claimUnder, words),
      about: now.overDay,
      line: lineOf(
        day,
        now.claim,
        ({ claimUnder }) => claimUnder,
        (value) => milliseconds(value, words),
      ),
      threshold: 'claim-slow',
    },
    {
      title: now.silent,
      value: asText(sum('silent')),
      about: now.ofActive({ active: asText(sum('active')) }),
      line: lineOf(
        day,
        now.silentLine,
        ({ heartbeats }) => heartbeats,
        (value) => asText(value!),
      ),
      more: <Chains chains={chains} />,
    },
  ];
}

/** Which chain is silent, and how far. */
function Chains({ chains }: Pick<ServiceDay, 'chains'>) {
  const { words } = useSpeech();
  const { now } = words;
  return (
    <details>
      <summary>{words.asTable({ what: now.silent })}</summary>
      <table>
        <thead>
          <tr>
            <th scope="col">{now.chain}</th>
            <th scope="col">{now.silentOf}</th>
            <th scope="col">{now.active}</th>
          </tr>
        </thead>
        <tbody>
          {chains.map(({ chain, silent, active }) => (
            <tr key={chain}>
              <th scope="row">{chain || now.noChain}</th>
              <td>{asText(silent)}</td>
              <td>{asText(active)}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </details>
  );
}

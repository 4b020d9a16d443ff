import measured from './measured.generated.json' with { type: 'json' };
import { JOURNEY } from './budgets.ts';
import { sumOf, type Cost } from './meter.ts';

/** What was measured, as rows of a table: the calls of a journey with their sum, then the rest. */
export function costRows(): string[] {
  const costs = Object.entries(measured as Record<string, Cost>);
  const journey = costs.filter(([name]) => name in JOURNEY);
  const besides = costs.filter(([name]) => !(name in JOURNEY));
  return [
    '| call | trips | statements | rows read | rows written |',
    '|---|---|---|---|---|',
    ...journey.map(([name, cost]) => rowOf(name, cost)),
    rowOf('**the journey, with one poll**', sumOf(journey.map(([, cost]) => cost))),
    ...besides.map(([name, cost]) => rowOf(name, cost)),
  ];
}

const rowOf = (name: string, { trips, statements, read, written }: Cost) =>
  `| ${name} | ${trips} | ${statements} | ${read} | ${written} |`;

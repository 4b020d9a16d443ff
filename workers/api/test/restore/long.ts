import { parseArgs } from 'node:util';
import { runLong } from '../run-long.ts';

// `npm run lab -- api:restores --runs 50 --seed 7`: the long form of restores.edge.test.ts.

const { values } = parseArgs({
  options: {
    runs: { type: 'string', default: '50' },
    journeys: { type: 'string', default: '200' },
    seed: { type: 'string', default: '1' },
  },
});
const [runs, journeys, seed] = [values.runs, values.journeys, values.seed].map(Number) as [
  number,
  number,
  number,
];
/** workerd lets a test have ten thousand timers, and each call of a journey sets one. */
const ROUND = Math.max(1, Math.floor(400 / journeys));

for (let gone = 0; gone < runs; gone += ROUND)
  runLong('restores.edge.test.ts', {
    API_RESTORES: String(Math.min(ROUND, runs - gone)),
    API_JOURNEYS: values.journeys,
    API_SEED: String(seed + gone),
  });

import { parseArgs } from 'node:util';
import { runLong } from '../run-long.ts';

// `npm run lab -- rehearsal --journeys 20000 --seed 7`: the long form of rehearsal.edge.test.ts.

/** Journeys of one round: workerd lets a test have ten thousand timers, and each call of a journey sets one. */
const ROUND = 500;

const { values } = parseArgs({
  options: { journeys: { type: 'string', default: '20000' }, seed: { type: 'string', default: '1' } },
});
const journeys = Number(values.journeys);
for (let gone = 0; gone < journeys; gone += ROUND)
  runLong('rehearsal.edge.test.ts', {
    API_REHEARSAL: String(Math.min(ROUND, journeys - gone)),
    API_SEED: String(Number(values.seed) + gone / ROUND),
  });

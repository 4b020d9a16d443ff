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
runLong('restores.edge.test.ts', {
  API_RESTORES: values.runs,
  API_JOURNEYS: values.journeys,
  API_SEED: values.seed,
});

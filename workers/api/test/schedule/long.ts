import { parseArgs } from 'node:util';
import { runLong } from '../run-long.ts';

// `npm run lab -- api:schedules --runs 10000 --seed 7`: the long form of schedules.edge.test.ts.

const { values } = parseArgs({
  options: { runs: { type: 'string', default: '10000' }, seed: { type: 'string', default: '1' } },
});
runLong('schedules.edge.test.ts', { API_SCHEDULES: values.runs, API_SEED: values.seed });

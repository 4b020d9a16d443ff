import { parseArgs } from 'node:util';
import { runLong } from '../run-long.ts';

// `npm run lab -- rehearsal --journeys 20000 --seed 7`: the long form of rehearsal.edge.test.ts.

const { values } = parseArgs({
  options: { journeys: { type: 'string', default: '20000' }, seed: { type: 'string', default: '1' } },
});
runLong('rehearsal.edge.test.ts', { API_REHEARSAL: values.journeys, API_SEED: values.seed });

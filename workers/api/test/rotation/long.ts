import { parseArgs } from 'node:util';
import { runLong } from '../run-long.ts';

// `npm run lab -- api:rotation --rounds 100 --seed 7`: the long form of rotation.edge.test.ts.

const { values } = parseArgs({
  options: { rounds: { type: 'string', default: '100' }, seed: { type: 'string', default: '1' } },
});
runLong('rotation.edge.test.ts', { API_ROTATIONS: values.rounds, API_SEED: values.seed });

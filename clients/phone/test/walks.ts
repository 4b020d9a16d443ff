import { parseArgs } from 'node:util';
import { walkAtRandom, type DeadEnd } from './walk-at-random.ts';

// npm run lab -- phone:walks --walks 100000 --seed 1
const { values } = parseArgs({
  options: { walks: { type: 'string', default: '100000' }, seed: { type: 'string', default: '1' } },
});
const [walks, first] = [Number(values.walks), Number(values.seed)];
if (!Number.isSafeInteger(walks) || !Number.isSafeInteger(first) || walks < 1)
  throw new RangeError('--walks and --seed are whole numbers');

const start = performance.now();
const deadEnds: DeadEnd[] = [];
for (let seed = first; seed < first + walks; seed += 1) {
  const deadEnd = await walkAtRandom(seed);
  if (deadEnd) deadEnds.push(deadEnd);
}
const seconds = Math.round((performance.now() - start) / 100) / 10;
process.stdout.write(`${JSON.stringify({ walks, deadEnds: deadEnds.length, seconds })}\n`);
for (const deadEnd of deadEnds.slice(0, 5)) process.stdout.write(`${JSON.stringify(deadEnd)}\n`);
process.exitCode = deadEnds.length > 0 ? 1 : 0;

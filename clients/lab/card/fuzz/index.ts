import { parseArgs } from 'node:util';
import { fuzz } from './fuzz.ts';
import { fuzzLab } from './lab.ts';

// npm run lab -- card:fuzz --apdus 1000000 --seed 1
const { values } = parseArgs({
  options: { apdus: { type: 'string', default: '1000000' }, seed: { type: 'string', default: '1' } },
});
const plan = { apdus: Number(values.apdus), seed: Number(values.seed) };
if (!Number.isSafeInteger(plan.apdus) || !Number.isSafeInteger(plan.seed) || plan.apdus < 1)
  throw new RangeError('--apdus and --seed are whole numbers');

const lab = await fuzzLab(Math.floor(Date.now() / 1000));
const start = performance.now();
const { answers, ...report } = await fuzz({ ...lab, ...plan });
const seconds = Math.round((performance.now() - start) / 100) / 10;
const rate = Math.round(report.apdus / seconds);
process.stdout.write(`${JSON.stringify({ ...report, seconds, apdusPerSecond: rate })}\n`);
process.stdout.write(`${JSON.stringify(Object.fromEntries(Object.entries(answers).sort()))}\n`);
process.exitCode = report.faults.length > 0 ? 1 : 0;

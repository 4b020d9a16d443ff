import { parseArgs } from 'node:util';
import { jsonNarrator, textNarrator } from './report.ts';
import { runDemo } from './run.ts';

const { values } = parseArgs({
  options: {
    json: { type: 'boolean', default: false },
    /** Take the matcher away, to see that nothing is made up. */
    'without-matcher': { type: 'boolean', default: false },
  },
});
const write = (text: string) => void process.stdout.write(text);
const narrator = values.json ? jsonNarrator(write) : textNarrator(write);
const reports = await runDemo(narrator, { withoutMatcher: values['without-matcher'] });
process.exitCode = reports.every(({ ok }) => ok) ? 0 : 1;

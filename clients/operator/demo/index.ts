import { parseArgs } from 'node:util';
import { jsonNarrator, textNarrator } from './report.ts';
import { runDemo } from './run.ts';

const { values } = parseArgs({ options: { json: { type: 'boolean', default: false } } });
const write = (text: string) => void process.stdout.write(text);
const reports = await runDemo(values.json ? jsonNarrator(write) : textNarrator(write));
process.exitCode = reports.every(({ ok }) => ok) ? 0 : 1;

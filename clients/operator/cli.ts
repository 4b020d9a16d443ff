import { existsSync, openSync, writeSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { createInterface } from 'node:readline/promises';
import { text } from 'node:stream/consumers';
import { read, USAGE, type Options } from './arguments.ts';
import { bucketOf, bucketSegments } from './commands/audit-segments.ts';
import { wranglerDatabase } from './commands/database.ts';
import { findConsole } from './console.ts';
import { exitOf, Misuse, Outage, Refusal } from './exit.ts';
import { AUDIT } from './line/audit.ts';
import { CLOSURES } from './line/closures.ts';
import type { Command, Given } from './line/command.ts';
import { DEPLOYMENTS } from './line/deployments.ts';
import { FIND } from './line/find.ts';
import { FUNNEL } from './line/funnel.ts';
import { KEYS } from './line/keys.ts';
import { KIOSKS } from './line/kiosks.ts';
import { MODELS } from './line/models.ts';
import { RESTORE } from './line/restore.ts';
import { MADE } from './wrangler.ts';

const COMMANDS: Record<string, Command> = {
  ...KIOSKS,
  ...CLOSURES,
  ...FIND,
  ...FUNNEL,
  ...AUDIT,
  ...RESTORE,
  ...MODELS,
  ...KEYS,
  ...DEPLOYMENTS,
};
const STATE = `${MADE}state`;

async function main(): Promise<void> {
  const { values, positionals } = read(process.argv.slice(2));
  if (values.help) return void process.stdout.write(USAGE);
  const [name, length] = commandOf(positionals);
  if (name === null) throw new Misuse(USAGE);
  await COMMANDS[name]!(given(values), ...positionals.slice(length));
}

function commandOf(words: readonly string[]): [string | null, number] {
  const two = words.slice(0, 2).join(' ');
  if (Object.hasOwn(COMMANDS, two)) return [two, 2];
  const [one] = words;
  return one !== undefined && Object.hasOwn(COMMANDS, one) ? [one, 1] : [null, 0];
}

const given = (options: Options): Given => ({
  options,
  operator: () => findConsole(options.env, process.env),
  database: () => wranglerDatabase(placeOf(options.env)),
  segments: () => bucketSegments(bucketOf(options.env), placeOf(options.env)),
  say: options.out === undefined ? toStandardOutput : into(options.out),
  aside: (line) => void process.stderr.write(`${line}\n`),
  agree,
  read: async (file) => (file === '-' ? text(process.stdin) : contentOf(file)),
});

const toStandardOutput = (line: string): void => void process.stdout.write(`${line}\n`);

/** Says it into a new file, which is made with the first line. Throws `Refusal` where there is something already. */
function into(path: string): (line: string) => void {
  let file: number | undefined;
  return (line) => {
    try {
      file ??= openSync(path, 'wx', 0o600);
    } catch {
      throw new Refusal(`there is something at ${path} already, or no way to it`);
    }
    writeSync(file, `${line}\n`);
  };
}

/** Where wrangler finds what belongs to an environment, or to the local system. */
function placeOf(env: string | undefined): string[] {
  if (env !== undefined) return ['--remote', '--env', env];
  // Asked for one that is not there, wrangler would make it.
  if (!existsSync(STATE)) throw new Outage('there is no local database: npm start makes it, or say --env');
  return ['--local', '--persist-to', STATE];
}

const contentOf = (file: string) =>
  readFile(file, 'utf8').catch(() => {
    throw new Misuse(`there is no file ${file}, or it cannot be read`);
  });

async function agree(question: string): Promise<boolean> {
  if (!process.stdin.isTTY) return false;
  const asking = createInterface({ input: process.stdin, output: process.stderr });
  const answer = await asking.question(`${question} [y/N] `).finally(() => asking.close());
  return /^y(es)?$/i.test(answer.trim());
}

// A reader that has seen enough goes away: `kaijo kiosk list | head`.
process.stdout.on('error', (error: NodeJS.ErrnoException) => {
  if (error.code !== 'EPIPE') throw error;
  process.exit();
});
try {
  await main();
} catch (error) {
  const said = error instanceof Refusal || error instanceof RangeError ? error.message : String(error);
  process.stderr.write(`${said}\n`);
  process.exitCode = exitOf(error);
}

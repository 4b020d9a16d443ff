import { dirname, resolve } from 'node:path';
import { pathToFileURL } from 'node:url';
import manifest from '../../../../package.json' with { type: 'json' };
import type { Reader } from '../../reader.ts';
import { pairingFragment } from '../pairing.ts';
import { pcscFailure } from '../readers/card-in-slot.ts';
import { loadSmartcard, PcscMissing, PcscReader } from '../readers/pcsc-reader.ts';
import { readOptions, UnusableOption, USAGE, type BridgeOptions } from './options.ts';
import { openSecret } from './secret.ts';
import { headphones } from './headphones.ts';
import { Host } from './host.ts';
import { printer } from './printer.ts';
import { startBridge, type Bridge, type Log } from './server.ts';

// `npm run kiosk:bridge`

const { version } = manifest;

const print = (text: string): void => void process.stdout.write(`${text}\n`);
const log: Log = (level, line) => print(`${new Date().toISOString()} ${level.toUpperCase()} ${line}`);

async function main(): Promise<void> {
  const options = readOptions(process.argv.slice(2), process.env);
  if (options.print === 'help') return print(USAGE);
  if (options.print === 'version') return print(version);
  if (options.print === 'list') return print(await listOf(options));
  const secret = await openSecret(options.secretFile, options.newSecret);
  const reader = await readerOf(options);
  const { port, origins, giveUp } = options;
  const host = new Host(dirname(options.secretFile), log);
  const settings = { port, origins, secret, reader, version, giveUp, host, log };
  const machine = {
    ...(options.headphones ? { headphones: headphones(log) } : {}),
    ...(options.printer ? { printer: printer(log) } : {}),
  };
  const bridge = await startBridge({ ...settings, ...machine });
  log('info', `bridge ${version} on 127.0.0.1:${bridge.port} for ${origins.join(', ')}`);
  // A service's output is kept in a log, where a secret must not be.
  if (process.stdout.isTTY || options.pair)
    print(`to pair a page, open once: ${origins[0]}/kiosk/${pairingFragment({ port: bridge.port, secret })}`);
  else print('run once with --pair to see the pairing link');
  reader.watch((state) => log(state === 'reader-lost' ? 'warn' : 'info', `reader: ${state}`));
  for (const signal of ['SIGINT', 'SIGTERM'] as const) process.once(signal, () => end(bridge, 0));
  void bridge.abandoned.then(() => end(bridge, 1));
}

const end = (bridge: Bridge, code: number): void => void bridge.close().then(() => process.exit(code));

async function readerOf({ driver, pattern }: BridgeOptions): Promise<Reader> {
  if (driver !== null) return (await loadDriver(driver)).createReader(pattern);
  return new PcscReader(await loadSmartcard(), pattern);
}

async function listOf({ pattern }: BridgeOptions): Promise<string> {
  const found = new PcscReader(await loadSmartcard(), pattern).list();
  if (found.length === 0) return 'no PC/SC reader';
  return found
    .map(
      ({ name, isMeant, hasCard }) => `${isMeant ? '*' : ' '} ${name}${hasCard ? '  (something in it)' : ''}`,
    )
    .join('\n');
}

/** A module with a reader of another make. */
async function loadDriver(
  path: string,
): Promise<{ createReader(pattern: string): Reader | Promise<Reader> }> {
  const module = await import(pathToFileURL(resolve(path)).href).catch((cause: unknown) => {
    throw new UnusableOption(`${path} cannot be loaded: ${String(cause)}`, { cause });
  });
  if (typeof module.createReader !== 'function')
    throw new UnusableOption(`${path} exports no function createReader`);
  return module;
}

try {
  await main();
} catch (error) {
  const forPeople = error instanceof UnusableOption || error instanceof PcscMissing;
  const busy = (error as NodeJS.ErrnoException).code === 'EADDRINUSE';
  const plain = forPeople || pcscFailure(error).code === 'reader-lost';
  process.stderr.write(
    `${plain ? (error as Error).message : busy ? 'the port is taken: is a bridge running already?' : String(error)}\n`,
  );
  process.exit(1);
}

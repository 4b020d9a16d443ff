import { resolve } from 'node:path';
import { pathToFileURL } from 'node:url';
import type { Reader } from '../../reader.ts';
import { pairingFragment } from '../pairing.ts';
import { loadSmartcard, PcscMissing, PcscReader } from '../readers/pcsc-reader.ts';
import { readOptions, UnusableOption, USAGE, type BridgeOptions } from './options.ts';
import { openSecret } from './secret.ts';
import { startBridge } from './server.ts';

// `npm run kiosk:bridge`

const say = (line: string): void => void process.stdout.write(`${line}\n`);

async function main(): Promise<void> {
  const options = readOptions(process.argv.slice(2), process.env);
  if (options.help) return void process.stdout.write(USAGE);
  const secret = await openSecret(options.secretFile, options.newSecret);
  const reader = await readerOf(options);
  const bridge = await startBridge({
    port: options.port,
    origins: options.origins,
    secret,
    reader,
    log: say,
  });
  say(`bridge on 127.0.0.1:${bridge.port} for ${options.origins.join(', ')}`);
  // A service's output is kept in a log, where a secret must not be.
  if (process.stdout.isTTY || options.pair)
    say(
      `to pair a page, open once: ${options.origins[0]}/kiosk/${pairingFragment({ port: bridge.port, secret })}`,
    );
  else say('run once with --pair to see the pairing link');
  reader.watch((state) => say(`reader: ${state}`));
  for (const signal of ['SIGINT', 'SIGTERM'] as const) {
    process.once(signal, () => void bridge.close().then(() => process.exit(0)));
  }
}

async function readerOf({ driver, prefix }: BridgeOptions): Promise<Reader> {
  if (driver !== null) return (await loadDriver(driver)).createReader(prefix);
  return new PcscReader(await loadSmartcard(), prefix);
}

/** A module with a reader of another make. */
async function loadDriver(path: string): Promise<{ createReader(prefix: string): Reader | Promise<Reader> }> {
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
  process.stderr.write(
    `${forPeople ? error.message : busy ? 'the port is taken: is a bridge running already?' : String(error)}\n`,
  );
  process.exit(1);
}

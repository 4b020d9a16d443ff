import { mkdir, writeFile } from 'node:fs/promises';
import { dirname } from 'node:path';
import { parseArgs } from 'node:util';
import manifest from '../../../package.json' with { type: 'json' };
import { writeDurably } from '#clients/card/pcsc/bridge/durable-file.ts';
import { readOptions, UnusableOption } from '#clients/card/pcsc/bridge/options.ts';
import { openSecret } from '#clients/card/pcsc/bridge/secret.ts';
import { pairingFragment } from '#clients/card/pcsc/pairing.ts';
import { policyFor, START_PAGE } from './policy.ts';
import { nameMachine, takeProvision, type Places } from './provision.ts';
import { startPage } from './start-page.ts';

const USAGE = `What a kiosk's machine does before its bridge and browser start; /etc/kaijo/kiosk.conf says for which page

  kaijo-kiosk prepare      as root: takes over /etc/kaijo/provision, names this machine, tells Chromium what it may do
  kaijo-kiosk start-page   makes the page that Chromium opens first, with the pairing in it
  kaijo-kiosk --version
`;

const POLICY = '/etc/chromium/policies/managed/kaijo.json';
const PLACES: Places = {
  provision: '/etc/kaijo/provision',
  configuration: '/etc/kaijo/kiosk.conf',
  state: process.env['STATE_DIRECTORY'] ?? '/var/lib/kaijo',
  identity: ['/etc/machine-id', '/sys/class/dmi/id/product_uuid'],
};

async function main(): Promise<void> {
  const { values, positionals } = parseArgs({
    allowPositionals: true,
    options: { version: { type: 'boolean' } },
  });
  if (values.version) return void process.stdout.write(`${manifest.version}\n`);
  const command = COMMANDS[positionals[0] ?? ''];
  if (!command) throw new UnusableOption(USAGE);
  await command();
}

const COMMANDS: Record<string, (() => Promise<void>) | undefined> = {
  prepare: async () => {
    const origin = await takeProvision(PLACES);
    if (origin !== null) process.env['KAIJO_ORIGIN'] = origin;
    await nameMachine(PLACES);
    await mkdir(dirname(POLICY), { recursive: true });
    await writeFile(POLICY, `${JSON.stringify(policyFor(configured().origin), null, 2)}\n`);
  },
  'start-page': async () => {
    const { origin, options } = configured();
    const secret = await openSecret(options.secretFile, false);
    const page = `${origin}/kiosk/${pageOptions()}${pairingFragment({ port: options.port, secret })}`;
    await writeDurably(START_PAGE, startPage(page));
  },
};

/** The bridge's options, from the same configuration; one origin for bridge, browser and page. Throws `UnusableOption`. */
function configured() {
  const origin = process.env['KAIJO_ORIGIN'] ?? '';
  if (origin === '') throw new UnusableOption('no KAIJO_ORIGIN: set it in /etc/kaijo/kiosk.conf');
  const options = readOptions(['--origin', origin], process.env);
  return { origin: options.origins[0]!, options };
}

/** Read by `setupOf` of the page. Throws `UnusableOption`. */
function pageOptions(): string {
  const text = process.env['KAIJO_PAGE'] ?? '';
  if (!/^(\?[\w=&.]+)?$/.test(text)) throw new UnusableOption(`not ?printer, ?shuffle or ?mm=…: ${text}`);
  return text;
}

try {
  await main();
} catch (error) {
  process.stderr.write(`${error instanceof Error ? error.message : String(error)}\n`);
  process.exit(1);
}

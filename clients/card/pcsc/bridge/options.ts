import { parseArgs } from 'node:util';
import { BRIDGE_PORT } from '../protocol.ts';

export const USAGE = `npm run kiosk:bridge -- [options]        each option also as an environment variable

  --origin URL         page that may connect; may be given several times   KAIJO_BRIDGE_ORIGIN (comma between)
                       default: http://127.0.0.1:8787, where npm start serves the kiosk
  --port N             on 127.0.0.1; default ${BRIDGE_PORT}                         KAIJO_BRIDGE_PORT
  --reader PREFIX      start of the PC/SC reader's name; default: any      KAIJO_BRIDGE_READER
  --secret-file PATH   made when it is not there; default .kaijo/bridge-secret, or bridge-secret in the
                       state directory that systemd gives                  KAIJO_BRIDGE_SECRET_FILE
  --new-secret         pairs anew: pages paired before are refused
  --pair               print the pairing link even where output may be kept in a log
  --driver MODULE      another maker's reader in place of PC/SC: README.md, "Another reader"
`;

/** How a bridge was asked to run. */
export interface BridgeOptions {
  port: number;
  origins: string[];
  prefix: string;
  secretFile: string;
  newSecret: boolean;
  pair: boolean;
  driver: string | null;
  help: boolean;
}

/** Something about the options that their giver can put right; the message is for them. */
export class UnusableOption extends Error {
  override name = 'UnusableOption';
}

/** What is set where neither the command line nor the environment says anything. */
const DEFAULTS = {
  port: String(BRIDGE_PORT),
  origin: 'http://127.0.0.1:8787',
  reader: '',
  'secret-file': '',
};

/** Reads the command line over the environment. Throws `UnusableOption`. */
export function readOptions(args: readonly string[], env: Record<string, string | undefined>): BridgeOptions {
  const { origin, ...flags } = parse(args);
  const settings = { ...DEFAULTS, ...fromEnvironment(env), ...flags };
  return {
    port: portOf(settings.port),
    origins: (origin ?? settings.origin.split(',')).map(originOf),
    prefix: settings.reader,
    secretFile: settings['secret-file'] || defaultSecretFile(env),
    newSecret: flags['new-secret'] ?? false,
    pair: flags.pair ?? false,
    driver: flags.driver ?? null,
    help: flags.help ?? false,
  };
}

function fromEnvironment(env: Record<string, string | undefined>): Partial<typeof DEFAULTS> {
  const named = Object.keys(DEFAULTS).map((name) => [
    name,
    env[`KAIJO_BRIDGE_${name.replace('-', '_').toUpperCase()}`],
  ]);
  return Object.fromEntries(named.filter(([, value]) => value !== undefined)) as Partial<typeof DEFAULTS>;
}

function parse(args: readonly string[]) {
  try {
    return parseArgs({
      args: [...args],
      options: {
        port: { type: 'string' },
        origin: { type: 'string', multiple: true },
        reader: { type: 'string' },
        'secret-file': { type: 'string' },
        'new-secret': { type: 'boolean' },
        pair: { type: 'boolean' },
        driver: { type: 'string' },
        help: { type: 'boolean', short: 'h' },
      },
    }).values;
  } catch (cause) {
    throw new UnusableOption(`${cause instanceof Error ? cause.message : String(cause)}\n\n${USAGE}`, {
      cause,
    });
  }
}

const defaultSecretFile = ({ STATE_DIRECTORY }: Record<string, string | undefined>): string =>
  `${STATE_DIRECTORY ?? '.kaijo'}/bridge-secret`;

function portOf(text: string): number {
  const port = Number(text);
  if (!Number.isInteger(port) || port < 1 || port > 65_535) throw new UnusableOption(`not a port: ${text}`);
  return port;
}

/** Exactly what a browser sends in `Origin`. */
function originOf(text: string): string {
  const url = URL.canParse(text) ? new URL(text) : null;
  if (!url || url.origin === 'null' || url.pathname !== '/' || url.search || url.hash)
    throw new UnusableOption(`not an origin: ${text} (scheme and host only, e.g. https://kaijo.example)`);
  return url.origin;
}

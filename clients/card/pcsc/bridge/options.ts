import { parseArgs } from 'node:util';
import { BRIDGE_PORT } from '../protocol.ts';

export const USAGE = `The reader bridge of a kiosk             each option also as an environment variable

  --origin URL         page that may connect; may be given several times   KAIJO_BRIDGE_ORIGIN (comma between)
                       default: http://127.0.0.1:8787, where npm start serves the kiosk
  --port N             on 127.0.0.1; default ${BRIDGE_PORT}                         KAIJO_BRIDGE_PORT
  --reader NAME        PC/SC readers whose names begin so, or, with * for  KAIJO_BRIDGE_READER
                       any text, are like that; default: all
  --secret-file PATH   made when it is not there; default .kaijo/bridge-secret, or bridge-secret in the
                       state directory that systemd gives                  KAIJO_BRIDGE_SECRET_FILE
  --new-secret         pairs anew: pages paired before are refused
  --pair               print the pairing link even where output may be kept in a log
  --give-up MINUTES    ends with 1 when no page was connected for so long,  KAIJO_BRIDGE_GIVE_UP
                       so that a supervisor starts page and bridge anew; default: never
  --headphones         tells the page when some are plugged in: Linux, with amixer of alsa-utils
  --printer            tells the page how the default printer is: CUPS, with its lpstat
  --list               prints the PC/SC readers of this machine, marks those that --reader means, and ends
  --version            prints the version and ends
  --driver MODULE      another maker's reader in place of PC/SC: README.md, "Another reader"
`;

/** How a bridge was asked to run. */
export interface BridgeOptions {
  port: number;
  origins: string[];
  pattern: string;
  secretFile: string;
  newSecret: boolean;
  pair: boolean;
  driver: string | null;
  headphones: boolean;
  printer: boolean;
  /** Milliseconds without a page; null: never. */
  giveUp: number | null;
  /** What to print in place of running. */
  print: 'help' | 'list' | 'version' | null;
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
  'give-up': '',
};

/** Reads the command line over the environment. Throws `UnusableOption`. */
export function readOptions(args: readonly string[], env: Record<string, string | undefined>): BridgeOptions {
  const { origin, ...flags } = parse(args);
  const settings = { ...DEFAULTS, ...fromEnvironment(env), ...flags };
  return {
    port: portOf(settings.port),
    origins: (origin ?? settings.origin.split(',')).map(originOf),
    pattern: settings.reader,
    secretFile: settings['secret-file'] || defaultSecretFile(env),
    newSecret: flags['new-secret'] ?? false,
    pair: flags.pair ?? false,
    driver: flags.driver ?? null,
    headphones: flags.headphones ?? false,
    printer: flags.printer ?? false,
    giveUp: minutesOf(settings['give-up']),
    print: (['help', 'list', 'version'] as const).find((name) => flags[name]) ?? null,
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
        'give-up': { type: 'string' },
        headphones: { type: 'boolean' },
        printer: { type: 'boolean' },
        help: { type: 'boolean', short: 'h' },
        list: { type: 'boolean' },
        version: { type: 'boolean' },
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

/** Milliseconds; a minute at least, for a page needs some seconds to come back. */
function minutesOf(text: string): number | null {
  if (text === '') return null;
  const minutes = Number(text);
  if (!Number.isInteger(minutes) || minutes < 1 || minutes > 1_440)
    throw new UnusableOption(`not 1 to 1440 minutes: ${text}`);
  return minutes * 60_000;
}

/** Exactly what a browser sends in `Origin`. */
function originOf(text: string): string {
  const url = URL.canParse(text) ? new URL(text) : null;
  if (!url || url.origin === 'null' || url.pathname !== '/' || url.search || url.hash)
    throw new UnusableOption(`not an origin: ${text} (scheme and host only, e.g. https://kaijo.example)`);
  return url.origin;
}

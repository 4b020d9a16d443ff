import { execFileSync, spawnSync } from 'node:child_process';
import { existsSync, mkdirSync } from 'node:fs';
import { settlePlace } from './place.ts';

// Linux only. A run gets its own mount and network namespace: its own /run/pcscd and its own loopback, so that it meets
// no other reader, and vpcd, which listens on every address, can be reached by nobody else.

const MARK = 'KAIJO_ISOLATED';

const PLAIN = ['--mount', '--net'];
/** Without root: as root of a user namespace. */
const AS_USER = ['--user', '--map-root-user', ...PLAIN];

/**
 * Runs this very program again inside namespaces of its own and answers its exit code; null inside them. Where the
 * kernel allows none, as in many containers, null too: then this machine's own loopback is used, if nobody else is there.
 */
export function runIsolated(): number | null {
  if (process.env[MARK]) {
    prepare();
    return null;
  }
  const flags = [PLAIN, AS_USER].find((way) => spawnSync('unshare', [...way, 'true']).status === 0);
  if (!flags) {
    requireAlone();
    return null;
  }
  const [script, ...rest] = process.argv.slice(1);
  const env = { ...process.env, [MARK]: '1' };
  const { status } = spawnSync('unshare', [...flags, process.execPath, script!, ...rest], {
    stdio: 'inherit',
    env,
  });
  return status ?? 1;
}

function prepare(): void {
  execFileSync('ip', ['link', 'set', 'lo', 'up']);
  acknowledgeQuickly();
  execFileSync('mount', ['-t', 'tmpfs', 'tmpfs', '/run']);
  mkdirSync('/run/pcscd');
  settlePlace();
}

function requireAlone(): void {
  process.stdout.write('  no namespaces allowed here: not isolated, and slower\n');
  if (existsSync('/run/pcscd/pcscd.comm')) throw new Error('another pcscd is running here: stop it first');
  mkdirSync('/run/pcscd', { recursive: true });
}

/** vpcd sends length and body as two segments: with delayed acknowledgements each APDU would take 44 ms. */
function acknowledgeQuickly(): void {
  for (const destination of ['127.0.0.0/8', '127.0.0.1']) {
    const route = `local ${destination} dev lo proto kernel scope host src 127.0.0.1 quickack 1`;
    execFileSync('ip', ['route', 'replace', 'table', 'local', ...route.split(' ')]);
  }
}

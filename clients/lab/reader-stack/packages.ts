import { execFileSync, spawnSync } from 'node:child_process';
import { existsSync } from 'node:fs';

// Debian's own PC/SC and OpenSC: installed when that is allowed, asked for when it is not.

/** What both proofs need. */
const TOOLS = ['pcscd', 'vsmartcard-vpcd', 'opensc', 'openssl', 'iproute2'];
/** With which npm builds `smartcard`. */
const COMPILER = ['libpcsclite-dev', 'g++', 'make', 'python3'];
/** Node's headers: some packages of Node bring them along. */
const NODE_HEADERS = '/usr/include/node/node_api.h';

export type Packages =
  | { ready: true; installed: readonly string[] }
  /** `required`: this machine could have them, so that not having them is a failure. */
  | { ready: false; required: boolean; why: string };

/** Sees to it that the Debian packages are there, and `more`. */
export function ensurePackages(more: readonly string[] = []): Packages {
  if (process.platform !== 'linux' || !existsSync('/usr/bin/dpkg-query'))
    return {
      ready: false,
      required: false,
      why: 'this is not Debian; the proofs are written for its packages',
    };
  const headers = existsSync(NODE_HEADERS) ? [] : ['libnode-dev'];
  const missing = [...TOOLS, ...COMPILER, ...headers, ...more].filter((name) => !isInstalled(name));
  if (missing.length === 0) return { ready: true, installed: [] };
  const command = `apt-get install -y --no-install-recommends ${missing.join(' ')}`;
  if (process.getuid?.() !== 0)
    return { ready: false, required: false, why: `only root may install packages; run: sudo ${command}` };
  process.stdout.write(`installing ${missing.join(', ')}\n`);
  const failed = aptGet('update') || aptGet(...command.split(' ').slice(1));
  if (failed) return { ready: false, required: true, why: `${command} failed:\n${failed}` };
  return { ready: true, installed: missing };
}

/**
 * The PC/SC package is optional: an install without the headers leaves it out. Now that they are there, npm builds it,
 * against the Node headers of this machine where it has some. Answers why that did not work.
 */
export async function ensureSmartcard(load: () => Promise<unknown>): Promise<string | null> {
  try {
    await load();
    return null;
  } catch {
    process.stdout.write('building the smartcard package\n');
    const headers = existsSync(NODE_HEADERS) ? { npm_config_nodedir: '/usr' } : {};
    return run('npm', ['install', '--no-audit', '--no-fund'], headers);
  }
}

/** Which versions a run was made with. */
export function versions(): string {
  const format = '${Package} ${Version}\n';
  const listed = execFileSync('dpkg-query', ['-W', `-f=${format}`, 'opensc', 'pcscd', 'vsmartcard-vpcd'], {
    encoding: 'utf8',
  });
  return listed.trim().replaceAll('\n', ', ');
}

function isInstalled(name: string): boolean {
  const { stdout } = spawnSync('dpkg-query', ['-W', '-f', '${db:Status-Status}', name], { encoding: 'utf8' });
  return stdout === 'installed';
}

const aptGet = (...args: string[]): string | null =>
  run('apt-get', args, { DEBIAN_FRONTEND: 'noninteractive' });

/** Nothing, or what it printed when it failed. */
function run(program: string, args: string[], more: Record<string, string>): string | null {
  try {
    execFileSync(program, args, { env: { ...process.env, ...more }, stdio: 'pipe', encoding: 'utf8' });
    return null;
  } catch (error) {
    return error instanceof Error ? error.message : String(error);
  }
}

import { spawnSync } from 'node:child_process';
import { copyFileSync, existsSync, mkdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { MADE } from '#clients/operator/wrangler.ts';

const mirrorsOf = (suite: Suite): string[] => [
  `deb http://deb.debian.org/debian ${suite} main`,
  // Chromium is there alone.
  `deb http://deb.debian.org/debian-security ${suite}-security main`,
];
/** Only the time it takes to make: a root that is thrown away needs no manuals, and no disk that has it for certain. */
const QUICK = [
  '--variant=minbase',
  '--dpkgopt=force-unsafe-io',
  '--dpkgopt=path-exclude=/usr/share/doc/*',
  '--dpkgopt=path-include=/usr/share/doc/kaijo-kiosk/*',
  '--dpkgopt=path-exclude=/usr/share/man/*',
  '--dpkgopt=path-exclude=/usr/share/locale/*',
  '--aptopt=Acquire::Languages "none"',
];

export type Suite = 'bookworm' | 'trixie';

export interface Ran {
  status: number | null;
  output: string;
}

/** A Debian of its own in a folder: what a kiosk's machine is before anything of ours is on it. */
export class DebianRoot {
  readonly path: string;
  readonly suite: Suite;

  /** Made anew with these packages; `reuse`: one that is there is taken as it is. Throws with what mmdebstrap printed. */
  constructor(suite: Suite, packages: readonly string[], { reuse = false } = {}) {
    this.suite = suite;
    this.path = join(MADE, 'roots', suite);
    if (reuse && existsSync(this.path)) return;
    this.remove();
    mkdirSync(dirname(this.path), { recursive: true });
    const include = `--include=${packages.join(',')}`;
    const made = run('mmdebstrap', [...QUICK, include, suite, this.path, ...mirrorsOf(suite)]);
    if (made.status !== 0) throw new Error(`mmdebstrap ${suite}:\n${made.output.slice(-2_000)}`);
  }

  /** A command in it, with nothing to read: whatever asks a question ends there. */
  run(program: string, ...args: string[]): Ran {
    return run('chroot', [this.path, 'env', '-i', ...ENVIRONMENT, program, ...args]);
  }

  /** Its output. Throws with it when the command fails. */
  expect(program: string, ...args: string[]): string {
    const { status, output } = this.run(program, ...args);
    if (status !== 0) throw new Error(`${program} ${args.join(' ')} → ${status}\n${output.slice(-2_000)}`);
    return output;
  }

  /** As an operator does: apt, no questions, and only what the package needs. */
  install(deb: string): string {
    copyFileSync(deb, this.at('/tmp/kiosk.deb'));
    return this.expect('apt-get', 'install', '-y', '-qq', '--no-install-recommends', '/tmp/kiosk.deb');
  }

  at(path: string): string {
    return join(this.path, path);
  }
  has(path: string): boolean {
    return existsSync(this.at(path));
  }
  read(path: string): string {
    return readFileSync(this.at(path), 'utf8');
  }
  write(path: string, text: string): void {
    writeFileSync(this.at(path), text);
  }
  /** Permissions, e.g. `600`. */
  mode(path: string): string {
    return (statSync(this.at(path)).mode & 0o777).toString(8);
  }
  remove(): void {
    rmSync(this.path, { recursive: true, force: true });
  }
}

const ENVIRONMENT = [
  'PATH=/usr/sbin:/usr/bin:/sbin:/bin',
  'LC_ALL=C.UTF-8',
  'DEBIAN_FRONTEND=noninteractive',
];

function run(program: string, args: readonly string[]): Ran {
  const { status, stdout, stderr, error } = spawnSync(program, args, {
    stdio: ['ignore', 'pipe', 'pipe'],
    encoding: 'utf8',
    maxBuffer: 2 ** 26,
  });
  if (error) throw error;
  return { status, output: `${stdout}${stderr}` };
}

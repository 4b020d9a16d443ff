import { spawn, spawnSync, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, mkdirSync, readFileSync } from 'node:fs';
import { setTimeout as sleep } from 'node:timers/promises';
import type { DebianRoot } from './root.ts';

/** `systemd-nspawn` thinks that it removes what it made in /run: it gets one of its own. */
const BOOT = 'mount -t tmpfs tmpfs /run && mkdir /run/systemd && exec "$@"';
const PATIENCE = 30_000;

/** A root whose own systemd runs, as on a machine that was switched on; its network is this machine's. */
export class BootedRoot {
  readonly #nspawn: ChildProcess;
  readonly #leader: string;

  private constructor(nspawn: ChildProcess, leader: string) {
    this.#nspawn = nspawn;
    this.#leader = leader;
  }

  /** Throws where this machine allows no such thing. */
  static async boot(root: DebianRoot): Promise<BootedRoot> {
    mkdirSync(root.at('/var/log/journal'), { recursive: true });
    const how = [
      '--register=no',
      '--keep-unit',
      '--console=pipe',
      '--resolv-conf=off',
      '--timezone=off',
      '--boot',
    ];
    const nspawn = spawn(
      'unshare',
      ['--mount', 'sh', '-c', BOOT, 'boot', 'systemd-nspawn', '--directory', root.path, ...how],
      { stdio: ['ignore', 'ignore', 'pipe'] },
    );
    let said = '';
    nspawn.stderr.on('data', (chunk) => void (said += String(chunk)));
    for (
      const until = Date.now() + PATIENCE;
      Date.now() < until && nspawn.exitCode === null;
      await sleep(100)
    ) {
      const leader = leaderOf(nspawn.pid!);
      if (leader !== null) return new BootedRoot(nspawn, leader);
    }
    nspawn.kill('SIGKILL');
    throw new Error(`did not boot: ${said}`);
  }

  /** A command among its processes. Its output, whatever became of it. */
  run(...command: string[]): string {
    const { stdout, stderr } = spawnSync('nsenter', ['--all', '--target', this.#leader, ...command], {
      encoding: 'utf8',
      env: { PATH: '/usr/sbin:/usr/bin:/sbin:/bin', LC_ALL: 'C.UTF-8' },
    });
    return `${stdout}${stderr}`;
  }

  /** A property of a unit. */
  show(unit: string, property: string): string {
    return this.run('systemctl', 'show', '--value', '--property', property, unit).trim();
  }

  /** What a unit has written to the journal. */
  journal(unit: string): string {
    return this.run('journalctl', '--no-pager', '--output', 'cat', '--unit', unit);
  }

  async off(): Promise<void> {
    this.run('systemctl', 'poweroff');
    await Promise.race([once(this.#nspawn, 'close'), sleep(10_000)]);
    this.#nspawn.kill('SIGKILL');
  }
}

/** Its systemd: the child of the child that is process 1 there. */
function leaderOf(nspawn: number): string | null {
  const path = `/proc/${nspawn}/task/${nspawn}/children`;
  const [child] = existsSync(path) ? readFileSync(path, 'utf8').trim().split(' ') : [];
  if (!child || !existsSync(`/proc/${child}/status`)) return null;
  const [, inside] = /^NSpid:\s+\d+\s+(\d+)/m.exec(readFileSync(`/proc/${child}/status`, 'utf8')) ?? [];
  return inside === '1' && existsSync(`/proc/${child}/root/run/systemd/private`) ? child : null;
}

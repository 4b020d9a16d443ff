import { readFileSync } from 'node:fs';
import { ROOT } from '../wrangler.ts';

/** What an operator's own face model is under: whatever its recipe says. */
export const OWN_MODEL = 'LicenseRef-own-model';

/** Licences under which something may be shipped: they ask for their notice, and nothing of our own source. */
const ALLOWED = new Set([
  '0BSD',
  'Apache-2.0',
  'BSD-2-Clause',
  'BSD-3-Clause',
  'CC0-1.0',
  'ISC',
  'MIT',
  OWN_MODEL,
  'OFL-1.1',
  'Zlib',
]);

/** Packages under another licence that may be shipped all the same, with the reason. */
const EXCEPTIONS: Record<string, string> = {
  'hts-voice-nitech-jp-atr503-m001': 'CC BY 3.0 of a voice, not of code: it asks to be named, and is',
};

/** Whether a package may be shipped under `licence`, an SPDX expression. */
export function isAllowed(name: string, licence: string | undefined): boolean {
  if (name in EXCEPTIONS) return true;
  const choices = (licence ?? '').replaceAll(/[()]/g, '').split(' OR ');
  return choices.some((choice) => choice.split(' AND ').every((one) => ALLOWED.has(one)));
}

/** Packages of the lock file that are installed without `dev` and may not be shipped, with their licences. */
export function refusedPackages(
  packages: Record<string, { dev?: boolean; devOptional?: boolean; license?: string }>,
): string[] {
  return Object.entries(packages)
    .filter(([path, { dev, devOptional }]) => path !== '' && !dev && !devOptional)
    .map(([path, { license }]) => [path.replace(/^.*node_modules\//, ''), license] as const)
    .filter(([name, licence]) => !isAllowed(name, licence))
    .map(([name, licence]) => `${name} (${licence ?? 'no licence named'})`);
}

// Part of `npm run check`.
if (import.meta.main) {
  const lock = JSON.parse(readFileSync(`${ROOT}package-lock.json`, 'utf8')) as {
    packages: Parameters<typeof refusedPackages>[0];
  };
  const refused = refusedPackages(lock.packages);
  if (refused.length > 0) {
    process.stderr.write(
      `may not be shipped: ${refused.join(', ')}; see clients/operator/licences/allowed.ts\n`,
    );
    process.exitCode = 1;
  }
}

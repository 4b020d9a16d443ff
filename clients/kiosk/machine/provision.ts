import { createHmac } from 'node:crypto';
import { existsSync } from 'node:fs';
import { chown, readFile, rm, stat, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { parseEnv } from 'node:util';
import { writeDurably } from '#clients/card/pcsc/bridge/durable-file.ts';
import { UnusableOption } from '#clients/card/pcsc/bridge/options.ts';

/** Where things are on the machine. */
export interface Places {
  /** What an installer leaves: `KAIJO_ORIGIN=` and `KAIJO_CODE=`. It is deleted once it was taken over. */
  provision: string;
  configuration: string;
  /** The bridge's folder, made by systemd; what is put there becomes its owner's. */
  state: string;
  /** What tells this machine from a copy of its disk, as far as they can be read. */
  identity: readonly string[];
}

/**
 * Takes over what an installer left: the origin, where none was configured, and the code to enrol with, which the bridge
 * hands to the page and deletes when the service has answered it. Root only. Answers the origin that was set, or null.
 * Throws `UnusableOption`; then the file stays.
 */
export async function takeProvision({ provision, configuration, state }: Places): Promise<string | null> {
  if (!existsSync(provision)) return null;
  const { KAIJO_ORIGIN: origin = '', KAIJO_CODE: code = '' } = parseEnv(await readFile(provision, 'utf8'));
  if (!/^[\w-]{0,64}$/.test(code)) throw new UnusableOption(`${provision}: KAIJO_CODE is no code`);
  if (!/^(https?:\/\/[\w.:[\]-]+)?$/.test(origin))
    throw new UnusableOption(`${provision}: KAIJO_ORIGIN is no origin`);
  const before = await readFile(configuration, 'utf8');
  const after = origin === '' ? before : before.replace(/^KAIJO_ORIGIN=$/m, `KAIJO_ORIGIN=${origin}`);
  if (after !== before) await writeFile(configuration, after);
  if (code !== '') await give(state, 'code', code);
  await rm(provision);
  return after === before ? null : origin;
}

/** Writes down what this machine is, for the bridge, which may not read all of it. Root only. */
export async function nameMachine({ state, identity }: Places): Promise<void> {
  const parts = await Promise.all(identity.map((path) => readFile(path, 'utf8').catch(() => '')));
  const name = createHmac('sha256', 'kaijo-kiosk/machine/v1').update(
    parts.map((part) => part.trim()).join('\n'),
  );
  await give(state, 'machine', name.digest('base64url'));
}

async function give(folder: string, name: string, text: string): Promise<void> {
  const path = join(folder, name);
  await writeDurably(path, `${text}\n`);
  const { uid, gid } = await stat(folder);
  await chown(path, uid, gid);
}

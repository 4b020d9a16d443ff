import { open, readFile, stat } from 'node:fs/promises';
import * as v from 'valibot';
import { Misuse, Refusal } from '../exit.ts';
import { createRings } from '../rotation/ring-file.ts';
import { publish, secretOf } from '../rotation/ring.ts';
import { secretsThere } from '../doctor/account.ts';
import type { Wrangler } from '../wrangler.ts';
import { authorityKeyIn } from './rotate.ts';
import { makeRings, secretsWith } from './secrets.ts';

/** What all secrets of an environment are made of, and where they go. */
export interface Making {
  env: string;
  /** The ring file, which `rotate` goes on with. */
  ring: string;
  /** All of it, as `wrangler secret bulk` takes it: to be put under lock and key, and off this machine. */
  escrow: string;
  /** The card authority's private JWK, and the JSON of revocation sources; they come from elsewhere. */
  authority?: string | undefined;
  revocation?: string | undefined;
  /** Asks which secrets the environment has; null: nobody asks. */
  account: Wrangler | null;
  /** Unix seconds. */
  now: number;
}

/**
 * Makes the secrets of an environment that has none, into two new files. Throws `Refusal` where there is anything
 * already: another pepper orphans every live reservation, another ring ends every visit. Answers the secrets' names.
 */
export async function initSecrets(making: Making): Promise<string[]> {
  const { env, ring, escrow, authority, revocation, account, now } = making;
  if (account) await requireNone(env, account);
  for (const file of [ring, escrow]) await requireFree(file);
  const rings = await makeRings(now);
  if (authority !== undefined)
    rings.authority = publish('authority', [], await authorityKeyIn(authority), now);
  const secrets = {
    ...secretsWith(rings),
    ...(authority === undefined ? {} : { AUTHORITY_KEYS: secretOf(rings.authority) }),
    ...(revocation === undefined ? {} : { REVOCATION: await jsonIn(revocation) }),
  };
  const kept = await open(escrow, 'wx', 0o600);
  await kept.writeFile(`${JSON.stringify(secrets, null, 2)}\n`);
  await kept.close();
  await createRings(ring, rings);
  return Object.keys(secrets);
}

async function requireNone(env: string, account: Wrangler): Promise<void> {
  const there = await secretsThere(env, account);
  const ours = there.filter((name) => name !== 'ALARM_WEBHOOK');
  if (ours.length > 0)
    throw new Refusal(
      `${env} has secrets already: ${ours.join(', ')}. "rotate" replaces the keys of a ring; nothing replaces the pepper`,
    );
}

const requireFree = (file: string): Promise<void> =>
  stat(file).then(
    () => {
      throw new Refusal(`there is something at ${file} already: secrets are made once`);
    },
    () => undefined,
  );

async function jsonIn(file: string): Promise<string> {
  const text = await readFile(file, 'utf8').catch(() => '');
  if (!v.is(v.pipe(v.string(), v.parseJson(), v.record(v.string(), v.looseObject({}))), text))
    throw new Misuse(`not the JSON of revocation sources: ${file} (workers/README.md, "Secrets")`);
  return JSON.stringify(JSON.parse(text));
}

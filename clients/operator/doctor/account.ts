import * as v from 'valibot';
import { broken, care, type Finding } from './finding.ts';

/** What the API Worker does not start without; the first three are made by `kaijo secrets`. */
const SECRETS = ['MASTER_KEYS', 'CARD_PEPPER', 'TICKET_KEYS', 'AUTHORITY_KEYS', 'REVOCATION'];

/** Runs wrangler and answers what it printed; rejects with that too. */
export type Wrangler = (args: readonly string[]) => Promise<string>;

/** What only the account knows: secrets that are missing, migrations that are behind. */
export async function findInAccount(env: string, wrangler: Wrangler): Promise<Finding[]> {
  return [...(await secretsOf(env, wrangler)), ...(await migrationsOf(env, wrangler))];
}

const put = (name: string, env: string) => `npx wrangler secret put ${name} --env ${env}`;

const Listed = v.pipe(v.string(), v.parseJson(), v.array(v.object({ name: v.string() })));

async function secretsOf(env: string, wrangler: Wrangler): Promise<Finding[]> {
  try {
    const listed = v.parse(Listed, await wrangler(['secret', 'list', '--env', env, '--format', 'json']));
    const there = new Set(listed.map(({ name }) => name));
    const missing = SECRETS.filter((name) => !there.has(name)).map((name) =>
      broken(`secret ${name} is missing`, `${put(name, env)} (workers/README.md, "Secrets")`),
    );
    const wakes = there.has('ALARM_WEBHOOK');
    const nobody = care('alarms wake nobody', `${put('ALARM_WEBHOOK', env)} (workers/README.md, "Alarms")`);
    return wakes ? missing : [...missing, nobody];
  } catch {
    return [
      care(
        'which secrets are set could not be asked',
        `npx wrangler login, then npx wrangler secret list --env ${env}`,
      ),
    ];
  }
}

async function migrationsOf(env: string, wrangler: Wrangler): Promise<Finding[]> {
  try {
    const said = await wrangler(['d1', 'migrations', 'list', 'DB', '--remote', '--env', env]);
    if (/no migrations to apply/i.test(said)) return [];
    return [
      care(
        'migrations are behind',
        `deploy applies them, or npx wrangler d1 migrations apply DB --remote --env ${env}`,
      ),
    ];
  } catch {
    return [
      care(
        'how far the migrations are could not be asked',
        'npx wrangler login; the database has to be there',
      ),
    ];
  }
}

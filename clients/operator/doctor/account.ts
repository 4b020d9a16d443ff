import * as v from 'valibot';
import { NotLoggedIn } from '../exit.ts';
import type { Wrangler } from '../wrangler.ts';
import { broken, care, those, type Finding } from './finding.ts';

/** What the API Worker does not start without; `kaijo secrets init` makes them. */
const SECRETS = ['MASTER_KEYS', 'CARD_PEPPER', 'TICKET_KEYS', 'AUTHORITY_KEYS', 'REVOCATION'];
/** Bytes that a D1 holds at most on the paid plan, and the share from which somebody should look. */
const LARGEST = 10 * 2 ** 30;
const LARGE = 0.8;

/** What only the account knows: secrets, migrations, the size of the database, the bucket of the trail. */
export async function findInAccount(env: string, bucket: string, wrangler: Wrangler): Promise<Finding[]> {
  try {
    const found = [
      await secretsOf(env, wrangler),
      await databaseOf(env, wrangler),
      await migrationsOf(env, wrangler),
      await bucketOf(bucket, wrangler),
    ];
    return found.flat();
  } catch (error) {
    if (!(error instanceof NotLoggedIn)) throw error;
    return [broken('nobody is logged in to Cloudflare here', 'npx wrangler login, or CLOUDFLARE_API_TOKEN')];
  }
}

const Listed = v.pipe(v.string(), v.parseJson(), v.array(v.object({ name: v.string() })));

/** Names of the secrets that the API Worker of an environment has; none while there is no such Worker. */
export async function secretsThere(env: string, wrangler: Wrangler): Promise<string[]> {
  try {
    const answer = await wrangler(['secret', 'list', '--env', env, '--format', 'json']);
    return v.parse(Listed, answer).map(({ name }) => name);
  } catch (error) {
    if (isAbsent(error)) return [];
    throw error;
  }
}

/** Cloudflare's words for a Worker, database or bucket that is not there. */
const isAbsent = (error: unknown): boolean =>
  error instanceof Error && /\b10007\b|\b10006\b|\b7404\b|does not exist|couldn't find/i.test(error.message);

const put = (name: string, env: string) => `npx wrangler secret put ${name} --env ${env}`;

/** What cannot be asked is looked at another time; that nobody is logged in is said once, by whoever asks. */
function unasked(error: unknown, what: string, way: string): Finding[] {
  if (error instanceof NotLoggedIn) throw error;
  return [care(`${what} could not be asked`, way)];
}

async function secretsOf(env: string, wrangler: Wrangler): Promise<Finding[]> {
  try {
    const there = new Set(await secretsThere(env, wrangler));
    const missing = SECRETS.filter((name) => !there.has(name)).map((name) =>
      broken(`secret ${name} is missing`, `${put(name, env)} (workers/README.md, "Secrets")`),
    );
    const nobody = care('alarms wake nobody', `${put('ALARM_WEBHOOK', env)} (workers/README.md, "Alarms")`);
    const paused = care(
      'PAUSED is there: a restore was under way',
      'workers/README.md, "Restore the database"',
    );
    return [...missing, ...those([!there.has('ALARM_WEBHOOK'), nobody], [there.has('PAUSED'), paused])];
  } catch (error) {
    return unasked(error, 'which secrets are set', `npx wrangler secret list --env ${env}`);
  }
}

const Info = v.pipe(v.string(), v.parseJson(), v.object({ database_size: v.number() }));

async function databaseOf(env: string, wrangler: Wrangler): Promise<Finding[]> {
  const way = `npx wrangler d1 info DB --env ${env}`;
  try {
    const { database_size: bytes } = v.parse(
      Info,
      await wrangler(['d1', 'info', 'DB', '--env', env, '--json']),
    );
    const share = Math.round((100 * bytes) / LARGEST);
    const large = care(
      `the database is ${share} % of the 10 GB that a D1 holds`,
      'workers/README.md, "Capacity"',
    );
    return those([bytes > LARGE * LARGEST, large]);
  } catch (error) {
    if (isAbsent(error))
      return [broken('there is no such database', `npx wrangler d1 create kaijo-${env} --location apac`)];
    return unasked(error, 'how large the database is', way);
  }
}

async function migrationsOf(env: string, wrangler: Wrangler): Promise<Finding[]> {
  try {
    const said = await wrangler(['d1', 'migrations', 'list', 'DB', '--remote', '--env', env]);
    if (/no migrations to apply/i.test(said)) return [];
    const way = `deploy applies them, or npx wrangler d1 migrations apply DB --remote --env ${env}`;
    return [care('migrations are behind', way)];
  } catch (error) {
    return unasked(error, 'how far the migrations are', 'the database has to be there');
  }
}

async function bucketOf(bucket: string, wrangler: Wrangler): Promise<Finding[]> {
  const way = `npx wrangler r2 bucket create ${bucket}`;
  try {
    await wrangler(['r2', 'bucket', 'info', bucket, '--json']);
    return [];
  } catch (error) {
    if (isAbsent(error)) return [broken(`there is no bucket ${bucket}: the trail has nowhere to go`, way)];
    return unasked(
      error,
      'whether the bucket of the trail is there',
      `npx wrangler r2 bucket info ${bucket}`,
    );
  }
}

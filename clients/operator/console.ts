import { readFile } from 'node:fs/promises';
import { Misuse, Outage } from './exit.ts';
import { operatorService, type OperatorService } from './service.ts';
import { MADE, ROOT } from './wrangler.ts';

/** Where `npm start` says at which address its console is. */
export const LOCAL_CONSOLE = `${MADE}console`;

/** How an operator is known to Cloudflare Access: as a service's account, or by what `cloudflared access token` prints. */
type Variables = Readonly<Record<string, string | undefined>>;

/**
 * The console of an environment, or of the local system. `KAIJO_CONSOLE` names another address. Throws `Outage` when
 * no local system runs, `Misuse` for an environment that is none.
 */
export async function findConsole(env: string | undefined, variables: Variables): Promise<OperatorService> {
  const named = variables['KAIJO_CONSOLE']?.replace(/\/+$/, '');
  const origin = named ?? (env === undefined ? await localOrigin() : await originOf(env));
  return operatorService(origin, { headers: env === undefined ? {} : credentials(variables) });
}

async function localOrigin(): Promise<string> {
  const origin = await readFile(LOCAL_CONSOLE, 'utf8').catch(() => null);
  if (origin === null)
    throw new Outage(
      'no local system runs: npm start, or npm run lab -- operate COMMAND for one command, or say --env staging|production',
    );
  return origin.trim();
}

/** The console's one name, as it is deployed. */
async function originOf(env: string): Promise<string> {
  const text = await readFile(`${ROOT}workers/console/wrangler.toml`, 'utf8');
  const section = text.split(/^(?=\[)/m).find((part) => part.startsWith(`[env.${env}]`));
  const name = /pattern = "([^"]+)"/.exec(section ?? '')?.[1];
  if (name === undefined) throw new Misuse(`no such environment: ${env} (staging, production)`);
  return `https://${name}`;
}

function credentials({
  KAIJO_ACCESS_CLIENT_ID: id,
  KAIJO_ACCESS_CLIENT_SECRET: secret,
  KAIJO_ACCESS_TOKEN: token,
}: Variables): Record<string, string> {
  if (id && secret) return { 'CF-Access-Client-Id': id, 'CF-Access-Client-Secret': secret };
  return token ? { 'cf-access-token': token } : {};
}

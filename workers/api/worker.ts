import { createApp } from './app.ts';
import { readConfig, type Config, type Env } from './config.ts';
import { createCardTrust } from './crypto/card-trust/index.ts';
import { createCrypto } from './crypto/index.ts';
import type { MatcherRpc } from '#schema/contract/face.ts';
import type { Ports } from './ports/index.ts';
import type { App } from './routes/context.ts';
import { createStores } from './storage/index.ts';

/**
 * The API Worker over a given environment and clock. The environment is checked at once: a bad one throws here, before
 * the first request.
 * @param clock Unix seconds
 */
export function createWorker(env: Env, clock: () => number): { fetch(request: Request): Promise<Response> } {
  const config = readConfig(env);
  let app: Promise<App> | undefined;
  const ready = () => {
    app ??= createPorts(env, config, clock).then(createApp);
    // A failed start is forgotten, or one bad moment would poison the isolate.
    app.catch(() => (app = undefined));
    return app;
  };
  return { fetch: async (request) => (await ready()).fetch(request) };
}

async function createPorts(env: Env, config: Config, clock: () => number): Promise<Ports> {
  return {
    settings: {
      issuer: config.ISSUER,
      consentVersion: config.CONSENT_VERSION,
      hours: {
        kioskOpensAt: config.KIOSK_OPENS,
        kioskClosesAt: config.KIOSK_CLOSES,
        closedDays: config.CLOSED_DAYS,
      },
    },
    clock,
    ...(await createCrypto(config)),
    cardTrust: await createCardTrust(config),
    matcher: env.MATCHER as unknown as MatcherRpc,
    ...createStores(env.DB),
    // oxlint-disable-next-line no-console -- standard output is where Workers Logs reads from
    log: (line) => console.log(JSON.stringify(line)),
  };
}

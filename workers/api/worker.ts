import { endpoints } from '#schema/contract/endpoints.ts';
import type { MatcherRpc } from '#schema/contract/face.ts';
import { alarmWebhook } from './alarm-webhook.ts';
import { createApp } from './app.ts';
import { readConfig, type Config, type Env } from './config.ts';
import { createCardTrust } from './crypto/card-trust/index.ts';
import { pinnedBy, type TrustAnchor } from './crypto/card-trust/pinned.ts';
import { createCrypto } from './crypto/index.ts';
import { faultOf, MatcherLate } from './domain/fault.ts';
import { StepCounts } from './domain/step-counts.ts';
import { operate } from './operator-calls.ts';
import type { Operate } from './operator-entrypoint.ts';
import type { Ports } from './ports/index.ts';
import type { App } from './routes/context.ts';
import { purge } from './services/purge.ts';
import { raiseAlarms } from './services/raise-alarms.ts';
import { sealAudit } from './services/seal-audit.ts';
import { flushSteps } from './services/step-counts.ts';
import { warmMatcher } from './services/warm-matcher.ts';
import { createRestoration, createStores } from './storage/index.ts';
import { segmentStore } from './storage/segments.ts';

/**
 * The API Worker over a given environment and clock. The environment is checked at once: a bad one throws here, before
 * the first request.
 * @param anchors where the roots are found whose digests the environment names
 * @param clock Unix seconds
 */
export function createWorker(env: Env, anchors: readonly TrustAnchor[], clock: () => number): Worker {
  const config = readConfig(env);
  let started: Promise<{ ports: Ports; app: App }> | undefined;
  const start = async () => {
    const ports = await createPorts(env, config, anchors, clock);
    return { ports, app: createApp(ports) };
  };
  const ready = () => {
    started ??= start();
    // A failed start is forgotten, or one bad moment would poison the isolate.
    started.catch(() => (started = undefined));
    return started;
  };
  return {
    async fetch(request, _environment, context) {
      const { ports, app } = await ready();
      const response = await app.fetch(request);
      context?.waitUntil(flushSteps(ports, clock()));
      if (begins(request, response)) context?.waitUntil(warmMatcher(ports));
      return response;
    },
    operate: async (call, actor, asked) => operate((await ready()).ports, call, actor, asked),
    async scheduled() {
      const { ports } = await ready();
      // What keeps one from being done must not keep the other.
      const [sealed, purged] = await Promise.allSettled([sealAudit(ports, clock()), purge(ports, clock())]);
      ports.log({ at: clock(), sealed: countOf(sealed), purged: countOf(purged) });
      await flushSteps(ports, clock(), true);
      const [alarmed] = await Promise.allSettled([raiseAlarms(ports, clock())]);
      const failed = [sealed, purged, alarmed].filter((done) => done.status === 'rejected');
      for (const { reason } of failed) ports.log({ at: clock(), version: ports.version, ...faultOf(reason) });
      if (failed[0]) throw failed[0].reason;
    },
  };
}

/** A visit begins: within the minute its card and its face will need the matcher. */
const begins = ({ method, url }: Request, { ok }: Response): boolean =>
  ok && method === endpoints.openSession.method && new URL(url).pathname === endpoints.openSession.path;

const countOf = (done: PromiseSettledResult<number>) => (done.status === 'fulfilled' ? done.value : null);

interface Worker {
  /**
   * After the answer, where the runtime hands over a `context`: what was counted is written (else by the cron alone), and
   * the matcher opens its models when a session was opened.
   */
  fetch(
    request: Request,
    environment?: unknown,
    context?: Pick<ExecutionContext, 'waitUntil'>,
  ): Promise<Response>;
  /** One call of an operator, for the entrypoint that the console is bound to. */
  operate: Operate;
  /** The cron: seals the audit trail, deletes what has been kept long enough, writes what was counted, raises alarms. */
  scheduled(): Promise<void>;
}

/** The whole outside world of one Worker. Throws a sentence naming a secret that cannot be used. */
export async function createPorts(
  env: Env,
  config: Config,
  anchors: readonly TrustAnchor[],
  clock: () => number,
): Promise<Ports> {
  const keyed = await createCrypto(config);
  return {
    settings: {
      issuer: config.ISSUER,
      consentVersion: config.CONSENT_VERSION,
      securityContact: config.SECURITY_CONTACT,
      hours: {
        kioskOpensAt: config.KIOSK_OPENS,
        kioskClosesAt: config.KIOSK_CLOSES,
        closedDays: config.CLOSED_DAYS,
      },
      operator: config.OPERATOR,
      minimumPage: config.KIOSK_MINIMUM_PAGE,
      paused: config.PAUSED === 'yes',
    },
    clock,
    ...keyed,
    cardTrust: await createCardTrust(await pinnedBy(config, anchors), (url, init) => fetch(url, init)),
    matcher: matcherWithin(env.MATCHER as unknown as MatcherRpc),
    ...createStores(env.DB, keyed.auditMac),
    segments: segmentStore(env.TRAIL),
    restoration: createRestoration(env.DB, keyed.auditMac),
    alarmWebhook: config.ALARM_WEBHOOK === undefined ? null : alarmWebhook(config.ALARM_WEBHOOK),
    steps: new StepCounts(),
    rest: (ms) => new Promise((rested) => setTimeout(rested, ms)),
    stopwatch: () => performance.now(),
    // oxlint-disable-next-line no-console -- standard output is where Workers Logs reads from
    log: (line) => console.log(JSON.stringify(line)),
    version: env.VERSION?.id ?? 'local',
    mayAsk: (address) => mayAsk(env.RATE_LIMITER, address),
    mayKioskAsk: (kioskId) => mayAsk(env.KIOSK_LIMITER, kioskId),
  };
}

/** Longest wait for the matcher, in milliseconds: less than clients wait for an answer. */
const PATIENCE = 20_000;

/**
 * The matcher behind its service binding, with an end to waiting for it: a charged try can be given back only while the
 * request that charged it still lives. Rejects when the time is over.
 */
export function matcherWithin(matcher: MatcherRpc, patience = PATIENCE): MatcherRpc {
  const within = <T>(answer: Promise<T>): Promise<T> => {
    const { promise, reject } = Promise.withResolvers<never>();
    const timer = setTimeout(() => reject(new MatcherLate('the matcher did not answer in time')), patience);
    return Promise.race([answer, promise]).finally(() => clearTimeout(timer));
  };
  return {
    warm: () => within(matcher.warm()),
    embedReference: (photo) => within(matcher.embedReference(photo)),
    examine: (presentation) => within(matcher.examine(presentation)),
  };
}

/** Nobody is turned away because the limiter is missing or fails: it is not what protects a card. */
async function mayAsk(limiter: RateLimit | undefined, key: string): Promise<boolean> {
  try {
    return (await limiter?.limit({ key }))?.success ?? true;
  } catch {
    return true;
  }
}

import { faultOf, matcherFault, type Fault } from '../domain/fault.ts';
import type { Ports } from '../ports/index.ts';
import { remembered } from '../services/remembered.ts';
import type { App } from './context.ts';

/** What a part answered with: `ok`, or the cause why it did not. */
type Condition = 'ok' | Fault['cause'];
/** Of what every visit needs. */
export interface Health {
  ok: boolean;
  database: Condition;
  matcher: Condition;
}

class TooLate extends Error {}

/** Milliseconds for both, asked side by side. */
const PATIENCE = 2_000;

/** Asks the database for the calendar and the matcher for its open models. Never rejects. */
export async function readHealth(
  { maintenance, matcher }: Pick<Ports, 'maintenance' | 'matcher'>,
  now: number,
  patience = PATIENCE,
): Promise<Health> {
  const [database, looks] = await Promise.all([
    conditionOf(() => maintenance.upcoming(now), patience, {
      late: 'd1-timeout',
      causeOf: (error) => faultOf(error).cause,
    }),
    conditionOf(() => matcher.warm(), patience, {
      late: 'matcher-timeout',
      causeOf: (error) => matcherFault(error).cause,
    }),
  ]);
  return { ok: database === 'ok' && looks === 'ok', database, matcher: looks };
}

interface Causes {
  late: Fault['cause'];
  causeOf(error: unknown): Fault['cause'];
}

async function conditionOf(
  ask: () => Promise<unknown>,
  patience: number,
  { late, causeOf }: Causes,
): Promise<Condition> {
  const { promise, reject } = Promise.withResolvers<never>();
  const timer = setTimeout(() => reject(new TooLate('no answer in time')), patience);
  try {
    await Promise.race([ask(), promise]);
    return 'ok';
  } catch (error) {
    return error instanceof TooLate ? late : causeOf(error);
  } finally {
    clearTimeout(timer);
  }
}

/** Seconds for which an isolate answers from memory: whoever asks without end asks the database once. */
const KEPT = 10;

/** What a monitor asks. Of a pause it says nothing: that is meant. */
export function healthRoute(app: App, ports: Ports): void {
  const health = remembered((now) => readHealth(ports, now), KEPT);
  app.get('/healthz', async (c) => {
    const found = await health(c.get('now'));
    return c.json({ ...found, version: ports.version }, found.ok ? 200 : 503);
  });
}

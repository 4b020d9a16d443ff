import { createServer } from 'node:net';
import { drizzle } from 'drizzle-orm/d1';
import { migrate } from 'drizzle-orm/d1/migrator';
import { convertV4MiniflareOptions, Log, LogLevel, Miniflare } from 'miniflare';
import type { D1Database } from '@cloudflare/workers-types';
import { createClock, type LocalClock } from './clock.ts';
import { operatorService, type OperatorService } from '#clients/operator/service.ts';
import { MADE, ROOT } from '#clients/operator/wrangler.ts';
import { labEnvironment, openLocalLab, type LocalLab } from '#clients/lab/people/lab.ts';
import { createRevocation, type LocalRevocation } from './revocation.ts';
import { API_NAME, CONSOLE_NAME, localWorkers } from './workers.ts';

/** How the local system is to run. */
export interface LocalOptions {
  /** 0 or absent: any free port. */
  port?: number;
  /** Where operators' commands find the console; absent: they do not. */
  consolePort?: number;
  /** Keep the database in `.kaijo/state` from one run to the next. */
  keep?: boolean;
  /** Folder with the built pages; absent: the API alone. */
  pages?: string;
  /** The same of the console's page. */
  consolePages?: string;
  /** Takes the matcher away, to see what that does. */
  withoutMatcher?: boolean;
  /** In place of the lab's own. */
  secrets?: Readonly<Record<string, string>>;
  /** Where the Worker's log lines go. */
  onLog?: (line: string) => void;
}

/** The Workers under workerd, with a migrated D1 and a lab of their own. */
export interface LocalSystem {
  /** Where pages and API are; also the service's `iss`. */
  origin: string;
  lab: LocalLab;
  clock: LocalClock;
  revocation: LocalRevocation;
  database: D1Database;
  /** Operators' acts, through the console. */
  operator: OperatorService;
  /** Runs the cron once. */
  cron(): Promise<void>;
  stop(): Promise<void>;
}

/** Starts the system and waits until it answers. Throws with the reason when it cannot. */
export async function startLocalSystem(options: LocalOptions = {}): Promise<LocalSystem> {
  const clock = createClock();
  const lab = await openLocalLab(clock.now());
  const port = options.port || (await freePort());
  const origin = `http://127.0.0.1:${port}`;
  const environment = { ...(await labEnvironment(lab)), ...options.secrets, ISSUER: origin };
  const revocation = createRevocation(lab.authority, clock);
  const workers = await localWorkers({ ...options, environment, clock, revocation });
  const miniflare = new Miniflare(
    convertV4MiniflareOptions({
      workers,
      host: '127.0.0.1',
      port,
      log: new Log(LogLevel.ERROR),
      handleStructuredLogs: ({ message }) => options.onLog?.(message),
      ...(options.keep ? { resourcePersistencePath: `${MADE}state/v3` } : {}),
    }),
  );
  await miniflare.ready;
  const database = (await miniflare.getD1Database('DB', API_NAME)) as unknown as D1Database;
  await migrate(drizzle(database), { migrationsFolder: `${ROOT}schema/migrations` });
  const api = await miniflare.getWorker(API_NAME);
  const console = (await miniflare.getWorker(CONSOLE_NAME)) as unknown as Pick<typeof globalThis, 'fetch'>;
  return {
    origin,
    lab,
    clock,
    revocation,
    database,
    operator: operatorService('http://127.0.0.1', { fetch: console.fetch.bind(console) }),
    cron: async () => void (await api.scheduled({ cron: '*/10 * * * *' })),
    stop: () => miniflare.dispose(),
  };
}

/** A port of 127.0.0.1 that nobody listens on now. */
export function freePort(): Promise<number> {
  return new Promise((resolve, reject) => {
    const server = createServer();
    server.once('error', reject);
    server.listen(0, '127.0.0.1', () => {
      const { port } = server.address() as { port: number };
      server.close(() => resolve(port));
    });
  });
}

import { readdir, readFile } from 'node:fs/promises';
import { drizzle } from 'drizzle-orm/d1';
import { migrate } from 'drizzle-orm/d1/migrator';
import {
  convertV4MiniflareOptions,
  Log,
  LogLevel,
  Miniflare,
  Response,
  type V4WorkerOptions,
} from 'miniflare';
import type { D1Database } from '@cloudflare/workers-types';
import { API, bundle } from '#clients/lab/system/bundle.ts';
import { ROOT } from '#clients/operator/wrangler.ts';
import { NOW } from '#clients/lab/people/cast.ts';
import { createRevocation, type LocalRevocation } from '#clients/lab/system/revocation.ts';
import { freePort } from '#clients/lab/system/system.ts';
import manifest from '#wasm/manifest.json' with { type: 'json' };
import { operatingPointOf } from '#schema/contract/operating-point.ts';
import { foundLab, type TestLab } from './lab.ts';

/** What is put around the API Worker. */
export interface SystemOptions {
  /** Where the database is; it is found again by the next system of this folder. */
  folder: string;
  /** Lets its isolates be looked into. */
  inspected?: boolean;
  /** Bytes that each request leaves behind for ever: a leak, planted so that one is known to be found. */
  leak?: number;
  /** Where the Worker's log lines go. */
  onLog?: (line: string) => void;
}

/** The API Worker as it is deployed, in a workerd of its own with a database on disk, that can be killed and started again. */
export class KillableSystem {
  readonly origin: string;
  readonly lab: TestLab;
  /** Seconds by which its clock is moved. */
  offset = NOW - Math.floor(Date.now() / 1_000);
  readonly #port: number;
  readonly #options: SystemOptions;
  readonly #revocation: LocalRevocation;
  #miniflare: Miniflare | null = null;

  private constructor(lab: TestLab, port: number, options: SystemOptions) {
    this.lab = lab;
    this.#port = port;
    this.origin = `http://127.0.0.1:${port}`;
    this.#options = options;
    this.#revocation = createRevocation(lab.authority, { now: () => this.now }, lab.revoked.list);
  }

  static async create(options: SystemOptions): Promise<KillableSystem> {
    return new KillableSystem(await foundLab(), await freePort(), options);
  }

  get now(): number {
    return Math.floor(Date.now() / 1_000) + this.offset;
  }

  /** Starts on what is on disk; answers the database. */
  async start(): Promise<D1Database> {
    const workers = [await this.#api(), matcherWorker()] as unknown as V4WorkerOptions[];
    const log = new Log(LogLevel.NONE);
    const options = {
      workers,
      host: '127.0.0.1',
      port: this.#port,
      log,
      resourcePersistencePath: this.#options.folder,
      ...(this.#options.inspected ? { inspectorPort: 0 } : {}),
    };
    this.#miniflare = new Miniflare(
      convertV4MiniflareOptions({
        ...options,
        handleStructuredLogs: ({ message }) => this.#options.onLog?.(message),
      }),
    );
    await this.#miniflare.ready;
    const database = (await this.#miniflare.getD1Database('DB', 'api')) as unknown as D1Database;
    await migrate(drizzle(database), { migrationsFolder: `${ROOT}schema/migrations` });
    return database;
  }

  /** SIGKILL: nothing is flushed, nothing is said. Answers how many processes there were. */
  async kill(): Promise<number> {
    const victims = await workerdOf(process.pid);
    for (const pid of victims) process.kill(pid, 'SIGKILL');
    const killed = this.#miniflare;
    this.#miniflare = null;
    // Miniflare cannot say goodbye to what is dead; it is not waited for.
    await Promise.race([
      killed?.dispose().catch(() => undefined),
      new Promise((done) => setTimeout(done, 500)),
    ]);
    return victims.length;
  }

  /** Runs the cron once. */
  async cron(): Promise<void> {
    const api = await this.#miniflare!.getWorker('api');
    await api.scheduled({ cron: '*/10 * * * *' });
  }

  /** Debugger address of the API Worker's isolate. */
  async inspector(): Promise<URL> {
    const address = await this.#miniflare!.getInspectorURL();
    address.pathname = '/core:user:api';
    return address;
  }

  /** Process ids of workerd: one, while it runs. */
  processes(): Promise<number[]> {
    return workerdOf(process.pid);
  }

  async stop(): Promise<void> {
    await this.#miniflare?.dispose();
  }

  async #api() {
    const { folder, main } = await bundle(API, 'api');
    const worker = { type: 'ESModule', path: `${folder}${main}` };
    const { leak = 0 } = this.#options;
    const leaking = { type: 'ESModule', path: `${folder}leaking.js`, contents: leakingScript(main, leak) };
    const modules = leak > 0 ? [leaking, worker] : [worker];
    const hours = { KIOSK_OPENS: '00:00', KIOSK_CLOSES: '23:59' };
    return {
      name: 'api',
      compatibilityDate: '2026-10-01',
      modules,
      modulesRoot: folder,
      d1Databases: { DB: 'kills' },
      r2Buckets: { TRAIL: 'kills' },
      bindings: { ...this.lab.environment, ...hours, ISSUER: this.origin },
      serviceBindings: {
        MATCHER: { name: 'matcher', entrypoint: 'Matcher' },
        CLOCK: () => new Response(String(this.offset)),
      },
      outboundService: (request: Request) => this.#revocation.answer(request),
    };
  }
}

/** The Worker in `main`, with a memory that no request ever leaves. */
const leakingScript = (main: string, bytes: number) => `import worker from './${main}';
  const kept = [];
  export default {
    ...worker,
    fetch(request, environment, context) {
      kept.push(new Uint8Array(${bytes}).fill(1));
      return worker.fetch(request, environment, context);
    },
  };`;

/** A matcher to which every face is the right one, so that writes follow one another quickly. */
function matcherWorker() {
  const { sha256 } = Object.values(manifest.models).find((model) => operatingPointOf(model.sha256) !== null)!;
  const script = `import { WorkerEntrypoint } from 'cloudflare:workers';
    const model = { profile: 'kills', digest: '${sha256}' };
    export class Matcher extends WorkerEntrypoint {
      warm() {}
      embedReference() { return { model, reasons: [], embedding: new Float32Array(512).fill(1 / Math.sqrt(512)) }; }
      examine({ frames }) {
        const pose = { yaw: 0, pitch: 0, roll: 0 };
        return { model, frames: frames.map(() => ({ reasons: [], pose, eyeSpan: 0.2 })),
          liveness: { followed: true, samePerson: true }, score: 1 };
      }
    }
    export default { fetch: () => new Response(null, { status: 404 }) };`;
  return { name: 'matcher', compatibilityDate: '2026-10-01', modules: true, script };
}

/** The workerd processes under a process. */
async function workerdOf(parent: number): Promise<number[]> {
  const pids = (await readdir('/proc')).filter((name) => /^\d+$/.test(name));
  const stats = await Promise.all(pids.map((pid) => readFile(`/proc/${pid}/stat`, 'utf8').catch(() => '')));
  return stats
    .map((stat) => /^(\d+) \((.*)\) \S+ (\d+)/.exec(stat))
    .filter((match) => match !== null && match[2]!.startsWith('workerd') && Number(match[3]) === parent)
    .map((match) => Number(match![1]));
}

import * as v from 'valibot';

const Health = v.object({ ok: v.boolean(), database: v.string(), matcher: v.string(), version: v.string() });

/** Times that a service has to say in a row that it is well, and times that it is asked for a version that is not there yet. */
const IN_A_ROW = 5;
const PATIENCE = 12;

export interface Asking {
  /** The service's origin. */
  origin: string;
  /** Which version of the API has to answer: its Worker's name and its id. Absent: any. */
  api?: { worker: string; version: string };
  fetch?: typeof globalThis.fetch;
  /** Between two questions. */
  wait(): Promise<void>;
}

/** What is wrong with a service, in words; null: it said five times that it is well. */
export async function faultOfHealth({
  origin,
  api,
  fetch = globalThis.fetch,
  wait,
}: Asking): Promise<string | null> {
  const headers = api ? { 'Cloudflare-Workers-Version-Overrides': `${api.worker}="${api.version}"` } : {};
  let well = 0;
  for (let asked = 0; asked < PATIENCE && well < IN_A_ROW; asked++) {
    if (asked > 0) await wait();
    const { fault, version } = await ask(`${origin}/healthz`, headers, fetch);
    if (fault !== null) return fault;
    well += Number(!api || version === api.version);
  }
  return well < IN_A_ROW ? 'another version answers for it' : null;
}

async function ask(address: string, headers: Record<string, string>, fetch: typeof globalThis.fetch) {
  const response = await fetch(address, { headers, cache: 'no-store', redirect: 'manual' }).catch(() => null);
  if (!response) return { fault: `nothing answers at ${address}` };
  const health = v.safeParse(Health, await response.json().catch(() => null));
  if (!health.success) return { fault: `${address} answers ${response.status}` };
  const { ok, database, matcher, version } = health.output;
  return { fault: ok ? null : `database: ${database}, matcher: ${matcher}`, version };
}

import { env } from 'cloudflare:workers';
import type { Env } from '#workers/api/config.ts';
import type { TrustAnchor } from '#workers/api/crypto/card-trust/pinned.ts';
import { operatorEntrypoint } from '#workers/api/operator-entrypoint.ts';
import { createWorker } from '#workers/api/worker.ts';

/** The local system's bindings, which exist nowhere else. */
interface LocalEnv extends Env {
  /** Says by how many seconds the clock is moved. */
  CLOCK: Fetcher;
  /** In place of the anchors that a deployment bundles: JSON. */
  ANCHORS: string;
}

let offset = 0;
const local = env as unknown as LocalEnv;
const anchors = JSON.parse(local.ANCHORS) as TrustAnchor[];
const worker = createWorker(local, anchors, () => Math.floor(Date.now() / 1_000) + offset);

/** The API Worker for the local system: the same in all but its anchors, and a clock that demonstrations can move. */
async function readClock(): Promise<void> {
  const moved = await local.CLOCK.fetch('http://clock/offset');
  offset = Number(await moved.text());
}

/** The same for operators: the console is bound to it. */
export class OperatorEntrypoint extends operatorEntrypoint(async (...call) => {
  await readClock();
  return worker.operate(...call);
}) {}

export default {
  async fetch(request: Request, environment: unknown, context: ExecutionContext): Promise<Response> {
    await readClock();
    return worker.fetch(request, environment, context);
  },
  async scheduled(): Promise<void> {
    await readClock();
    return worker.scheduled();
  },
};

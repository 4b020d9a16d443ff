import { env } from 'cloudflare:workers';
import type { Env } from '#workers/api/config.ts';
import { createWorker } from '#workers/api/worker.ts';

/** The local system's binding that says by how many seconds its clock is moved. It exists nowhere else. */
interface LocalEnv extends Env {
  CLOCK: Fetcher;
}

let offset = 0;
const local = env as unknown as LocalEnv;
const worker = createWorker(local, () => Math.floor(Date.now() / 1_000) + offset);

/** The API Worker for the local system: the same in everything but a clock that demonstrations can move. */
async function readClock(): Promise<void> {
  const moved = await local.CLOCK.fetch('http://clock/offset');
  offset = Number(await moved.text());
}

export default {
  async fetch(request: Request): Promise<Response> {
    await readClock();
    return worker.fetch(request);
  },
  async scheduled(): Promise<void> {
    await readClock();
    return worker.scheduled();
  },
};

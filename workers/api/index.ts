import { env } from 'cloudflare:workers';
import type { Env } from './config.ts';
import { createWorker } from './worker.ts';

export default createWorker(env as unknown as Env, () => Math.floor(Date.now() / 1_000));

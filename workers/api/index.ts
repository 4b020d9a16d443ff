import { env } from 'cloudflare:workers';
import anchors from './anchors.json' with { type: 'json' };
import type { Env } from './config.ts';
import { createWorker } from './worker.ts';

export default createWorker(env as unknown as Env, anchors, () => Math.floor(Date.now() / 1_000));

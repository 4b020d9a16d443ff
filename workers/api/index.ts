import { env } from 'cloudflare:workers';
import anchors from './anchors.json' with { type: 'json' };
import type { Env } from './config.ts';
import { operatorEntrypoint } from './operator-entrypoint.ts';
import { createWorker } from './worker.ts';

const worker = createWorker(env as unknown as Env, anchors, () => Math.floor(Date.now() / 1_000));

/** For `workers/console` alone. */
export class OperatorEntrypoint extends operatorEntrypoint(worker.operate) {}

export default worker;

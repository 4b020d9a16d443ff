import type { Ports } from './ports/index.ts';

/** How often a post is tried in one run of the cron, and milliseconds between and within tries. */
const TRIES = 3;
const PAUSE = 1_000;
const PATIENCE = 5_000;

type Webhook = NonNullable<Ports['alarmWebhook']>;

/** Posts messages as JSON. Nothing that its receiver says is read, and it is followed nowhere else. */
export function alarmWebhook(address: string, pause = PAUSE, patience = PATIENCE): Webhook {
  const post = async (body: string): Promise<boolean> => {
    const init = { method: 'POST', headers: { 'Content-Type': 'application/json' }, body } as const;
    try {
      const signal = AbortSignal.timeout(patience);
      const response = await fetch(address, { ...init, redirect: 'manual', signal });
      await response.body?.cancel();
      return response.ok;
    } catch {
      return false;
    }
  };
  return async (message) => {
    const body = JSON.stringify(message);
    for (let tries = 1; ; tries++) {
      if (await post(body)) return true;
      if (tries === TRIES) return false;
      await new Promise((done) => setTimeout(done, pause * tries));
    }
  };
}

import biometricPerformance from '#schema/contract/biometric-performance.json';
import { PUBLISHED_KEYS_KEPT } from '#schema/contract/published-keys.ts';
import { ok } from '../domain/result.ts';
import type { Ports } from '../ports/index.ts';
import { getService } from '../services/opening.ts';
import type { App } from './context.ts';
import { serve } from './endpoint.ts';

/** A day's heads and more, at one every ten minutes. */
const HEADS_SHOWN = 200;

/** What anybody may ask. */
export function serviceRoutes(app: App, ports: Ports): void {
  serve(app, ports, 'getService', async ({ call }) => ok(await getService(ports, call.now)));
  app.get('/.well-known/jwks.json', (c) => {
    c.header('Cache-Control', `public, max-age=${PUBLISHED_KEYS_KEPT}`);
    return c.json(ports.tokens.jwks());
  });
  app.get('/.well-known/biometric-performance.json', (c) => {
    c.header('Cache-Control', 'public, max-age=3600');
    return c.json(biometricPerformance);
  });
  app.get('/.well-known/audit-heads.json', async (c) => {
    const heads = await ports.audit.heads(HEADS_SHOWN);
    // Not before: a fault of ours is not for keeping.
    c.header('Cache-Control', 'public, max-age=60');
    return c.json({ heads });
  });
}

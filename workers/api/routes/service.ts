import biometricPerformance from '#schema/contract/biometric-performance.json' with { type: 'json' };
import { PUBLISHED_KEYS_KEPT } from '#schema/contract/published-keys.ts';
import { ok } from '../domain/result.ts';
import type { Ports } from '../ports/index.ts';
import { getService } from '../services/opening.ts';
import { remembered } from '../services/remembered.ts';
import type { App } from './context.ts';
import { serve } from './endpoint.ts';

/** A day's heads and more, at one every ten minutes. */
const HEADS_SHOWN = 200;

/** How long they are answered from memory, without the database; seconds. */
const REMEMBERED = 10;
const DAY = 86_400;

/** What anybody may ask. */
export function serviceRoutes(app: App, ports: Ports): void {
  const newestHeads = remembered(() => ports.audit.heads(HEADS_SHOWN), REMEMBERED);
  serve(app, ports, 'getService', async ({ call }) => ok(await getService(ports, call.now)));
  app.get('/.well-known/security.txt', (c) => {
    c.header('Cache-Control', 'public, max-age=3600');
    return c.text(securityText(ports.settings, c.get('now')));
  });
  app.get('/.well-known/jwks.json', (c) => {
    c.header('Cache-Control', `public, max-age=${PUBLISHED_KEYS_KEPT}`);
    return c.json(ports.tokens.jwks());
  });
  app.get('/.well-known/biometric-performance.json', (c) => {
    c.header('Cache-Control', 'public, max-age=3600');
    return c.json(biometricPerformance);
  });
  app.get('/.well-known/audit-heads.json', async (c) => {
    const heads = await newestHeads(c.get('now'));
    // Not before: a fault of ours is not for keeping.
    c.header('Cache-Control', 'public, max-age=60');
    return c.json({ heads });
  });
}

/** RFC 9116: whom to tell of a weakness. */
const securityText = ({ issuer, securityContact }: Ports['settings'], now: number): string =>
  [
    `Contact: ${securityContact}`,
    // Rounded, so that it is the same for a day.
    `Expires: ${new Date(1_000 * (now - (now % DAY) + 180 * DAY)).toISOString()}`,
    'Preferred-Languages: ja, en',
    `Canonical: ${issuer}/.well-known/security.txt`,
    '',
  ].join('\n');

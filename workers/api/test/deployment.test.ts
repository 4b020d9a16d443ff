import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { unstable_readConfig as readConfig } from 'wrangler';
import { openApiDocument } from '#schema/openapi/document.ts';
import { ROOT } from '#clients/operator/wrangler.ts';

const ENVIRONMENTS = ['staging', 'production'];
/** As wrangler reads it. */
interface Limiter {
  name: string;
  namespace_id: string;
  simple: { limit: number; period: number };
}
const api = (env: string) => readConfig({ config: `${ROOT}wrangler.toml`, env });
const limitersOf = (env: string): Limiter[] => api(env).ratelimits;
const console = (env?: string) => readConfig({ config: `${ROOT}workers/console/wrangler.toml`, env });
const matcher = (env: string) => readConfig({ config: `${ROOT}workers/matcher/wrangler.toml`, env });

describe.each(ENVIRONMENTS)('%s', (env) => {
  it('is reached by the name of its issuer and no other', () => {
    const { routes, workers_dev, preview_urls, vars } = api(env);
    expect(routes).toEqual([{ pattern: new URL(String(vars['ISSUER'])).host, custom_domain: true }]);
    expect([workers_dev, preview_urls]).toEqual([false, false]);
  });
  it('asks the Worker before the pages for every path of the description', () => {
    const first = (api(env).assets?.run_worker_first ?? []) as string[];
    const isFirst = (path: string) =>
      first.some((rule) => rule === path || (rule.endsWith('*') && path.startsWith(rule.slice(0, -1))));
    const { paths } = openApiDocument() as { paths: object };
    expect(Object.keys(paths).filter((path) => !isFirst(path))).toEqual([]);
    expect(paths).toMatchObject({ '/healthz': { get: { responses: { 200: {}, 503: {}, '4XX': {} } } } });
  });
  it('has a matcher that is reached by nobody', () => {
    const { routes, workers_dev, preview_urls, compatibility_flags } = matcher(env);
    expect([routes, workers_dev, preview_urls]).toEqual([undefined, false, false]);
    expect(compatibility_flags).toContain('global_fetch_strictly_public');
  });
  it("keeps its own lines and none of Cloudflare's about each call", () => {
    for (const { observability } of [api(env), matcher(env), console(env)])
      expect(observability).toMatchObject({ enabled: true, logs: { enabled: true, invocation_logs: false } });
  });
  it('has a console by one name, bound to the API of its own environment and to nothing else', () => {
    const { name, routes, workers_dev, preview_urls, services, d1_databases } = console(env);
    expect(routes).toMatchObject([{ custom_domain: true }]);
    expect([name, workers_dev, preview_urls, d1_databases]).toEqual([
      `kaijo-console-${env}`,
      false,
      false,
      [],
    ]);
    expect(services).toEqual([
      { binding: 'OPERATOR', service: api(env).name, entrypoint: 'OperatorEntrypoint' },
    ]);
  });
  it('has no login for development', () => {
    expect(Object.keys(console(env).vars)).toEqual(['ACCESS_ISSUER', 'ACCESS_AUDIENCE']);
    expect(console().vars).toEqual({});
  });
  it('says which version wrote a log line', () => {
    expect(api(env).version_metadata).toEqual({ binding: 'VERSION' });
  });

  const limitOf = (name: string) => {
    const { simple } = limitersOf(env).find((limit) => limit.name === name)!;
    expect(simple.period).toBe(60);
    return simple.limit;
  };
  it('lets a whole chain behind one address through', () => {
    const kiosks = 20_000;
    // One in five minutes, and asked again with a fresh nonce: the last one was made five minutes ago.
    const beats = (kiosks / 5) * 2;
    // Fifty people a second, each with eight calls of which one is asked again.
    const visits = 50 * 60 * 9;
    expect(limitOf('RATE_LIMITER')).toBeGreaterThanOrEqual(beats + visits);
  });
  it('lets a kiosk do ten times what its busiest minute holds', () => {
    expect(limitOf('KIOSK_LIMITER')).toBeGreaterThanOrEqual(10 * 12);
  });
  it('has limiters of its own', () => {
    const ids = ENVIRONMENTS.flatMap((other) => limitersOf(other).map(({ namespace_id }) => namespace_id));
    expect(new Set(ids).size).toBe(ids.length);
  });
  it("says in the operator's README what is set", () => {
    const text = readFileSync(`${ROOT}workers/README.md`, 'utf8');
    const written = (limit: number) => String(limit).replace(/(?=000$)/, ',');
    expect(text).toContain(`${written(limitOf('RATE_LIMITER'))} calls a minute`);
    expect(text).toContain(`${limitOf('KIOSK_LIMITER')} calls a minute`);
  });
});

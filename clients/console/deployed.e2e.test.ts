import { readFile } from 'node:fs/promises';
import { exportJWK, generateKeyPair, SignJWT } from 'jose';
import { convertV4MiniflareOptions, Miniflare, Response } from 'miniflare';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { unstable_getMiniflareWorkerOptions as workerOptions } from 'wrangler';
import { bundle, CONSOLE } from '#clients/lab/system/bundle.ts';
import { buildConsolePages } from '#clients/lab/system/pages.ts';
import { ROOT } from '#clients/operator/wrangler.ts';

const ISSUER = 'https://team.cloudflareaccess.com';
const AUDIENCE = 'a'.repeat(64);
/** What a login for a developer's machine cannot do without. */
const LOCAL = /127\.0\.0\.1|localhost|LOCAL_ACTOR|local-login/;

let code: string;
let worker: Miniflare;
let keys: Awaited<ReturnType<typeof generateKeyPair>>;

beforeAll(async () => {
  const [deployed, pages] = [await bundle(DEPLOYED, 'console-deployed'), await buildConsolePages()];
  code = await readFile(`${deployed.folder}${deployed.main}`, 'utf8');
  keys = await generateKeyPair('RS256');
  const published = { keys: [{ ...(await exportJWK(keys.publicKey)), kid: 'k', alg: 'RS256' }] };
  const overrides = { assets: { directory: pages } };
  const options = workerOptions(CONSOLE.configuration, 'production', { overrides }).workerOptions as {
    bindings: object;
    serviceBindings: object;
  };
  worker = new Miniflare(
    convertV4MiniflareOptions({
      handleStructuredLogs: () => undefined,
      ...options,
      modules: [{ type: 'ESModule', path: `${deployed.folder}${deployed.main}` }],
      modulesRoot: deployed.folder,
      rootPath: deployed.folder,
      // Set by mistake, it opens nothing.
      bindings: { ACCESS_ISSUER: ISSUER, ACCESS_AUDIENCE: AUDIENCE, LOCAL_ACTOR: 'local' },
      serviceBindings: { ...options.serviceBindings, OPERATOR: () => new Response(null, { status: 404 }) },
      outboundService: () => Response.json(published),
    } as never),
  );
});
afterAll(() => worker?.dispose());

const DEPLOYED = { ...CONSOLE, entry: `${ROOT}workers/console/index.ts` };

const token = (until: string) =>
  new SignJWT({ email: 'hanako@operator.example' })
    .setProtectedHeader({ alg: 'RS256', kid: 'k' })
    .setIssuer(ISSUER)
    .setAudience(AUDIENCE)
    .setIssuedAt('-2m')
    .setExpirationTime(until)
    .sign(keys.privateKey);

async function get(path: string, assertion?: string) {
  const headers = assertion === undefined ? {} : { 'Cf-Access-Jwt-Assertion': assertion };
  const response = await worker.dispatchFetch(`http://127.0.0.1${path}`, { headers });
  return { status: response.status, text: await response.text(), headers: response.headers };
}

it('what is deployed has no login but Access, and the local one would be found', async () => {
  expect(code).not.toMatch(LOCAL);
  const local = await bundle(CONSOLE, 'console');
  expect(await readFile(`${local.folder}${local.main}`, 'utf8')).toMatch(LOCAL);
});

it.each(['/', '/index.html', '/licences.txt', '/_headers', '/nothing'])(
  'nobody gets %s without a token, or with one that ran out',
  async (path) => {
    for (const assertion of [undefined, 'nonsense', await token('-1m')])
      expect(await get(path, assertion)).toMatchObject({ status: 403, text: '' });
  },
);

it('whoever Access knows gets the page, with nothing in it that runs, and its files', async () => {
  const known = await token('1m');
  const page = await get('/', known);
  expect(page.status).toBe(200);
  expect(page.text).not.toMatch(/<script(?![^>]* src=)|<style| style=| on\w+=/);
  expect(page.headers.get('Content-Security-Policy')).toContain("script-src 'self'; style-src 'self'");
  expect(page.headers.get('Strict-Transport-Security')).toContain('max-age=63072000');
  const [, script] = /src="(\/assets\/[^"]+)"/.exec(page.text)!;
  expect((await get(script!, known)).status).toBe(200);
  expect(await get(script!)).toMatchObject({ status: 403, text: '' });
  expect(await get('/nothing', known)).toMatchObject({ status: 404, text: '' });
});

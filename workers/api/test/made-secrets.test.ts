import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { expect, it } from 'vitest';
import { unstable_readConfig as readSettings } from 'wrangler';
import { initSecrets } from '#clients/operator/commands/init-secrets.ts';
import { ROOT } from '#clients/operator/wrangler.ts';
import { readConfig, type Env } from '../config.ts';

it('a Worker starts with the secrets that "secrets init" makes, and with nothing left out', async () => {
  const folder = `${await mkdtemp(`${tmpdir()}/kaijo-made-`)}/`;
  const half = 'A'.repeat(43);
  const key = { kty: 'EC', crv: 'P-256', x: half, y: half, d: half, kid: 'AAAAAAAAAAA' };
  await writeFile(`${folder}authority`, JSON.stringify(key));
  await writeFile(`${folder}revocation`, '{"ab": {"ocsp": "https://ocsp.lg.jp/"}}\n');
  const files = { ring: `${folder}rings`, escrow: `${folder}escrow` };
  const brought = { authority: `${folder}authority`, revocation: `${folder}revocation` };
  await initSecrets({ env: 'staging', ...files, ...brought, account: null, now: 0 });
  const made = JSON.parse(await readFile(files.escrow, 'utf8')) as Record<string, string>;
  const { vars } = readSettings({ config: `${ROOT}wrangler.toml`, env: 'staging' });
  const digest = 'a'.repeat(64);
  const anchors = { USER_AUTH_ROOTS: digest, ATTESTATION_ROOTS: digest, SURFACE_ROOTS: digest };
  expect(readConfig({ ...vars, ...anchors, ...made } as unknown as Env)).toBeDefined();
  await rm(folder, { recursive: true });
});

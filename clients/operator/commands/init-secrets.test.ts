import { mkdtemp, readdir, readFile, rm, stat, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { NotLoggedIn } from '../exit.ts';
import { findInRings } from '../doctor/rings.ts';
import { readRings } from '../rotation/ring-file.ts';
import type { Wrangler } from '../wrangler.ts';
import { initSecrets, type Making } from './init-secrets.ts';

const NOW = 1_800_000_000;
let folder: string;
beforeEach(async () => {
  folder = `${await mkdtemp(`${tmpdir()}/kaijo-secrets-`)}/`;
});
afterEach(() => rm(folder, { recursive: true }));

const init = (more: Partial<Making> = {}) =>
  initSecrets({
    env: 'staging',
    ring: `${folder}rings`,
    escrow: `${folder}escrow`,
    account: null,
    now: NOW,
    ...more,
  });
const having =
  (...names: string[]): Wrangler =>
  async () =>
    JSON.stringify(names.map((name) => ({ name, type: 'secret_text' })));

describe('the secrets of an environment', () => {
  it('are made once, into two files of their owner', async () => {
    const half = 'A'.repeat(43);
    const key = { kty: 'EC', crv: 'P-256', x: half, y: half, d: half, kid: 'AAAAAAAAAAA' };
    await writeFile(`${folder}authority`, JSON.stringify(key));
    await writeFile(`${folder}revocation`, '{"ab": {"ocsp": "https://ocsp.lg.jp/"}}\n');
    const brought = { authority: `${folder}authority`, revocation: `${folder}revocation` };
    const names = await init({ ...brought, account: having('ALARM_WEBHOOK') });
    expect(names).toEqual(['MASTER_KEYS', 'CARD_PEPPER', 'TICKET_KEYS', 'AUTHORITY_KEYS', 'REVOCATION']);
    for (const file of ['rings', 'escrow']) expect((await stat(folder + file)).mode & 0o777).toBe(0o600);
    const made = JSON.parse(await readFile(`${folder}escrow`, 'utf8')) as Record<string, string>;
    expect(JSON.stringify(await readRings(`${folder}rings`))).not.toContain(made['CARD_PEPPER']);
    await expect(init()).rejects.toThrow('secrets are made once');
  });

  it.each<[string, Wrangler, string]>([
    [
      'where there are some',
      having('CARD_PEPPER', 'PAUSED'),
      'already: CARD_PEPPER, PAUSED. "rotate" replaces',
    ],
    ['for nobody who is logged in', () => Promise.reject(new NotLoggedIn('nobody')), 'nobody'],
  ])('are not made %s, and no file is', async (_, account, said) => {
    await expect(init({ account })).rejects.toThrow(said);
    expect(await readdir(folder)).toEqual([]);
  });

  it('are made before there is a Worker', async () => {
    const account = () =>
      Promise.reject(new Error('This Worker does not exist on your account. [code: 10007]'));
    expect(await init({ account })).toHaveLength(3);
  });

  it('grow old, and a rotation that was begun is not left', async () => {
    await init();
    const rings = await readRings(`${folder}rings`);
    const after = (days: number) => findInRings(rings, NOW + days * 86_400).map(({ what }) => what);
    expect([after(365), after(366)]).toEqual([
      [],
      [expect.stringContaining('MASTER_KEYS: '), expect.stringMatching(/TICKET_KEYS: .* for 366 days/)],
    ]);
    const [signing] = rings.ticket;
    const begun = { ...rings, ticket: [signing!, { ...signing!, state: 'published' as const }] };
    expect(findInRings(begun, NOW + 8 * 86_400).map(({ way }) => way)).toEqual([
      'rotate ticket promote ORIGIN',
    ]);
  });
});

import { cpSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { afterAll, beforeEach, describe, expect, it } from 'vitest';
import { createHash } from 'node:crypto';
import { ROOT } from '../wrangler.ts';
import { findInAccount } from './account.ts';
import { findFaults } from './configuration.ts';
import { configurationOf } from './doctor.ts';
import { describeFinding } from './finding.ts';

const NOW = Date.parse('2026-12-01') / 1_000;
const root = `${mkdtempSync(`${tmpdir()}/kaijo-doctor-`)}/`;
afterAll(() => rmSync(root, { recursive: true }));

const FILES = [
  'wrangler.toml',
  'workers/matcher/wrangler.toml',
  'workers/console/wrangler.toml',
  'workers/api/anchors.json',
  'wasm/manifest.json',
];
/** The project as it comes: nothing is filled in. */
beforeEach(() => {
  for (const file of FILES) cpSync(`${ROOT}${file}`, `${root}${file}`);
  mkdirSync(`${root}dist`, { recursive: true });
  writeFileSync(`${root}dist/index.html`, '');
});

const change = (file: string, ...changes: [RegExp, string][]) =>
  writeFileSync(
    `${root}${file}`,
    changes.reduce((text, [from, to]) => text.replaceAll(from, to), readFileSync(`${root}${file}`, 'utf8')),
  );
const found = async (env = 'production', rights?: string) =>
  findFaults({ ...(await configurationOf(env, root)), rights, now: NOW });
const broken = async (env?: string) =>
  (await found(env, 'agreement')).filter(({ weight }) => weight === 'broken').map(({ what }) => what);

/** What an operator fills in. */
function fillIn(): void {
  const der = Buffer.from('root');
  const digest = createHash('sha256').update(der).digest('hex');
  change(
    'wrangler.toml',
    [/00000000-0000-0000-0000-00000000000(\d)/g, 'abcdef01-0000-4000-8000-00000000000$1'],
    [/([\w-]+)\.example/g, '$1.lg.jp'],
    [/（?記入してください）?/g, ''],
    [/, to be filled in/g, ''],
    [/_ROOTS = ""/g, `_ROOTS = "${digest}"`],
  );
  change(
    'workers/console/wrangler.toml',
    [/([\w-]+)\.example/g, '$1.lg.jp'],
    [/AUDIENCE = ""/g, `AUDIENCE = "${'a'.repeat(64)}"`],
  );
  writeFileSync(
    `${root}workers/api/anchors.json`,
    JSON.stringify([{ name: 'root', der: der.toString('base64') }]),
  );
}

describe('what is not filled in', () => {
  it.each(['staging', 'production'])('is named, with what mends it: %s', async (env) => {
    const findings = await found(env, 'agreement');
    expect(findings.map(({ what }) => what)).toEqual([
      'database DB has no id of its own',
      expect.stringContaining('ISSUER is an example'),
      "the console's name is an example",
      'SECURITY_CONTACT is an example',
      'OPERATOR is not filled in',
      'people are given no telephone number',
      ...['USER_AUTH_ROOTS', 'ATTESTATION_ROOTS', 'SURFACE_ROOTS'].map((name) => `${name} names no anchor`),
      'the console does not know its Access application',
    ]);
    expect(findings.flatMap(describeFinding).join('\n')).toContain(
      `npx wrangler d1 create kaijo-${env} --location apac`,
    );
  });
  it('is everything: filled in, nothing is broken', async () => {
    fillIn();
    expect([await broken('staging'), await broken('production')]).toEqual([[], []]);
  });
  it('has to be of an environment that there is', async () => {
    await expect(configurationOf('prodution', root)).rejects.toThrow('no environment prodution');
  });
});

describe('of what was filled in', () => {
  beforeEach(fillIn);
  it.each<[string, RegExp, string, string]>([
    ['an open workers.dev', /^workers_dev = false$/gm, 'workers_dev = true', 'api answers at workers.dev'],
    [
      'calls logged',
      /invocation_logs = false/g,
      'invocation_logs = true',
      'Cloudflare logs each call of api',
    ],
    ['no limiter', /"KIOSK_LIMITER"/g, '"OTHER"', 'there is no KIOSK_LIMITER'],
    ['a route of another name', /pattern = "kaijo/g, 'pattern = "other', 'the API has no route'],
    ['an operator in no form', /"privacyUrl"/g, '"privacy"', 'OPERATOR has not the form'],
    ['an anchor that is not there', /_ROOTS = "\w/g, '_ROOTS = "0', 'names an anchor that is not there'],
  ])('%s is named', async (_, from, to, what) => {
    change('wrangler.toml', [from, to]);
    expect((await broken()).join('\n')).toContain(what);
  });
  it('a model whose rights nobody cleared is no model for production', async () => {
    const named = async (env: string, rights?: string) =>
      (await found(env, rights)).some(({ what }) => what.includes('rights to the face model'));
    expect([await named('production'), await named('staging')]).toEqual([true, false]);
    expect(await named('production', 'agreement of 1 December')).toBe(false);
  });
  it('a login for development, and pages that are not built', async () => {
    change('workers/console/wrangler.toml', [/ACCESS_ISSUER =/g, 'LOCAL_ACTOR = "x"\nACCESS_ISSUER =']);
    rmSync(`${root}dist/index.html`);
    expect(await broken()).toEqual([
      'the console has the login of a development machine',
      'there are no pages in dist/',
    ]);
  });
});

describe('the account', () => {
  it('is asked which secrets there are, and how far the migrations', async () => {
    const asked: string[] = [];
    const findings = await findInAccount('staging', async (args) => {
      asked.push(args.join(' '));
      return args[0] === 'secret' ? '[{"name":"MASTER_KEYS"},{"name":"CARD_PEPPER"}]' : 'Migrations: 0001';
    });
    expect(findings.map(({ what }) => what)).toEqual([
      'secret TICKET_KEYS is missing',
      'secret AUTHORITY_KEYS is missing',
      'secret REVOCATION is missing',
      'alarms wake nobody',
      'migrations are behind',
    ]);
    expect(asked.every((args) => args.includes('--env staging'))).toBe(true);
  });
  it('that nobody is logged in to breaks nothing, and is said', async () => {
    const findings = await findInAccount('staging', () => Promise.reject(new Error('not logged in')));
    expect(findings.map(({ weight }) => weight)).toEqual(['care', 'care']);
  });
});

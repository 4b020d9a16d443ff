import { cpSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { afterAll, beforeEach, describe, expect, it } from 'vitest';
import { ROOT, type Wrangler } from '../wrangler.ts';
import { findInAccount } from './account.ts';
import { findFaults } from './configuration.ts';
import { configurationOf } from './doctor.ts';
import { NotLoggedIn } from '../exit.ts';
import { describeFinding } from './finding.ts';
import { changeFile, fillIn } from './test/filled-in.ts';

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
const PAGES = ['dist', 'workers/console/dist'];
/** The project as it comes: nothing is filled in. */
beforeEach(() => {
  for (const file of FILES) cpSync(`${ROOT}${file}`, `${root}${file}`);
  for (const folder of PAGES) {
    mkdirSync(`${root}${folder}`, { recursive: true });
    writeFileSync(`${root}${folder}/index.html`, '');
  }
});

const change = (file: string, ...changes: [RegExp, string][]) => changeFile(`${root}${file}`, ...changes);
const found = async (env = 'production', rights?: string) =>
  findFaults({ ...(await configurationOf(env, root)), rights, now: NOW });
const broken = async (env?: string) =>
  (await found(env, 'agreement')).filter(({ weight }) => weight === 'broken').map(({ what }) => what);

describe('what is not filled in', () => {
  it.each(['staging', 'production'])('is named, with what mends it: %s', async (env) => {
    const findings = await found(env, 'agreement');
    expect(findings.map(({ what }) => what)).toEqual([
      'database DB has no id of its own',
      expect.stringContaining('ISSUER is an example'),
      "the console's name is an example",
      'SECURITY_CONTACT is an example',
      'OPERATOR is not filled in',
      'people with an iPhone are led to no app',
      'people with Android are led to no app',
      'people are given no telephone number',
      ...['USER_AUTH_ROOTS', 'ATTESTATION_ROOTS', 'SURFACE_ROOTS'].map((name) => `${name} names no anchor`),
      'the console does not know its Access application',
    ]);
    expect(findings.flatMap(describeFinding).join('\n')).toContain(
      `npx wrangler d1 create kaijo-${env} --location apac`,
    );
  });
  it('is everything: filled in, nothing is broken', async () => {
    fillIn(root);
    expect([await broken('staging'), await broken('production')]).toEqual([[], []]);
  });
  it('has to be of an environment that there is', async () => {
    await expect(configurationOf('prodution', root)).rejects.toThrow('no environment prodution');
  });
});

describe('of what was filled in', () => {
  beforeEach(() => fillIn(root));
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
    ['an app that is had nowhere', /"ios": null/g, '"ios": "https://store.example/kaijo"', 'OPERATOR is not'],
    ['a store without https', /"android": null/g, '"android": "market://kaijo"', 'OPERATOR has not the form'],
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
  it.each(PAGES)('pages that are not built: %s', async (folder) => {
    rmSync(`${root}${folder}/index.html`);
    expect(await broken()).toEqual(['there are no pages in dist/ and workers/console/dist/']);
  });
});

describe('the account', () => {
  /** An account in which everything is there, but for what is said of a command. */
  const account =
    (...odd: [begins: string, answer: string | Error][]): Wrangler =>
    async (args) => {
      const asked = args.join(' ');
      const answer = odd.find(([begins]) => asked.startsWith(begins))?.[1] ?? WELL[args[0]!]!(asked);
      if (answer instanceof Error) throw answer;
      return answer;
    };
  const SECRETS = [
    'MASTER_KEYS',
    'CARD_PEPPER',
    'TICKET_KEYS',
    'AUTHORITY_KEYS',
    'REVOCATION',
    'ALARM_WEBHOOK',
  ];
  const WELL: Record<string, (asked: string) => string> = {
    secret: () => JSON.stringify(SECRETS.map((name) => ({ name }))),
    d1: (asked) => (asked.includes('info') ? '{"database_size": 4096}' : 'No migrations to apply!'),
    r2: () => '{}',
  };
  const found = async (...odd: [string, string | Error][]) =>
    (await findInAccount('staging', 'trail', account(...odd))).map(
      ({ weight, what }) => `${weight}: ${what}`,
    );

  it('in which all is there has nothing to be said of', async () => {
    expect(await found()).toEqual([]);
  });
  it.each<[string, [string, string | Error], string[]]>([
    [
      'secrets',
      ['secret', '[{"name":"MASTER_KEYS"},{"name":"CARD_PEPPER"},{"name":"PAUSED"}]'],
      [
        'broken: secret TICKET_KEYS is missing',
        'broken: secret AUTHORITY_KEYS is missing',
        'broken: secret REVOCATION is missing',
        'care: alarms wake nobody',
        'care: PAUSED is there: a restore was under way',
      ],
    ],
    ['migrations', ['d1 migrations', 'Migrations: 0001'], ['care: migrations are behind']],
    [
      'a database that grows',
      ['d1 info', `{"database_size": ${9 * 2 ** 30}}`],
      ['care: the database is 90 % of the 10 GB that a D1 holds'],
    ],
    [
      'no database',
      ['d1 info', new Error("Couldn't find DB with name 'DB'")],
      ['broken: there is no such database'],
    ],
    [
      'no bucket',
      ['r2', new Error('The specified bucket does not exist. [code: 10006]')],
      ['broken: there is no bucket trail: the trail has nowhere to go'],
    ],
    [
      'what cannot be asked',
      ['r2', new Error('timeout')],
      ['care: whether the bucket of the trail is there could not be asked'],
    ],
    [
      'nobody who is logged in',
      ['secret', new NotLoggedIn('no')],
      ['broken: nobody is logged in to Cloudflare here'],
    ],
  ])('is asked: %s', async (_, odd, findings) => {
    expect(await found(odd)).toEqual(findings);
  });
});

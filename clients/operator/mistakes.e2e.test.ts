import { existsSync } from 'node:fs';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { freePort, startLocalSystem, type LocalSystem } from '#clients/lab/system/system.ts';
import { runKaijo } from './test/run-kaijo.ts';
import { MADE } from './wrangler.ts';

let system: LocalSystem;
let console: string;
let folder: string;
beforeAll(async () => {
  folder = `${await mkdtemp(`${tmpdir()}/kaijo-mistakes-`)}/`;
  const consolePort = await freePort();
  console = `http://127.0.0.1:${consolePort}`;
  system = await startLocalSystem({ consolePort });
  await kaijo('closures', 'plan', at(30), at(31), '--yes');
  await kaijo(...made());
});
afterAll(async () => {
  await system.stop();
  await rm(folder, { recursive: true });
});

/** Nobody is logged in to Cloudflare, whoever runs this. */
const nobody = () => ({ HOME: folder, XDG_CONFIG_HOME: folder, CLOUDFLARE_API_TOKEN: '' });
const kaijo = (...words: string[]) => runKaijo(words, { console, env: nobody() });

/** So many hours from now, by the clock of the service. */
const at = (hours: number) => new Date((system.clock.now() + hours * 3_600) * 1_000).toISOString();
const ring = () => ['--ring', `${folder}ring`];
const made = () => [
  'secrets',
  'init',
  ...ring(),
  '--escrow',
  `${folder}escrow`,
  '--env',
  'staging',
  '--offline',
];

describe('a mistake is refused, with the way on', () => {
  it.each<[mistake: string, words: () => string[], status: number, way: RegExp]>([
    [
      'a wrong year',
      () => ['closures', 'plan', at(8_760), at(8_761), '--yes'],
      6,
      /look at the year, or say --force/,
    ],
    [
      'a year too long',
      () => ['closures', 'plan', at(1), at(8_760), '--yes'],
      6,
      /look at the dates, or say --force/,
    ],
    [
      'a past date',
      () => ['closures', 'plan', at(-26), at(-25), '--yes'],
      6,
      /look at the date, or say --force/,
    ],
    [
      'an overlap',
      () => ['closures', 'plan', at(30.5), at(32), '--yes'],
      6,
      /closures list says which; end it first/,
    ],
    [
      'a wrong environment',
      () => ['status', '--env', 'prodution'],
      2,
      /no such environment.*staging, production/,
    ],
    [
      'no login',
      () => ['rotate', 'master', 'publish', ...ring(), '--put', '--env', 'staging'],
      5,
      /npx wrangler login/,
    ],
    [
      'the pepper',
      () => ['rotate', 'pepper', 'publish', ...ring()],
      6,
      /say which ring \(master, ticket, authority\)/,
    ],
    ['secrets made twice', made, 6, /secrets are made once/],
    [
      'moves out of order',
      () => ['rotate', 'ticket', 'retire', system.origin, ...ring()],
      6,
      /next is "rotate ticket publish"/,
    ],
    [
      'placeholders',
      () => ['deploy', '--env', 'staging', '--dry-run'],
      4,
      /npx wrangler d1 create kaijo-staging/,
    ],
  ])('%s', async (_, words, status, way) => {
    const ran = await kaijo(...words());
    expect([ran.status, ran.err]).toEqual([status, expect.stringMatching(way)]);
    expect(ran.err).not.toMatch(/^ +at /m);
  });

  // Whoever has run npm start has one.
  it.skipIf(existsSync(`${MADE}state`))('no database', async () => {
    const ran = await kaijo('audit', 'verify', system.origin);
    expect([ran.status, ran.err]).toEqual([3, expect.stringContaining('npm start makes it, or say --env')]);
  });
});

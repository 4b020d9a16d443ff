import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { createAuthority } from '#clients/lab/card/issuer/authority.ts';
import { CAST } from '#clients/lab/people/cast.ts';
import { enrolKiosk } from '#clients/lab/people/devices.ts';
import { issueCard } from '#clients/lab/people/lab.ts';
import { personWith } from '#clients/lab/people/people.ts';
import { startLocalSystem, type LocalSystem } from '#clients/lab/system/system.ts';
import { prepare } from './prepare.ts';
import { walk, type Walk } from './walk.ts';

let system: LocalSystem;
beforeAll(async () => (system = await startLocalSystem()));
afterAll(() => system.stop());

it('ends where nothing answers, and says so', async () => {
  const seen = await walk({ origin: 'http://127.0.0.1:1', ...({} as Omit<Walk, 'origin'>) });
  expect(seen).toEqual([
    { step: 'health', milliseconds: expect.any(Number) as number, outcome: 'no-answer' },
  ]);
});

it('leaves nothing where the lab is not pinned', async () => {
  const { origin, clock, database } = system;
  const foreign = await createAuthority(clock.now());
  const person = personWith(await issueCard(foreign, CAST.holder, clock.now()));
  const kiosk = await enrolKiosk(system, 'Canary');
  const seen = await walk({ origin, kiosk, person, camera: async () => [] });
  expect(seen.map(({ step, outcome }) => [step, outcome]).slice(-2)).toEqual([
    ['session', 'ok'],
    ['card', 'card-not-accepted'],
  ]);
  expect(await database.prepare('SELECT count(*) AS n FROM liveness_challenges').first('n')).toBe(0);
});

it('prepares what an environment has to know of it', async () => {
  const folder = await mkdtemp(`${tmpdir()}/kaijo-canary-`);
  await prepare(folder, 'https://lists.example', system.clock.now());
  const sources = JSON.parse(await readFile(`${folder}/revocation.json`, 'utf8')) as Record<string, object>;
  expect(Object.values(sources)[0]).toEqual({ crl: 'https://lists.example/crl/0.crl', crlMaxAge: 2_592_000 });
  expect(await readFile(`${folder}/digests.toml`, 'utf8')).toMatch(/^USER_AUTH_ROOTS = "[0-9a-f]{64}/m);
  await rm(folder, { recursive: true });
});

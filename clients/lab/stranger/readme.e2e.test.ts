import { mkdtempSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { afterAll, beforeAll, expect, it, vi } from 'vitest';
import { packSdk } from '#clients/sdk/build/pack.ts';
import type { Api } from '#clients/sdk/index.ts';
import type { Camera, CardInHand } from '#clients/sdk/step1.ts';
import type { ResetRequest } from '#clients/sdk/step2.ts';
import { CAST } from '#clients/lab/people/cast.ts';
import { enrolKiosk } from '#clients/lab/people/devices.ts';
import { openFaces } from '#clients/lab/people/faces.ts';
import { issueCard } from '#clients/lab/people/lab.ts';
import { personWith, secret } from '#clients/lab/people/people.ts';
import { inJapan } from '#clients/lab/system/clock.ts';
import { startLocalSystem, type LocalSystem } from '#clients/lab/system/system.ts';

// The SDK as whoever installs it has it: the package, and the two examples of its README as they stand there.

const MODULES = resolve(import.meta.dirname, '../../../node_modules');
const house = mkdtempSync(join(tmpdir(), 'kaijo-readme-'));
let system: LocalSystem;
beforeAll(async () => {
  packSdk(join(house, 'node_modules/@kaijo/sdk'));
  for (const name of ['@noble', 'jose', 'valibot'])
    symlinkSync(join(MODULES, name), join(house, 'node_modules', name));
  writeFileSync(join(house, 'package.json'), JSON.stringify({ type: 'module' }));
  system = await startLocalSystem();
  system.clock.moveTo(inJapan(system.clock.now(), 1, '12:00'));
});
afterAll(async () => {
  vi.unstubAllGlobals();
  await system.stop();
  rmSync(house, { recursive: true });
});

/** What an example exports, the whole module compiled as it is printed. */
async function example<T>(index: number): Promise<T> {
  const readme = readFileSync(join(house, 'node_modules/@kaijo/sdk/README.md'), 'utf8');
  const code = [...readme.matchAll(/^```ts\n([^]*?)^```/gm)][index]![1]!;
  const file = join(house, `example${index}.ts`);
  writeFileSync(file, code);
  return (await import(/* @vite-ignore */ file)) as T;
}

interface StepOne {
  stepOne(origin: string, person: CardInHand, camera: Camera): Promise<string>;
}
interface StepTwo {
  stepTwo(
    api: Api,
    person: Pick<ResetRequest, 'reader' | 'pin' | 'password'>,
    outbox: Pick<ResetRequest, 'keep'>,
  ): Promise<number>;
}

it('the two examples of its README walk both steps', async () => {
  vi.stubGlobal('document', { documentElement: { lang: 'en' } });
  const person = personWith(await issueCard(system.lab.authority, CAST.holder, system.clock.now()));
  const { stepOne } = await example<StepOne>(0);
  const { holderCamera } = await openFaces();
  expect(await stepOne(system.origin, person, holderCamera)).toMatch(/^ey/);
  const { stepTwo } = await example<StepTwo>(1);
  const kept: unknown[] = [];
  const said = vi.spyOn(console, 'log').mockImplementation(() => undefined);
  const password = secret('README2026').secret;
  const kiosk = await enrolKiosk(system, 'README');
  const keep = async (receipt: unknown) => void kept.push(receipt);
  const completedAt = await stepTwo(kiosk, { ...person, password }, { keep });
  expect(completedAt).toBeGreaterThanOrEqual(system.clock.now() - 60);
  expect(said.mock.calls.flat()).toEqual([expect.stringMatching(/^[0-9A-Z]{4}$/)]);
  expect(kept).toHaveLength(1);
});

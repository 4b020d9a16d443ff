import assert from 'node:assert/strict';
import { execFile } from 'node:child_process';
import { cp, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { confirmKiosk, issueCode } from '#clients/operator/commands/kiosk.ts';
import { matchingDigits } from '#clients/lab/card/personalise/holder.ts';
import { CAST, HOLDER, PIN } from '#clients/lab/people/cast.ts';
import { openFaces } from '#clients/lab/people/faces.ts';
import { issueCard } from '#clients/lab/people/lab.ts';
import { personWith } from '#clients/lab/people/people.ts';
import { inJapan } from '#clients/lab/system/clock.ts';
import { startLocalSystem } from '#clients/lab/system/system.ts';
import { Proof } from '../reader-stack/proof.ts';
import { serveDesk } from './desk.ts';

// `npm run lab -- api:stranger`. Somebody else's client: an empty folder, the OpenAPI document, and a program that imports nothing
// of this project, against the running service.

const here = (path: string) => fileURLToPath(new URL(path, import.meta.url));
const PASSWORD = 'STRANGER26';
const execute = promisify(execFile);

const folder = await mkdtemp(join(tmpdir(), 'kaijo-stranger-'));
const run = async (command: string, ...args: string[]): Promise<string> => {
  const { npm_config_loglevel: _, ...env } = process.env;
  const { stdout } = await execute(command, args, { cwd: folder, env, timeout: 180_000 });
  return stdout;
};
const tool = (name: string) => join(folder, 'node_modules/.bin', name);

/** Everything is told apart by its port: nothing of this process reaches the program but a card, a camera, an operator. */
async function walk(): Promise<void> {
  const system = await startLocalSystem();
  system.clock.moveTo(inJapan(system.clock.now(), 1, '12:00'));
  const { holderCamera } = await openFaces();
  const card = await issueCard(system.lab.authority, CAST.holder, system.clock.now());
  const person = personWith(card);
  const desk = await serveDesk({
    open: person.reader.open,
    camera: holderCamera,
    confirm: (thumbprint) => confirmKiosk(system.operator, thumbprint),
  });
  try {
    const number = Buffer.from(matchingDigits(HOLDER)).toString('ascii');
    const code = await issueCode(system.operator, 'Stranger');
    const told = await run(
      process.execPath,
      'walk.ts',
      system.origin,
      desk.address,
      PIN,
      number,
      code,
      PASSWORD,
    );
    assert.deepEqual(JSON.parse(told), { status: 'completed', same: true });
  } finally {
    desk.close();
    await system.stop();
  }
}

const proof = new Proof('stranger');
try {
  await proof.line('an empty folder gets the program, its packages and the OpenAPI document', async () => {
    await cp(here('client'), folder, { recursive: true, filter: (path) => !path.includes('node_modules') });
    await cp(here('../../../schema/openapi/openapi.json'), join(folder, 'openapi.json'));
    await run('npm', 'install', '--no-audit', '--no-fund');
  });
  await proof.line(
    'types are made of the document',
    async () => void (await run(tool('openapi-typescript'), 'openapi.json', '-o', 'openapi.d.ts')),
  );
  await proof.line('and the program fits them', async () => void (await run(tool('tsc'), '-p', '.')));
  await proof.line('it walks STEP 1 and STEP 2, and the card has the new password', walk);
} finally {
  await rm(folder, { recursive: true });
}
process.exitCode = proof.finish();

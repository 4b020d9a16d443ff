import { afterAll, beforeAll, expect, it } from 'vitest';
import { endpoints } from '#schema/contract/endpoints.ts';
import { startLocalSystem, type LocalSystem } from './system.ts';

const UPLOADS = 300;
const AT_ONCE = 10;

let system: LocalSystem;
beforeAll(async () => (system = await startLocalSystem()));
afterAll(() => system.stop());

/** Two frames of a face as large as they may be, from somebody without a token. */
function form(): FormData {
  const all = new FormData();
  all.append('data', new Blob(['{}'], { type: 'application/json' }));
  for (let frame = 0; frame < 2; frame++)
    all.append('frame', new Blob([new Uint8Array(390 * 1_024)], { type: 'image/jpeg' }), 'frame');
  return all;
}

async function outcome(): Promise<string> {
  try {
    const url = system.origin + endpoints.reserve.path;
    return String((await fetch(url, { method: 'POST', body: form() })).status);
  } catch {
    return 'broken';
  }
}

it('whoever sends much before being refused hears why, over HTTP', async () => {
  const outcomes: string[] = [];
  while (outcomes.length < UPLOADS)
    outcomes.push(...(await Promise.all(Array.from({ length: AT_ONCE }, outcome))));
  expect(outcomes.filter((status) => status !== '401')).toEqual([]);
});

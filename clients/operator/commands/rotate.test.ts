import { chmod, mkdtemp, readFile, rm, stat, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { PUBLISHED_KEYS_KEPT as KEPT } from '#schema/contract/published-keys.ts';
import { RULES } from '../rotation/ring.ts';
import { createRings, readRings } from '../rotation/ring-file.ts';
import { rotate, type Rotation } from './rotate.ts';
import { makeRings } from './secrets.ts';

const NOW = 1_800_000_000;
const ORIGIN = 'https://kaijo.test';
let folder: string;
let file: string;
/** Values of the secrets as the service has them. */
let service: Record<string, string>;
beforeEach(async () => {
  folder = await mkdtemp(`${tmpdir()}/kaijo-rings-`);
  file = `${folder}/rings.json`;
  await createRings(file, await makeRings(NOW));
  service = {};
  for (const ring of ['master', 'ticket', 'authority']) put(await move(ring, 'show'));
  vi.stubGlobal('fetch', async (address: string) =>
    address === `${ORIGIN}/.well-known/jwks.json` ? Response.json(published()) : Response.error(),
  );
});
afterEach(async () => {
  vi.unstubAllGlobals();
  await rm(folder, { recursive: true });
});

const move = (ring: string, name: string, more: Partial<Rotation> = {}) =>
  rotate({ ring, move: name, file, now: NOW, ...more });
const put = ({ secret, value }: { secret: string; value: string }) => void (service[secret] = value);
const kidsOf = (name: string) => (JSON.parse(service[name]!) as { kid: string }[]).map(({ kid }) => kid);
const published = () => ({
  keys: [],
  rings: {
    master: kidsOf('MASTER_KEYS'),
    ticket: kidsOf('TICKET_KEYS'),
    authority: kidsOf('AUTHORITY_KEYS'),
  },
});
const half = 'A'.repeat(43);
const authorityKey = (kid: string) => ({ kty: 'EC', crv: 'P-256', x: half, y: half, d: half, kid });

describe.each(['master', 'ticket'])('a rotation of the %s ring', (ring) => {
  it('goes on when the origin has shown each move for long enough', async () => {
    const secret = `${ring.toUpperCase()}_KEYS`;
    const [old] = kidsOf(secret);
    const step = async (name: string, now: number) => move(ring, name, { subject: ORIGIN, now });
    const made = await move(ring, 'publish');
    await expect(step('promote', NOW)).rejects.toThrow('is not known at the origin');
    put(made);
    await expect(step('promote', NOW + 60)).rejects.toThrow('ask again from');
    put(await step('promote', NOW + 60 + KEPT));
    expect(kidsOf(secret)[1]).toBe(old);
    await expect(step('retire', NOW + 400)).rejects.toThrow('ask again from');
    put(await step('retire', NOW + 400 + RULES.master.lives));
    const left = JSON.parse(service[secret]!) as { kid: string; d?: string }[];
    expect(left.map(({ kid, d }) => [kid === old, d !== undefined])).toEqual(
      ring === 'ticket'
        ? [
            [false, true],
            [true, false],
          ]
        : [[false, false]],
    );
  });
});

it('what is said to the operator names keys and shows none', async () => {
  const { value, said } = await move('ticket', 'publish');
  const [first, second] = JSON.parse(value) as { kid: string; d: string }[];
  const text = said.join('\n');
  expect(text).toContain(`${second!.kid}  published`);
  for (const { d } of [first!, second!]) expect(text).not.toContain(d);
});

it("an authority's key comes from a file, and is promoted on the word that cards know it", async () => {
  const from = async (kid: string) => {
    await writeFile(`${folder}/${kid}`, JSON.stringify(authorityKey(kid)));
    put(await move('authority', 'publish', { subject: `${folder}/${kid}` }));
  };
  await from('AAAAAAAAAAA');
  await move('authority', 'show', { subject: ORIGIN });
  await from('BBBBBBBBBBA');
  await move('authority', 'show', { subject: ORIGIN });
  const at = { subject: ORIGIN, now: NOW + KEPT };
  await expect(move('authority', 'promote', at)).rejects.toThrow('--cards-know=BBBBBBBBBBA');
  put(await move('authority', 'promote', { ...at, cardsKnow: 'BBBBBBBBBBA' }));
  expect(kidsOf('AUTHORITY_KEYS')).toEqual(['BBBBBBBBBBA', 'AAAAAAAAAAA']);
  await expect(move('authority', 'publish', { subject: `${folder}/none` })).rejects.toThrow('not a private');
});

describe('the ring file', () => {
  it("is its owner's alone, and never replaced by a new one", async () => {
    await move('ticket', 'publish');
    expect((await stat(file)).mode & 0o777).toBe(0o600);
    await expect(createRings(file, await makeRings(NOW))).rejects.toThrow('already');
    await chmod(file, 0o640);
    await expect(readRings(file)).rejects.toThrow('others can read');
  });

  it('is left as it was by a move out of turn, and by what is no move', async () => {
    const before = await readFile(file, 'utf8');
    await expect(move('ticket', 'retire')).rejects.toThrow('retire ORIGIN');
    await expect(move('pepper', 'publish')).rejects.toThrow('say which ring');
    await expect(move('ticket', 'promote', { subject: 'https://elsewhere.test' })).rejects.toThrow('no keys');
    expect(await readFile(file, 'utf8')).toBe(before);
    await writeFile(file, '{}');
    await expect(move('ticket', 'publish')).rejects.toThrow('not a ring file');
    await rm(file);
    await expect(move('ticket', 'publish')).rejects.toThrow('no ring file');
  });
});

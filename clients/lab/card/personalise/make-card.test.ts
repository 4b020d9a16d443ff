import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { precheck } from '#clients/card/dialogue/precheck.ts';
import { NOW } from '#clients/lab/people/cast.ts';
import { insert } from '#clients/lab/people/people.ts';
import type { PersonalisedCard } from '../profile.ts';
import { makeCard } from './make-card.ts';
import { readOrder } from './order-file.ts';
import { PICTURES } from '#wasm/lab/synthetic/pictures.ts';

const example = fileURLToPath(new URL('./example-order.json', import.meta.url));
const portrait = PICTURES.selfies[2]!;
let folder: string;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'kaijo-make-'));
});
afterAll(() => rm(folder, { recursive: true }));

describe('a card from a small JSON and a portrait', () => {
  it('is written as a file that a virtual card starts from; the authority stays', async () => {
    const files = {
      order: example,
      portrait,
      authority: join(folder, 'a.json'),
      card: join(folder, 'x', 'c.json'),
    };
    await makeCard(files, NOW);
    const { profile, memory } = JSON.parse(await readFile(files.card, 'utf8')) as PersonalisedCard;
    const { card } = await insert({ profile, memory });
    expect(await precheck(card, NOW)).toMatchObject({ obstacle: null });

    const variant = { withoutSignatureCertificate: true, tries: { userPin: 1 } };
    const odd = { ...(JSON.parse(await readFile(example, 'utf8')) as object), variant };
    await writeFile(join(folder, 'odd.json'), JSON.stringify(odd));
    const second = await makeCard({ ...files, order: join(folder, 'odd.json') }, NOW);
    expect(second.profile.certificates.authCa).toBe(profile.certificates.authCa);
    expect(await precheck((await insert(second)).card, NOW)).toMatchObject({
      obstacle: 'no-signature-certificate',
      tries: { userPin: 1 },
    });
  });

  it('is refused with the name of what is wrong, and nothing of what stood there', async () => {
    const order = JSON.parse(await readFile(example, 'utf8')) as { holder: object };
    expect(() => readOrder('{')).toThrow('order is not JSON');
    expect(() => readOrder('7')).toThrow('order: the whole not usable');
    const wrong = {
      ...order,
      pin: 1234,
      holder: { ...order.holder, sex: 'SECRET' },
      variant: { tries: { userPin: 99 } },
    };
    expect(() => readOrder(JSON.stringify(wrong))).toThrow(
      'order: holder.sex, pin, variant.tries.userPin not usable',
    );
    expect(() => readOrder(JSON.stringify({ ...order, colour: 'red' }))).toThrow(/colour/);
  });

  it('is not signed by a file that holds no authority', async () => {
    await writeFile(join(folder, 'other.json'), '{}');
    const files = {
      order: example,
      portrait,
      authority: join(folder, 'other.json'),
      card: join(folder, 'c2.json'),
    };
    await expect(makeCard(files, NOW)).rejects.toThrow(/holds no authority/);
  });
});

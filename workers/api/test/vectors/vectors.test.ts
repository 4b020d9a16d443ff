import { readFileSync } from 'node:fs';
import { expect, it } from 'vitest';
import { keys, FILE } from './keys.ts';
import { vectorsText } from './make.ts';

const text = readFileSync(FILE, 'utf8');

it('the vectors are what the code makes of the keys in them', async () => {
  expect(await vectorsText()).toBe(text);
});

it('what the README of the card says of vectors is in them', () => {
  const readme = readFileSync(new URL('../../../../clients/card/README.md', import.meta.url), 'utf8');
  const blocks = [...readme.matchAll(/Test vector[^]*?^```\n([^]*?)^```/gm)].map(([, block]) => block!);
  const values = blocks
    .flatMap((block) => block.trim().split('\n'))
    .map((line) => line.split(/ {2,}/).at(-1)!);
  expect(values).toHaveLength(14);
  expect(values.filter((value) => !text.includes(`"${value}"`))).toEqual([]);
});

it('no key of theirs is one that a deployment could have by chance', () => {
  const scalars = [keys.kiosk, keys.card, keys.attestation, keys.resetAuthority, keys.ticket, keys.dpop];
  const secrets = [...scalars.map(({ d }) => d), keys.master.k, keys.pepper];
  for (const secret of secrets) expect(new Set(Buffer.from(secret, 'base64url')).size).toBe(1);
});

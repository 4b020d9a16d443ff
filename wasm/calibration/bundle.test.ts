import { cpSync, mkdtempSync, readdirSync, readFileSync, rmSync, symlinkSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, expect, it } from 'vitest';
import { bundleOf } from '#wasm/lab/bench/workerd.ts';
import { MOBILE_FACE_NET } from '#wasm/lab/foreign/model.ts';
import { EMBEDDING, MANIFEST } from '#wasm/manifest.ts';
import { addModel } from './add.ts';
import { digestOf, ROOT } from './profile-files.ts';

/** What the matcher is bundled from. */
const PARTS = ['package.json', 'schema/contract', 'workers/matcher', 'wasm'];
const LEFT_OUT = /wasm\/lab|models\/built\/packages|\.test\.ts$/;

const root = mkdtempSync(join(tmpdir(), 'kaijo-bundle-'));
afterAll(() => rmSync(root, { recursive: true }));

it('a deployment of the matcher holds the operator’s own model, and the one before no longer', async () => {
  for (const part of PARTS)
    cpSync(join(ROOT, part), join(root, part), {
      recursive: true,
      filter: (path) => !LEFT_OUT.test(path.slice(ROOT.length)),
    });
  symlinkSync(join(ROOT, 'node_modules'), join(root, 'node_modules'));
  const file = MOBILE_FACE_NET.build();
  const recipe = JSON.stringify(MOBILE_FACE_NET.recipe);
  await addModel({ file, recipe, population: null, date: '2026-11-30', root });

  const folder = await bundleOf('workers/matcher/wrangler.toml', 'own-model', root);
  const models = readdirSync(folder).filter((name) => name.endsWith('.onnx'));
  const digests = models.map((name) => digestOf(readFileSync(join(folder, name))));
  const { detector, landmarks, [EMBEDDING]: before } = MANIFEST.models;
  expect(digests.toSorted()).toEqual([digestOf(file), detector!.sha256, landmarks!.sha256].toSorted());
  expect(digests).not.toContain(before!.sha256);
  const script = readFileSync(join(folder, 'index.js'), 'utf8');
  expect(script).toContain(digestOf(file));
  rmSync(folder, { recursive: true });
}, 60_000);

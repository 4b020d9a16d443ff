import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { ROOT } from './profile-files.ts';
import { readRecipe } from './recipe.ts';

it('the recipes of the operator’s book are recipes', () => {
  const book = readFileSync(join(ROOT, 'workers/README.md'), 'utf8');
  const written = [...book.matchAll(/^```json\n([^`]*)```/gm)].map(([, text]) => text!);
  expect(written.map((text) => readRecipe(text).name)).toEqual(['sface', 'arcface-mbf', 'seetaface']);
});

it('a template in pixels stays, and ArcFace’s fits the input’s size', () => {
  const written = (size: number, template: unknown) =>
    JSON.stringify({
      name: 'some',
      input: { size, order: 'rgb', mean: [1, 2, 3], scale: 4 },
      template,
      output: 64,
      source: 'here',
      licence: 'MIT',
      provenance: 'known',
    });
  const own = [0, 1, 2, 3, 4].map((at) => [at, 10 + at]);
  expect(readRecipe(written(100, own)).recipe.template).toEqual({ size: 100, points: own });
  expect(readRecipe(written(224, 'arcface')).recipe.template.points[0]).toEqual([76.5892, 103.3926]);
  expect(readRecipe(written(100, own)).recipe.encoding).toEqual({ order: 'rgb', mean: [1, 2, 3], scale: 4 });
  expect(() => readRecipe('{')).toThrow('the recipe is not JSON');
});

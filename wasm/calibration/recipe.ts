import * as v from 'valibot';
import type { Recipe } from '#wasm/embed/embed.ts';
import { ARCFACE } from '#wasm/find/align.ts';

/** A file that cannot become the matcher's model; the sentence is for whoever brought it. */
export class ModelRefused extends Error {}

const number = v.pipe(v.number(), v.finite());
const words = v.pipe(v.string(), v.trim(), v.minLength(2), v.maxLength(2_000));
const point = v.strictTuple([number, number]);
const size = v.pipe(v.number(), v.integer(), v.minValue(48), v.maxValue(256));

/** What an operator writes down of a model: `workers/README.md`, "Another face model". */
const RecipeFile = v.strictObject({
  name: v.pipe(v.string(), v.regex(/^[a-z][a-z0-9-]{1,40}$/)),
  /** Side of the square, order of the planes, and `(value - mean) / scale` for values from 0 to 255. */
  input: v.strictObject({
    size,
    order: v.picklist(['rgb', 'bgr']),
    mean: v.union([number, v.strictTuple([number, number, number])]),
    scale: v.pipe(number, v.gtValue(0)),
  }),
  /** `arcface`, or where the two eyes, the nose and the corners of the mouth lie in the input. */
  template: v.union([v.literal('arcface'), v.strictTuple([point, point, point, point, point])]),
  /** How many numbers come out. */
  output: v.pipe(v.number(), v.integer(), v.minValue(32), v.maxValue(4_096)),
  source: words,
  licence: words,
  provenance: words,
  /** Whether the mean face is taken away: not where all embeddings lie in one direction. */
  centred: v.optional(v.boolean(), true),
});

export interface ReadRecipe {
  name: string;
  /** `samePerson` is found by calibration; until then no two frames are alike. */
  recipe: Recipe;
  entry: { source: string; licence: string; provenance: string };
}

/** What each field is for, where it is missing. */
const MEANT: Record<string, string> = {
  licence: 'licence: under which licence of the weights (not of the code around them) they may be used',
  provenance: 'provenance: who trained them on what, as far as is known',
  source: 'source: where the file was had',
};

/** Reads an operator's recipe. Throws `ModelRefused` with what is wrong first. */
export function readRecipe(text: string): ReadRecipe {
  const read = v.safeParse(RecipeFile, parsed(text));
  if (!read.success) throw new ModelRefused(sentenceOf(read.issues[0]));
  const { name, input, template, output, centred, source, licence, provenance } = read.output;
  const { mean } = input;
  const points = template === 'arcface' ? scaledArcface(input.size) : template;
  return {
    name,
    recipe: {
      template: { size: input.size, points },
      encoding: {
        order: input.order,
        mean: typeof mean === 'number' ? [mean, mean, mean] : mean,
        scale: input.scale,
      },
      dimensions: output,
      samePerson: 1,
      centred,
    },
    entry: { source, licence, provenance },
  };
}

/** ArcFace's template is made for 112 pixels. */
function scaledArcface(size: number): Recipe['template']['points'] {
  const scale = size / ARCFACE.size;
  return ARCFACE.points.map(([x, y]) => [x * scale, y * scale]) as unknown as Recipe['template']['points'];
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    throw new ModelRefused('the recipe is not JSON');
  }
}

function sentenceOf(issue: v.BaseIssue<unknown>): string {
  const path = v.getDotPath(issue) ?? '';
  if (issue.input === undefined && MEANT[path]) return `the recipe leaves out ${MEANT[path]}`;
  return `the recipe is wrong at "${path}": ${issue.message}`;
}

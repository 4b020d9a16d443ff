import { dot, fuse } from '#wasm/embed/vector.ts';
import type { Observation } from './observe.ts';
import { personOf } from './pairs.ts';

/** A reference, a probe, or several probes fused. */
export interface Template {
  person: string;
  /** Files it was made from, without folder and ending: a picture is never compared with itself. */
  pictures: string[];
  embedding: Float32Array;
}

const nameOf = (path: string): string =>
  path
    .split('/')
    .at(-1)!
    .replace(/\.[^.]*$/, '');

/** One template for each picture with a face. */
export function singles(observed: Map<string, Observation>): Template[] {
  return [...observed].flatMap(([file, { embedding }]) =>
    embedding ? [{ person: personOf(file), pictures: [nameOf(file)], embedding }] : [],
  );
}

/** Every choice of `size` pictures of a person, fused as the product fuses frames. */
export function fusions(observed: Map<string, Observation>, size: number, most: number): Template[] {
  const people = Map.groupBy(
    [...observed].filter(([, { embedding }]) => embedding),
    ([file]) => personOf(file),
  );
  return [...people].flatMap(([person, pictures]) =>
    choices(pictures, size)
      .slice(0, most)
      .map((chosen) => ({
        person,
        pictures: chosen.map(([file]) => nameOf(file)),
        embedding: fuse(chosen.map(([, { embedding, weight }]) => ({ embedding: embedding!, weight })))!,
      })),
  );
}

function choices<T>(list: readonly T[], size: number): T[][] {
  if (size === 0) return [[]];
  return list.flatMap((first, index) =>
    choices(list.slice(index + 1), size - 1).map((rest) => [first, ...rest]),
  );
}

/** Scores of every reference with every probe of somebody else, ascending. */
export function impostorScores(references: readonly Template[], probes: readonly Template[]): Float32Array {
  const scores = new Float32Array(references.length * probes.length);
  let count = 0;
  for (const reference of references)
    for (const probe of probes)
      if (reference.person !== probe.person) scores[count++] = dot(reference.embedding, probe.embedding);
  return scores.subarray(0, count).sort();
}

/** For each person, the scores of their references with their probes, never of a picture with itself. */
export function genuineScores(references: readonly Template[], probes: readonly Template[]): number[][] {
  const byPerson = Map.groupBy(probes, ({ person }) => person);
  const scores = references.map((reference) => ({
    person: reference.person,
    scores: (byPerson.get(reference.person) ?? [])
      .filter(({ pictures }) => !pictures.some((picture) => reference.pictures.includes(picture)))
      .map(({ embedding }) => dot(reference.embedding, embedding)),
  }));
  return [...Map.groupBy(scores, ({ person }) => person).values()]
    .map((all) => all.flatMap((one) => one.scores))
    .filter((all) => all.length > 0);
}

/** Pairs of different people, and how many of them have a comparison that reaches the threshold. */
export function strangers(
  references: readonly Template[],
  probes: readonly Template[],
  threshold: number,
): { pairs: number; taken: number } {
  const people = new Set([...references, ...probes].map(({ person }) => person));
  const taken = new Set<string>();
  for (const reference of references)
    for (const probe of probes)
      if (reference.person !== probe.person && dot(reference.embedding, probe.embedding) >= threshold)
        taken.add([reference.person, probe.person].sort().join(' '));
  return { pairs: (people.size * (people.size - 1)) / 2, taken: taken.size };
}

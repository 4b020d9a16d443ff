import { seeded } from '#wasm/calibration/statistics.ts';

type Random = () => number;
type Mutation = (file: Uint8Array, random: Random, other: Uint8Array) => Uint8Array;

const at = (file: Uint8Array, random: Random): number => Math.floor(random() * file.length);
/** Headers are short and do the most harm, so half of all changes go there. */
const nearStart = (file: Uint8Array, random: Random): number =>
  random() < 0.5 ? Math.floor(random() * Math.min(file.length, 700)) : at(file, random);

const MUTATIONS: Mutation[] = [
  function flipBits(file, random) {
    const copy = Uint8Array.from(file);
    for (let times = 1 + random() * 12; times > 0; times--)
      copy[nearStart(copy, random)]! ^= 1 << (random() * 8);
    return copy;
  },
  function setExtremes(file, random) {
    const copy = Uint8Array.from(file);
    const extremes = [0, 1, 0x7f, 0x80, 0xff];
    for (let times = 1 + random() * 4; times > 0; times--)
      copy[nearStart(copy, random)] = extremes[Math.floor(random() * extremes.length)]!;
    return copy;
  },
  function setLength(file, random) {
    const copy = Uint8Array.from(file);
    const markers = [...copy.keys()].filter(
      (k) => copy[k] === 0xff && copy[k + 1]! >= 0x4f && copy[k + 1]! < 0xff,
    );
    const marker = markers[Math.floor(random() * markers.length)] ?? 0;
    copy.set([Math.floor(random() * 256), Math.floor(random() * 256)], Math.min(marker + 2, copy.length - 2));
    return copy;
  },
  function cutOff(file, random) {
    return file.slice(0, at(file, random));
  },
  function leaveOut(file, random) {
    const start = nearStart(file, random);
    const end = start + Math.floor(random() * 200);
    return Uint8Array.from([...file.subarray(0, start), ...file.subarray(end)]);
  },
  function sayTwice(file, random) {
    const start = nearStart(file, random);
    const part = file.subarray(start, start + Math.floor(random() * 400));
    return Uint8Array.from([...file.subarray(0, start), ...part, ...part, ...file.subarray(start)]);
  },
  function splice(file, random, other) {
    return Uint8Array.from([...file.subarray(0, at(file, random)), ...other.subarray(at(other, random))]);
  },
  function scramble(file, random) {
    const copy = Uint8Array.from(file);
    const start = nearStart(copy, random);
    for (let k = start; k < Math.min(copy.length, start + 40); k++) copy[k] = random() * 256;
    return copy;
  },
];

/** The `number`-th broken file of a seed; the same every time. */
export function mutated(seeds: readonly Uint8Array[], seed: number, number: number): Uint8Array {
  const random = seeded(seed * 1_000_003 + number);
  const pick = <T>(list: readonly T[]): T => list[Math.floor(random() * list.length)]!;
  let file = pick(seeds);
  for (let times = 1 + Math.floor(random() * 3); times > 0; times--)
    file = pick(MUTATIONS)(file, random, pick(seeds));
  return file;
}

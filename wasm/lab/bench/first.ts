import type { MatcherRpc } from '#schema/contract/face.ts';
import { recordFigures } from '#wasm/lab/figures/record.ts';
import { benchPictures } from './pictures.ts';
import { bundleOf, runBundle } from './workerd.ts';

/*
 * `npm run lab -- face:first [--record]`: the matcher as it is deployed, in a fresh isolate each time, by turns untouched
 * and after `warm()`. One match is a chip photo and one selfie.
 */
const ROUNDS = 5;
/** Matches of an isolate until the last ones count as warm. */
const UNTIL_WARM = 12;
const KINDS = ['untouched', 'after warm()'] as const;
type Kind = (typeof KINDS)[number];

/** Milliseconds. */
interface Taken {
  first: number;
  warm: number;
}

async function main(): Promise<void> {
  const pictures = await benchPictures();
  const bundle = await bundleOf('workers/matcher/wrangler.toml', 'Matcher');
  const taken: Record<Kind, Taken[]> = { untouched: [], 'after warm()': [] };
  for (let round = 0; round < ROUNDS; round++)
    for (const kind of KINDS) taken[kind].push(await oneIsolate(bundle, kind, pictures));
  const rows = KINDS.map((kind) => ({
    kind,
    first: median(taken[kind].map(({ first }) => first)),
    warm: median(taken[kind].map(({ warm }) => warm)),
    over: median(taken[kind].map(({ first, warm }) => first - warm)),
  }));
  for (const { kind, first, warm, over } of rows)
    process.stdout.write(
      `${kind.padEnd(14)} first ${first.toFixed(0)} ms, warm ${warm.toFixed(0)} ms: +${over.toFixed(0)} ms\n`,
    );
  await recordFigures('first', { rounds: ROUNDS, rows });
}

async function oneIsolate(
  bundle: string,
  kind: Kind,
  { jpeg, jpeg2000 }: Awaited<ReturnType<typeof benchPictures>>,
): Promise<Taken> {
  const { rpc, stop } = await runBundle<MatcherRpc>(bundle, 'Matcher');
  try {
    if (kind === 'after warm()') await rpc.warm();
    const times: number[] = [];
    for (let match = 0; match <= UNTIL_WARM; match++) {
      const began = performance.now();
      const { embedding } = await rpc.embedReference(jpeg2000);
      await rpc.examine({ reference: embedding!, frames: [{ image: jpeg, capturedAt: 0 }], steps: ['left'] });
      times.push(performance.now() - began);
    }
    return { first: times[0]!, warm: median(times.slice(-UNTIL_WARM / 2)) };
  } finally {
    await stop();
  }
}

const median = (values: number[]): number => values.sort((p, q) => p - q)[values.length >> 1]!;

await main();

import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { NO_GROUPS, readGroups, type Groups } from '#wasm/calibration/groups.ts';
import { personOf } from '#wasm/calibration/pairs.ts';
import { progress } from '#wasm/calibration/progress.ts';
import { shareFrom } from '#wasm/calibration/statistics.ts';
import { dot } from '#wasm/embed/vector.ts';
import { createFaceEngine } from '#wasm/engine.ts';
import { recordFigures } from '#wasm/lab/figures/record.ts';
import { drawTurned } from '#wasm/lab/synthetic/draw.ts';
import { modelHead } from '#wasm/lab/synthetic/head.ts';
import { encodeJpeg } from '#wasm/lab/synthetic/jpeg.ts';
import { MANIFEST } from '#wasm/manifest.ts';
import { nodeRuntime } from '#wasm/runtime/node.ts';

/*
 * `npm run lab -- face:splice --images DIR [--groups FILE.csv] [--every 19] [--record]`: how alike a head that looks ahead and
 * the same head turned (synthetic) are, and how alike two strangers of whom one is turned. Every so many pictures of those
 * in no small group, all of the others.
 */
const TURNS = [
  [22, 0],
  [-22, 0],
  [30, 0],
  [-30, 0],
  [0, 14],
  [0, -14],
] as const;
/** A group of fewer pictures than this is taken whole. */
const SMALL = 150;

interface Head {
  person: string;
  ahead: Float32Array;
  turned: Float32Array[];
}

async function main(): Promise<void> {
  const { values } = parseArgs({
    options: {
      images: { type: 'string' },
      groups: { type: 'string' },
      every: { type: 'string', default: '19' },
      record: { type: 'boolean' },
    },
  });
  if (!values.images) throw new Error('usage: npm run lab -- face:splice --images DIR [--groups FILE.csv]');
  const groups = values.groups ? await readGroups(values.groups) : NO_GROUPS;
  const files = (await readdir(values.images)).filter((name) => /\.jpe?g$/i.test(name)).sort();
  if (files.length === 0) throw new Error(`${values.images} holds no JPEG`);
  const each = groupsOf(files, groups, Number(values.every));
  const threshold = MANIFEST.profile.recipe.samePerson;
  const rows = [];
  for (const [group, chosen] of each) {
    const row = { group, ...ratesOf(await headsOf(values.images, chosen, groups), threshold) };
    process.stdout.write(`${JSON.stringify(row)}\n`);
    rows.push(row);
  }
  await recordFigures('splice', { threshold, rows });
}

/** The small groups as they are, and a part of everybody. */
function groupsOf(files: readonly string[], groups: Groups, every: number): [string, string[]][] {
  const small = groups.names
    .map((group): [string, string[]] => [
      group,
      files.filter((file) => groups.isIn(group, groups.personOf(personOf(file)))),
    ])
    .filter(([, chosen]) => chosen.length > 0 && chosen.length < SMALL);
  return [['all', files.filter((_, at) => at % every === 0)], ...small];
}

async function headsOf(folder: string, files: readonly string[], groups: Groups): Promise<Head[]> {
  const engine = createFaceEngine(nodeRuntime);
  const tell = progress('turning', files.length);
  const heads: Head[] = [];
  for (const [at, file] of files.entries()) {
    const look = await engine.look(new Uint8Array(await readFile(join(folder, file))));
    tell(at + 1);
    if (!look?.found || look.reasons.length > 0) continue;
    const model = modelHead(look.raster, look.found.mesh);
    const turned: Float32Array[] = [];
    for (const [yaw, pitch] of TURNS) {
      const seen = await engine.look(await encodeJpeg(drawTurned(model, { yaw, pitch })));
      if (seen?.embedding) turned.push(seen.embedding);
    }
    heads.push({ person: groups.personOf(personOf(file)), ahead: look.embedding!, turned });
  }
  return heads;
}

function ratesOf(heads: readonly Head[], threshold: number) {
  const same = ascending(heads.flatMap(({ ahead, turned }) => turned.map((other) => dot(ahead, other))));
  const strangers = ascending(
    heads.flatMap(({ person, ahead }) =>
      heads
        .filter((other) => other.person !== person)
        .flatMap(({ turned }) => turned.map((other) => dot(ahead, other))),
    ),
  );
  return {
    heads: heads.length,
    turned: same.length,
    lowestHundredth: same[Math.floor(same.length / 100)] ?? 0,
    refused: 1 - shareFrom(same, threshold),
    strangers: strangers.length,
    taken: shareFrom(strangers, threshold),
  };
}

const ascending = (values: number[]): Float32Array => Float32Array.from(values).sort();

await main();

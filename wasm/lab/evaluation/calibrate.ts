import { parseArgs } from 'node:util';
import { calibrate, type CalibrationFigures } from '#wasm/calibration/calibrate.ts';
import { NO_GROUPS, readGroups } from '#wasm/calibration/groups.ts';
import { readPairs } from '#wasm/calibration/pairs.ts';
import { writeCalibration } from '#wasm/calibration/profile-files.ts';
import { recordFigures } from '#wasm/lab/figures/record.ts';
import { EMBEDDING, MANIFEST } from '#wasm/manifest.ts';
import { nodeRuntime } from '#wasm/runtime/node.ts';

/*
 * `npm run lab -- face:calibrate --pairs FILE.csv --images DIR --data "what the pictures are" [--groups FILE.csv] [--record]`:
 * fixes the thresholds so that of the comparisons of different people no more than 1 in 10,000 pass, among all people and in
 * every group that the groups file tells apart, and counts what that costs. With --record they become the product's.
 */
async function main(): Promise<void> {
  const { values } = parseArgs({
    options: {
      pairs: { type: 'string' },
      images: { type: 'string' },
      groups: { type: 'string' },
      data: { type: 'string', default: 'not described' },
      record: { type: 'boolean' },
    },
  });
  const { pairs, images, data: description, groups } = values;
  if (!pairs || !images)
    throw new Error(
      'usage: npm run lab -- face:calibrate --pairs FILE.csv --images DIR --data TEXT [--groups FILE.csv] [--record]',
    );
  const calibration = await calibrate(
    nodeRuntime,
    { ...MANIFEST.profile, sha256: MANIFEST.models[EMBEDDING]!.sha256 },
    {
      pairs: await readPairs(pairs),
      images,
      description,
      groups: groups ? await readGroups(groups) : NO_GROUPS,
    },
    new Date().toISOString().slice(0, 10),
  );
  print(calibration.figures);
  process.stdout.write(`two frames show one person from ${calibration.samePerson}\n`);
  await recordFigures('calibration', calibration.figures);
  if (values.record) await writeCalibration(calibration);
}

function print({ model, single, fused }: CalibrationFigures): void {
  for (const [name, one] of [
    ['one picture', single],
    [`${fused.frames} pictures`, fused],
  ] as const) {
    const { value, low, high } = one.fnmr;
    const rates = [value, low, high, one.fnmrByPerson].map((rate) => (100 * rate).toFixed(2));
    process.stdout.write(
      `${model.profile}, ${name}: ${one.impostors} comparisons of different people, threshold ${one.threshold}, ` +
        `decided by ${one.decidedBy}, FNMR ${rates[0]} % (95 %: ${rates[1]} to ${rates[2]}; by person ${rates[3]}) of ${one.genuine} from ${one.people} people\n`,
    );
    for (const { group, people, impostors, fmr, fmrAtMost, fnmr: own, ownThreshold } of one.groups)
      process.stdout.write(
        `  ${group.padEnd(18)} ${people} people, FMR ${fmr.toExponential(1)} of ${impostors} (at most ${fmrAtMost.toExponential(1)}; ` +
          `its own threshold ${ownThreshold}), FNMR ${(100 * own.value).toFixed(2)} % (${(100 * own.low).toFixed(2)} to ${(100 * own.high).toFixed(2)})\n`,
      );
  }
}

await main();

import { execFileSync } from 'node:child_process';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';

/*
 * `npm run lab -- face:performance --pairs FILE.csv --images DIR --probes DIR --data "what the pictures are"
 * [--groups FILE.csv] [--covered FILE]`: measures everything that is published, one after the other, and publishes it.
 * `--covered` names the pictures whose eyes are really covered. `--probes` holds the good probe pictures for the
 * quality table; default: the folder `probe` in --images. Takes about half an hour on one core.
 */
const { values } = parseArgs({
  options: {
    pairs: { type: 'string' },
    images: { type: 'string' },
    probes: { type: 'string' },
    covered: { type: 'string' },
    data: { type: 'string' },
    groups: { type: 'string' },
  },
});
const { pairs, images, data, groups } = values;
if (!pairs || !images || !data) {
  process.stderr.write(
    'usage: npm run lab -- face:performance --pairs FILE.csv --images DIR --data TEXT [--groups FILE.csv] [--probes DIR]\n',
  );
  process.exit(1);
}

run('../models-check.ts', '--record');
const grouped = groups ? ['--groups', groups] : [];
run(
  '../evaluation/calibrate.ts',
  '--pairs',
  pairs,
  '--images',
  images,
  '--data',
  data,
  ...grouped,
  '--record',
);
const covered = values.covered ? ['--covered', values.covered] : [];
run('../evaluation/quality.ts', '--images', values.probes ?? join(images, 'probe'), ...covered, '--record');
run('../evaluation/splice.ts', '--images', values.probes ?? join(images, 'probe'), ...grouped, '--record');
run('../attacks/run.ts', '--record');
run('../attacks/cues-run.ts', '--record');
run('publish.ts');

function run(script: string, ...parameters: string[]): void {
  const file = fileURLToPath(new URL(script, import.meta.url));
  execFileSync(process.execPath, [file, ...parameters], { stdio: 'inherit' });
}

import { readFile, writeFile } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';
import type { CalibrationFigures } from './calibrate.ts';

const FILE = fileURLToPath(new URL('../../../schema/contract/operating-point.ts', import.meta.url));

const CENTRES = fileURLToPath(new URL('../../embed/centres.json', import.meta.url));

/** By digest of the embedding model. */
export type Centres = Record<string, { reference: string; probe: string }>;

/** Centres of models that were not measured now stay. */
export async function writeCentres(centres: Centres): Promise<void> {
  const before = JSON.parse(await readFile(CENTRES, 'utf8')) as Centres;
  await writeFile(CENTRES, `${JSON.stringify({ ...before, ...centres }, null, 2)}\n`);
}

/** Writes the thresholds as code, so that the contract needs nothing to read them. */
export async function writeOperatingPoint({ date, model, single, fused }: CalibrationFigures): Promise<void> {
  const point = `  ${keyOf(model.digest)}: {
    version: '${model.profile}-${date}',
    profile: '${model.profile}',
    singleThreshold: ${single.threshold},
    fusedThreshold: ${fused.threshold},
  },`;
  await writeFile(FILE, SOURCE.replace('POINTS_HERE', point));
  process.stdout.write('wrote schema/contract/operating-point.ts\n');
}

/** Quoted only where it must be, as the formatter wants it. */
const keyOf = (digest: string): string => (/^[a-z]\w*$/.test(digest) ? digest : `'${digest}'`);

const SOURCE = `/*
 * Written by \`npm run lab -- face:calibrate\`; not edited by hand. Thresholds let at most 1 in 10,000 comparisons of different
 * people pass: wasm/README.md, "Operating point".
 */

/** At what score two faces count as one person, for one set of weights. */
export interface OperatingPoint {
  /** Names the thresholds in audit events. */
  version: string;
  profile: string;
  /** For one probe picture. */
  singleThreshold: number;
  /** For the fused probe of a presentation. */
  fusedThreshold: number;
}

/** By the SHA-256 of the embedding model's file. */
const POINTS: Record<string, OperatingPoint> = {
POINTS_HERE
};

/** Null for weights nobody has calibrated: their scores mean nothing. */
export function operatingPointOf(digest: string): OperatingPoint | null {
  return POINTS[digest] ?? null;
}
`;

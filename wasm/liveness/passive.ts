import { encode, type Encoding } from '../decode/sample.ts';
import type { Chip, Raster } from '../decode/raster.ts';
import type { Detection } from '#wasm/find/detect.ts';
import type { Session } from '../runtime/port.ts';
import { sampleBox } from '../decode/sample.ts';

const SIZE = 128;
const WIDEST = 2.7;
const ENCODING: Encoding = { order: 'bgr', mean: [0, 0, 0], scale: 1 };

/** How live a face looks to a model that knows screens and prints, 0 to 1. Advice only: README, "Passive score". */
export async function passiveScore(model: Session, raster: Raster, face: Detection): Promise<number> {
  const { output } = await model.run(encode(surroundings(raster, face), ENCODING));
  const highest = Math.max(...output!);
  const weights = Array.from(output!, (value) => Math.exp(value - highest));
  return weights[0]! / weights.reduce((sum, weight) => sum + weight, 0);
}

/** The face with what is around it, as far as the picture goes, stretched to a square. */
function surroundings(raster: Raster, { box: [left, top, right, bottom] }: Detection): Chip {
  const [boxWidth, boxHeight] = [right - left, bottom - top];
  const scale = Math.min(WIDEST, (raster.height - 1) / boxHeight, (raster.width - 1) / boxWidth);
  const [width, height] = [boxWidth * scale, boxHeight * scale];
  const x = clamp((left + right - width) / 2, raster.width - 1 - width);
  const y = clamp((top + bottom - height) / 2, raster.height - 1 - height);
  return sampleBox(raster, [x, y, x + width, y + height], SIZE);
}

const clamp = (value: number, most: number): number => Math.max(0, Math.min(value, most));

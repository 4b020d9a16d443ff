import type { Raster } from '#wasm/decode/raster.ts';

/** A picture shown on a screen and taken again: the two pixel grids beat, the picture is bluish and brighter. */
export function fromScreen(raster: Raster, seed: number): Raster {
  const pitch = 2.1 + (seed % 5) * 0.13;
  const tilt = 0.04 + (seed % 3) * 0.03;
  return recoloured(raster, (value, plane, x, y) => {
    const phase = ((x + tilt * y) / pitch + plane / 3) * 2 * Math.PI;
    const lines = 1 + 0.16 * Math.cos(phase) + 0.05 * Math.cos((y / 2.6) * 2 * Math.PI);
    return (16 + value * 0.9) * lines + (plane === 2 ? 8 : 0);
  });
}

/** A picture printed and taken again: fewer tones, halftone dots, paper for white. */
export function fromPrint(raster: Raster, seed: number): Raster {
  const pitch = 3.1 + (seed % 4) * 0.2;
  return recoloured(raster, (value, plane, x, y) => {
    const angle = [0.26, 1.31, 0.79][plane]!;
    const [u, v] = [x * Math.cos(angle) + y * Math.sin(angle), y * Math.cos(angle) - x * Math.sin(angle)];
    const dots = 14 * Math.cos((u / pitch) * 2 * Math.PI) * Math.cos((v / pitch) * 2 * Math.PI);
    return 38 + Math.round(value / 12) * 12 * 0.72 + dots;
  });
}

function recoloured(
  { width, height, channels, data }: Raster,
  change: (value: number, plane: number, x: number, y: number) => number,
): Raster {
  const result = new Uint8ClampedArray(width * height * 3);
  for (let at = 0; at < width * height; at++)
    for (let plane = 0; plane < 3; plane++) {
      const value = data[at * channels + (channels === 1 ? 0 : plane)]!;
      result[3 * at + plane] = change(value, plane, at % width, Math.floor(at / width));
    }
  return { width, height, channels: 3, data: result };
}

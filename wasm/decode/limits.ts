/** What a picture may be before it is decoded. Decoding costs memory by the pixel, so the header is judged first. */
export const LIMITS = {
  jpeg: { bytes: 400 * 1024, pixels: 2_000_000, scans: 40 },
  jpeg2000: { bytes: 64 * 1024, pixels: 1_000_000, tiles: 64, levels: 16, layers: 64 },
} as const;

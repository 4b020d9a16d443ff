/** 8-bit greyscale picture, row by row. */
export interface Grey {
  width: number;
  height: number;
  pixels: Uint8Array;
}

/** Part of a picture, in its pixels; fractions are fine. */
export interface Box {
  left: number;
  top: number;
  width: number;
  height: number;
}

/** Luma (ITU-R BT.601) of RGBA pixels. */
export function greyOf(picture: { width: number; height: number; data: ArrayLike<number> }): Grey {
  const { width, height, data } = picture;
  const pixels = Uint8Array.from({ length: width * height }, (_, index) => {
    const [red, green, blue] = [data[4 * index]!, data[4 * index + 1]!, data[4 * index + 2]!];
    return Math.round(0.299 * red + 0.587 * green + 0.114 * blue);
  });
  return { width, height, pixels };
}

/** What one line of the result is made of: these source positions in these shares. */
type Shares = readonly (readonly [position: number, share: number])[];

/** Cuts `box` out and scales it: averages where it shrinks, interpolates where it grows. */
export function scaled(grey: Grey, box: Box, width: number, height: number): Grey {
  const columns = sharesAlong(box.left, box.width, width, grey.width);
  const rows = sharesAlong(box.top, box.height, height, grey.height);
  const narrow = Float32Array.from({ length: width * grey.height }, (_, index) => {
    const start = Math.floor(index / width) * grey.width;
    return sumOf(columns[index % width]!, (column) => grey.pixels[start + column]!);
  });
  const pixels = Uint8Array.from({ length: width * height }, (_, index) =>
    Math.round(sumOf(rows[Math.floor(index / width)]!, (row) => narrow[row * width + (index % width)]!)),
  );
  return { width, height, pixels };
}

const sumOf = (shares: Shares, valueAt: (position: number) => number): number =>
  shares.reduce((sum, [position, share]) => sum + share * valueAt(position), 0);

/** A triangle as wide as two steps around each centre; beyond the edge counts as the edge. */
function sharesAlong(start: number, length: number, count: number, size: number): Shares[] {
  const step = length / count;
  const reach = Math.max(step, 1);
  return Array.from({ length: count }, (_, index) => {
    const centre = start + (index + 0.5) * step - 0.5;
    const first = Math.ceil(centre - reach);
    const positions = Array.from({ length: Math.floor(centre + reach) - first + 1 }, (_, at) => first + at);
    const weights = positions.map((position) => Math.max(0, 1 - Math.abs(position - centre) / reach));
    const total = weights.reduce((sum, weight) => sum + weight, 0);
    return positions.map(
      (position, at) => [Math.min(Math.max(position, 0), size - 1), weights[at]! / total] as const,
    );
  });
}

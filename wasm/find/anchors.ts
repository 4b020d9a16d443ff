import type { Point } from '#wasm/geometry.ts';

/** Cells along one side, and boxes for each cell. */
const GRIDS = [
  { cells: 16, boxes: 2 },
  { cells: 8, boxes: 6 },
];

let known: Point[] | undefined;

/** Centres of BlazeFace's 896 anchors as parts of the square's side, in the order of its outputs. */
export function anchors(): Point[] {
  known ??= GRIDS.flatMap(({ cells, boxes }) =>
    Array.from({ length: cells * cells * boxes }, (_, index): Point => {
      const cell = Math.floor(index / boxes);
      return [((cell % cells) + 0.5) / cells, (Math.floor(cell / cells) + 0.5) / cells];
    }),
  );
  return known;
}

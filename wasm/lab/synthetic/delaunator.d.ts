/** The part of the package's API that is used; it brings no types of its own. */
declare module 'delaunator' {
  export default class Delaunator {
    static from(points: [number, number][]): Delaunator;
    /** Three corner numbers for each triangle. */
    readonly triangles: Uint32Array;
  }
}

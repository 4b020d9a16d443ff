/**
 * Gives an array's memory back now: pictures are few and large, and V8 lets dozens of them pile up before it collects.
 * Nobody may look at the array afterwards. Where an older browser cannot do it, the collector does.
 */
export function release({ buffer }: ArrayBufferView): void {
  (buffer as Partial<ArrayBuffer>).transfer?.(0);
}

import type { FrameFacts } from '#schema/contract/face.ts';

/** A picture to look at; it is handed over, not copied. */
export interface ToWorker {
  picture: ImageData;
}

/** `share` 1 means ready. `facts` null: the picture could not be looked at. */
export type FromWorker =
  | { type: 'progress'; share: number }
  | { type: 'failed' }
  | { type: 'facts'; facts: FrameFacts | null };

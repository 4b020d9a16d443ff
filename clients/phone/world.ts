import { createApi, createDpopKey } from '#clients/sdk/index.ts';
import { createDrawer } from './drawer.ts';
import { browserKeeper } from './effects/keeper.ts';
import type { World } from './ports.ts';
import { findReader } from './reader/find.ts';
import { createWorkerEngine } from './selfie/engine.ts';

/** The world of a browser. What only the card needs is fetched when it is needed. */
export const browserWorld = (): World => ({
  api: (key) =>
    createApi({
      origin: location.origin,
      language: () => document.documentElement.lang,
      ...(key ? { key } : {}),
    }),
  makeKey: createDpopKey,
  keeper: browserKeeper,
  drawer: createDrawer(),
  engine: createWorkerEngine(),
  findReader,
  desk: async (reader) => (await import('./effects/card-desk.ts')).createCardDesk(reader),
  now: () => Date.now() / 1000,
});

import { findShellReader, type SheetWords } from '#clients/card/native/client.ts';
import { createApi, createDpopKey, type Api } from '#clients/sdk/index.ts';
import { createDrawer } from './drawer.ts';
import { browserKeeper } from './effects/keeper.ts';
import { placeOf } from './effects/antenna.ts';
import { platformOf } from './effects/platform.ts';
import { browserTrail } from './effects/trail.ts';
import { browserErrands, shellErrands } from './receipt/errands.ts';
import type { FoundReader, World } from './ports.ts';
import { createWorkerEngine } from './selfie/engine.ts';

const open = (key?: CryptoKeyPair): Api =>
  createApi({
    origin: location.origin,
    language: () => document.documentElement.lang,
    ...(key ? { key } : {}),
  });

/** One connection for each key, so that the server's last nonce is not asked for anew with every call. */
function connections(): World['api'] {
  const anybody = open();
  const known = new WeakMap<CryptoKeyPair, Api>();
  return (key) => {
    if (!key) return anybody;
    const api = known.get(key) ?? open(key);
    known.set(key, api);
    return api;
  };
}

/** The world of a browser. What only the card needs is fetched when it is needed. */
export const browserWorld = (findReader: World['findReader']): World => ({
  api: connections(),
  makeKey: createDpopKey,
  keeper: browserKeeper,
  trail: browserTrail,
  drawer: createDrawer(),
  holding: { key: null, kept: null, reader: null, desk: null, errands: browserErrands() },
  engine: createWorkerEngine(),
  findReader,
  desk: async (reader) => (await import('./effects/card-desk.ts')).createCardDesk(reader),
  reload: () => location.reload(),
  now: () => Date.now() / 1000,
});

/** The way to cards on this phone: the shell around the page; else none, as no browser lets a page talk to a card. */
export async function findReader(words: () => SheetWords): Promise<FoundReader> {
  const shell = await findShellReader(words);
  if (!shell) {
    const platform = platformOf(navigator.userAgent);
    return { kind: 'none', reader: null, ...(platform && { platform }) };
  }
  const platform = shell.device ? { platform: shell.device.platform } : {};
  const place = placeOf(shell.device);
  return { kind: 'shell', reader: shell, errands: shellErrands(shell), ...platform, place };
}

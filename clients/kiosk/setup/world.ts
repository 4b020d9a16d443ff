import type { Reader } from '#clients/card/reader.ts';
import { createApi, thumbprintOf } from '#clients/sdk/index.ts';
import { LANGUAGE_TAGS, type Language } from '#clients/ui/index.ts';
import { createCardDesk } from '../card/desk.ts';
import { Entries } from '../effects/entries.ts';
import { connectService } from '../effects/service.ts';
import { toneSpeaker } from '../effects/speaker.ts';
import type { World } from '../effects/world.ts';
import { indexedDbStore } from '../outbox/indexed-db.ts';
import { createOutbox } from '../outbox/outbox.ts';
import { kioskKey } from './key.ts';

/** Longest wait for an answer, in milliseconds: somebody stands in front of the screen. */
const PATIENCE = 15_000;

/** The real world around the state machine: this origin's service, this browser's storage, the reader given. */
export async function openWorld(reader: Reader, language: () => Language): Promise<World> {
  const key = await kioskKey();
  const service = connectService(
    createApi({
      origin: location.origin,
      key,
      language: () => LANGUAGE_TAGS[language()],
      patience: PATIENCE,
    }),
  );
  return {
    service,
    reader,
    desk: createCardDesk(reader),
    outbox: createOutbox(indexedDbStore(), service),
    speaker: toneSpeaker(),
    printer: { print: () => globalThis.print() },
    clock: { now: () => Date.now() / 1000, chance: Math.random },
    entries: new Entries(),
    thumbprint: await thumbprintOf(key),
  };
}

import type { Reader } from '#clients/card/reader.ts';
import { createApi, thumbprintOf, type Api } from '#clients/sdk/index.ts';
import { LANGUAGE_TAGS, type Language } from '#clients/ui/index.ts';
import { browserClock } from './effects/clock.ts';
import { createCardDesk } from './effects/card-desk.ts';
import { Entries } from './effects/entries.ts';
import { browserEvidence, forgetKey, kioskKey } from './effects/keeper.ts';
import { browserSpeaker } from './effects/speaker.ts';
import { serviceTrouble } from './effects/trouble.ts';
import { reloadPage } from './offline/keep.ts';
import { createOutbox } from './outbox/outbox.ts';
import type { Service, World } from './ports.ts';

/** Longest wait for an answer, in milliseconds: somebody stands in front of the screen. */
const PATIENCE = 15_000;

/** The service as the kiosk sees it: an answer, or the trouble in place of one. */
const connectService = (api: Api): Service => ({
  async call(name, request) {
    try {
      return { ok: true, value: await api.call(name, request) };
    } catch (error) {
      return { ok: false, trouble: serviceTrouble(error) };
    }
  },
});

/** The world of a browser: this origin's service, this browser's storage, the reader given. */
export async function browserWorld(
  reader: Reader,
  language: () => Language,
  helpline: string | null,
): Promise<World> {
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
    outbox: createOutbox(browserEvidence, service),
    speaker: browserSpeaker(),
    helpline,
    printer: { print: () => globalThis.print() },
    clock: browserClock(),
    entries: new Entries(),
    reload: () => void reloadPage(),
    renewKey: async () => {
      await forgetKey();
      await reloadPage();
    },
    page: String(import.meta.env['KAIJO_VERSION']),
    thumbprint: await thumbprintOf(key),
  };
}

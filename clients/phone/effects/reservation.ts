import { ApiProblem } from '#clients/sdk/index.ts';
import type { Kept, PhoneReader } from '../ports.ts';
import { endedBy } from '../state/receipt.ts';
import type { CardDesk } from './card-desk.ts';
import type { Errand } from './run.ts';

/** What this page holds between effects. */
export interface Holding {
  key: CryptoKeyPair | null;
  kept: Kept | null;
  reader: PhoneReader | null;
  desk: Promise<CardDesk> | null;
}

/** Finds what was kept, and the way to cards. */
export async function start({ world, holding, announce }: Errand): Promise<void> {
  // Without a place to keep things the phone still works; a reservation then ends with the page.
  holding.kept = await world.keeper.load().catch(() => null);
  const { kind, reader } = await world.findReader();
  holding.reader = reader;
  reader?.watch((state) => announce({ type: 'reader', reader: state }));
  announce({ type: 'started', kept: holding.kept?.view ?? null, kind });
}

/** Asks how the reservation is doing; the answer is kept too, for when there is no network. */
export async function poll(errand: Errand): Promise<void> {
  const { kept } = errand.holding;
  if (!kept) return;
  try {
    const view = await errand.world.api(kept.key).call('getReservation', { token: kept.ticket });
    await learn(errand, kept, view);
  } catch (error) {
    const status = error instanceof ApiProblem ? endedBy(error.problem.code) : undefined;
    if (status) await learn(errand, kept, { ...kept.view, status, now: errand.world.now() });
    else errand.announce({ type: 'out-of-touch' });
  }
}

export async function cancel(errand: Errand): Promise<void> {
  const { kept } = errand.holding;
  if (!kept) return;
  const view = await errand.world.api(kept.key).call('cancelReservation', { token: kept.ticket });
  await learn(errand, kept, view);
}

async function learn({ world, holding, announce }: Errand, kept: Kept, view: Kept['view']): Promise<void> {
  if (holding.kept !== kept) return;
  holding.kept = { ...kept, view };
  await world.keeper.save(holding.kept).catch(() => {});
  announce({ type: 'polled', view });
}

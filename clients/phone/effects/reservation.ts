import { ApiProblem } from '#clients/sdk/index.ts';
import type { Kept, World } from '../ports.ts';
import type { Outcome } from '../state/events.ts';
import { endedBy } from '../state/receipt.ts';
import type { Runner } from './run.ts';
import { within } from './within.ts';

/** Milliseconds that the first screen waits for either of them. */
const START_LIMIT = 4_000;

/** Finds what was kept, and the way to cards. */
export const start: Runner<'start'> = async ({ keeper, trail, holding, findReader }, _effect, { tell }) => {
  // Without a place to keep things the phone still works; a reservation then ends with the page.
  holding.kept = await within(START_LIMIT, keeper.load()).catch(() => null);
  const { kind, reader, errands, platform = null, place = null } = await within(START_LIMIT, findReader());
  holding.reader = reader;
  if (errands) holding.errands = errands;
  reader?.watch((state) => tell({ type: 'reader', reader: state }));
  return { type: 'started', kept: holding.kept?.view ?? null, kind, platform, place, agreed: trail.load() };
};

/** Asks how the reservation is doing; the answer is kept too, for when there is no network. */
export const poll: Runner<'poll'> = async (world) => {
  const { kept } = world.holding;
  if (!kept) return null;
  try {
    const view = await world.api(kept.key).call('getReservation', { token: kept.ticket });
    return await learn(world, kept, view);
  } catch (error) {
    const status = error instanceof ApiProblem ? endedBy(error.problem.code) : undefined;
    if (!status) return { type: 'out-of-touch' };
    return learn(world, kept, { ...kept.view, status, now: world.now() });
  }
};

export const cancel: Runner<'cancel'> = async (world) => {
  const { kept } = world.holding;
  if (!kept) return null;
  const view = await world.api(kept.key).call('cancelReservation', { token: kept.ticket });
  return learn(world, kept, view);
};

async function learn({ holding, keeper }: World, kept: Kept, view: Kept['view']): Promise<Outcome | null> {
  if (holding.kept !== kept) return null;
  holding.kept = { ...kept, view };
  await keeper.save(holding.kept).catch(() => {});
  return { type: 'polled', view };
}

export const forget: Runner<'forget'> = async ({ drawer, holding, keeper }, { what }) => {
  drawer.forget(what);
  if (what.includes('kept')) {
    holding.kept = null;
    await keeper.clear();
  }
  return null;
};

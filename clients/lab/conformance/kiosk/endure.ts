import assert from 'node:assert/strict';
import type { EndpointName } from '#schema/contract/endpoints.ts';
import { NEW_PASSWORD } from '#clients/kiosk/test/hands.ts';
import type { Bench, Holder } from './bench.ts';
import { between, type Treatment } from './network.ts';
import { visit, type Acts, type Hand, type Seen } from './person.ts';
import type { Pull } from './reader.ts';

/** Milliseconds for a proof to reach the service after the visit. */
export const DELIVERY = 40_000;

/** What is done to a visit. */
export interface How {
  pull?: Pull;
  hostile?: { call: EndpointName; treatment: Treatment; times: number };
  holder?: Holder;
  hand?(bench: Bench, holder: Holder): Hand;
  /** What this person does otherwise than others. */
  acts?: Acts;
}

const ordinaryHand = ({ reader }: Bench, { card }: Holder): Hand => ({
  lay: () => reader.lay(card),
  take: () => reader.remove(),
});

/** One visit under these conditions, and what must hold whatever they are. */
export async function endure(
  bench: Bench,
  how: How = {},
): Promise<Seen & { holder: Holder; commands: number }> {
  const { page, reader } = bench;
  const holder = how.holder ?? (await bench.holder());
  const { sent, struck } = await between(page, how.hostile ?? null);
  const before = await holder.store.load();
  reader.begin(how.pull ?? null);
  const seen = await visit(page, (how.hand ?? ordinaryHand)(bench, holder), how.acts);
  const commands = reader.count;
  await reader.remove();
  await between(page, null);
  if (how.hostile) assert.ok(struck() > 0, `${how.hostile.call} was never called`);
  await agree(bench, holder, before.reset.counter, seen);
  for (const text of sent)
    assert.ok(!text.includes(NEW_PASSWORD), `the password went to ${text.split(' ')[0]}`);
  return { ...seen, holder, commands };
}

/** Card, service and screen say the same; no try was lost, for nothing wrong was typed. */
async function agree(
  { page }: Bench,
  holder: Holder,
  before: number,
  { told, screens }: Seen,
): Promise<void> {
  const { reset, references } = await holder.store.load();
  const written = reset.counter > before;
  const way = screens.join(' → ');
  assert.equal(
    told,
    written,
    `the card ${written ? 'has' : 'has not'} the password, and the screen said otherwise: ${way}`,
  );
  assert.equal(references.userPin.tries, 3, `${3 - references.userPin.tries} PIN tries lost: ${way}`);
  if ((await holder.state()) === 'none') return;
  for (const until = Date.now() + DELIVERY; ; await page.waitForTimeout(200)) {
    const state = await holder.state();
    if (written ? state === 'completed' : state === 'reserved') return;
    // A lease that nobody gave back ends by itself; a reset that never was is never recorded.
    if (!written && state === 'claimed') return;
    assert.ok(written && Date.now() < until, `written: ${written}, and the service says ${state}: ${way}`);
    await page.evaluate(() => void dispatchEvent(new Event('online')));
  }
}

/** It ends with the new password, in spite of all. */
export const succeeds = async (bench: Bench, how: How = {}): Promise<void> => {
  const { told, screens } = await endure(bench, how);
  assert.ok(told, `not done: ${screens.join(' → ')}`);
};

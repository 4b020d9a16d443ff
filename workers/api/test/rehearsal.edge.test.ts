import { expect, inject, it } from 'vitest';
import { ACTS } from './rehearsal/acts.ts';
import { rehearse, tableOf } from './rehearsal/rehearse.ts';
import { cardAt, emptyDatabase } from './world.ts';

const { journeys, seed } = inject('rehearsal');

it(
  `operators do all that they do, and nobody meets a fault: ${journeys} journeys from seed ${seed}`,
  async () => {
    await emptyDatabase();
    const [patient, ...walkers] = await Promise.all([0, 1, 2].map(cardAt));
    const rehearsed = await rehearse({ journeys, seed }, [patient!, ...walkers]);
    // oxlint-disable-next-line no-console -- the figures of a long run
    if (journeys > 100) console.log(tableOf(rehearsed));
    expect(rehearsed.faults).toEqual([]);
    expect(rehearsed.failed).toEqual({});
    expect(rehearsed.rows.map(({ act }) => act)).toEqual(ACTS.map(({ name }) => name));
    // People have to have met the closure and the pause, or nothing was put to the proof.
    expect(rehearsed.meant).toBeGreaterThan(0);
    expect(rehearsed.journeys).toBeGreaterThanOrEqual(journeys);
  },
  120_000 + journeys * 1_000,
);

import { expect, inject, it } from 'vitest';
import { Drill } from './restore/drill.ts';

const { runs, journeys, seed } = inject('restores');

it(
  `keeps every promise when the database is put back: ${runs} restores amid ${journeys} journeys each, from seed ${seed}`,
  async () => {
    const sum = { runs: 0, resets: 0, revoked: 0, reservationsLost: 0, chargesLost: 0, withoutRow: 0 };
    for (let n = 0; n < runs; n++) {
      const { resets, revoked, lost, withoutRow, faults } = await Drill.run(seed + n, journeys);
      expect(faults, `seed ${seed + n}`).toEqual([]);
      sum.runs += 1;
      sum.resets += resets;
      sum.revoked += revoked;
      sum.reservationsLost += lost.reservations;
      sum.chargesLost += lost.charges;
      sum.withoutRow += withoutRow;
    }
    // oxlint-disable-next-line no-console -- the figures of a long run
    console.log(JSON.stringify(sum));
    // Something has to be lost somewhere, or nothing was put to the proof; a few restores may find nothing.
    expect(runs < 5 || sum.reservationsLost > 0).toBe(true);
  },
  runs * (20_000 + journeys * 1_000),
);

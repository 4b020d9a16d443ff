import { beforeAll, describe, expect, inject, it } from 'vitest';
import { Schedule, type Tally } from './schedule/schedule.ts';
import { Stage } from './schedule/stage.ts';
import { emptyDatabase } from './world.ts';

const { runs, seed } = inject('schedules');

let stage: Stage;
beforeAll(async () => {
  await emptyDatabase();
  stage = await Stage.create();
});

describe('the back end under random schedules', () => {
  it(
    `does what the model does: ${runs} schedules from seed ${seed}`,
    async () => {
      const tally: Tally = {};
      for (let n = 0; n < runs; n++) {
        await new Schedule(stage, seed + n, tally).run();
        // oxlint-disable-next-line no-console -- the figures of a long run
        if ((n + 1) % 500 === 0) console.log(n + 1, JSON.stringify(tally, null, 1));
      }
      const met = Object.keys(tally);
      for (const what of [
        'reserve: ok',
        'claim: ok',
        'authorise: ok',
        'complete: ok',
        'claim: reservation-in-use',
        'claim: lost',
      ])
        expect(met).toContain(what);
    },
    runs * 2_000,
  );
});

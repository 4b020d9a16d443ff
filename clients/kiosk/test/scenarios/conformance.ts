import { describe, expect, it } from 'vitest';
import { openBench } from '#clients/lab/conformance/kiosk/bench.ts';
import { CARDS, NETWORK, tears } from '#clients/lab/conformance/kiosk/trials.ts';
import { openFaces } from '#clients/lab/people/faces.ts';
import { confirmKiosk, issueCode } from '#clients/operator/commands/kiosk.ts';
import { DISPLAYS } from '../browser.ts';
import type { Station } from '../station.ts';

/** Fewer than there are in a visit. */
const COMMANDS = 40;

/** A short form of `npm run lab -- kiosk:conformance`, drawn from all its trials. */
export function conformance(station: () => Station): void {
  describe('the conformance kit', () => {
    it('finds that the kiosk stands a torn card, a lost answer and a card without a reservation', async () => {
      const { system, browser, noon } = station();
      system.clock.moveTo(noon);
      const context = await browser.newContext({ viewport: DISPLAYS.landscape });
      const bench = await openBench(context, {
        page: `${system.origin}/kiosk/`,
        authority: system.lab.authority,
        camera: (await openFaces()).holderCamera,
        now: () => system.clock.now(),
        code: await issueCode(system.operator, 'Conformance'),
        confirm: async (thumbprint) => void (await confirmKiosk(system.operator, thumbprint)),
      });
      const lost = NETWORK.find(({ tried }) => tried === 'authorise gets through, and its answer is lost');
      const torn = tears(COMMANDS)[COMMANDS]!;
      for (const { run } of [CARDS[0]!, lost!, torn]) await expect(run(bench)).resolves.toBeUndefined();
      await bench.close();
      await context.close();
    });
  });
}

import { performance } from 'node:perf_hooks';
import { parseArgs } from 'node:util';
import { startLocalSystem, type LocalOptions } from '#clients/lab/system/system.ts';
import { openFaces } from '#clients/lab/people/faces.ts';
import { assembleCast } from './cast.ts';
import { walkJourney } from './journey.ts';
import { walkAfterMove } from './after-move.ts';
import { walkFromAbroad } from './from-abroad.ts';
import { showRefusals } from './refusals.ts';
import { jsonNarrator, textNarrator, type Narrator, type StepReport } from './report.ts';
import { comeAgain } from './second-time.ts';
import { StepFailed, Steps } from './steps.ts';

/** The whole demonstration on a system of its own. Answers every step's report; it ends at the first that goes wrong. */
export async function runDemo(
  narrator: Narrator,
  options: LocalOptions = {},
): Promise<readonly StepReport[]> {
  const from = performance.now();
  const steps = new Steps(narrator);
  steps.part('Before anything: both Workers, a database, cards');
  const system = await steps.does('Start both Workers under workerd; migrate D1', () =>
    startLocalSystem(options),
  );
  try {
    const faces = await steps.does('Open the pictures', () => openFaces());
    const cast = await steps.does('Found a PKI and issue eight cards', () =>
      assembleCast(system.lab.authority, faces, system.clock.now()),
    );
    const journey = await walkJourney(steps, system, cast);
    await comeAgain(steps, system, cast, journey);
    await walkAfterMove({ steps, system, cast, ...journey });
    await walkFromAbroad({ steps, system, cast });
    await showRefusals({ steps, system, cast, ...journey });
  } catch (error) {
    if (!(error instanceof StepFailed)) throw error;
  } finally {
    await system.stop();
    narrator.finish(steps.reports, performance.now() - from);
  }
  return steps.reports;
}

const write = (text: string) => void process.stdout.write(text);

if (import.meta.main) {
  const { values } = parseArgs({
    options: {
      json: { type: 'boolean', default: false },
      /** Take the matcher away, to see that nothing is made up. */
      'without-matcher': { type: 'boolean', default: false },
    },
  });
  const narrator = values.json ? jsonNarrator(write) : textNarrator(write);
  const reports = await runDemo(narrator, { withoutMatcher: values['without-matcher'] });
  process.exitCode = reports.every(({ ok }) => ok) ? 0 : 1;
}

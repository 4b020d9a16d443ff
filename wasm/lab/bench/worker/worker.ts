import { WorkerEntrypoint } from 'cloudflare:workers';
import { linearMemory } from './memories.ts';
import { prepareStages, type Stage } from '../stages.ts';
import { createFaceEngine } from '#wasm/engine.ts';
import { ortSessions } from '#wasm/runtime/ort.ts';
import { workerdRuntime } from '#wasm/runtime/workerd.ts';

let stages: ReturnType<typeof prepareStages> | undefined;
const engine = createFaceEngine(workerdRuntime);

/** For the bench only: stages of the pipeline one by one, so that they can be timed from outside. */
export class Stages extends WorkerEntrypoint {
  async prepare(jpeg: Uint8Array, jpeg2000: Uint8Array): Promise<void> {
    stages = prepareStages(workerdRuntime, ortSessions(workerdRuntime), jpeg, jpeg2000);
    await stages;
  }

  async run(stage: Stage, times: number): Promise<void> {
    const run = (await stages!)[stage];
    for (let time = 0; time < times; time++) await run();
  }
}

/** For the memory command only: many verifications in one call, so that nothing but the matcher is measured. */
export class Measured extends WorkerEntrypoint {
  /** @param hostile taken in turn, one for every fourth verification; none if empty. */
  async verify(count: number, jpeg: Uint8Array, jpeg2000: Uint8Array, hostile: Uint8Array[]): Promise<void> {
    for (let number = 0; number < count; number++) {
      const bad = number % 4 === 3 ? hostile[(number >> 2) % hostile.length] : undefined;
      if (bad) await engine.embedReference(bad);
      const { embedding } = await engine.embedReference(jpeg2000);
      const frames = [jpeg, bad ?? jpeg].map((image, at) => ({ image, capturedAt: 600 * at }));
      await engine.examine({ reference: embedding!, frames, steps: ['left', 'up', 'down'] });
    }
  }

  linearMemory(): number[] {
    return linearMemory();
  }
}

export default { fetch: () => new Response(null, { status: 404 }) };

import { WorkerEntrypoint } from 'cloudflare:workers';
import { linearMemory } from './memories.ts';
import type { MatcherRpc, Presentation, PresentationFacts, ReferenceFacts } from '#schema/contract/face.ts';
import { prepareStages, type Stage } from '#wasm/bench/stages.ts';
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

/** For the memory command only: the matcher, with what its WebAssembly holds. */
export class MeasuredMatcher extends WorkerEntrypoint implements MatcherRpc {
  embedReference(photo: Uint8Array): Promise<ReferenceFacts> {
    return engine.embedReference(photo);
  }

  examine(presentation: Presentation): Promise<PresentationFacts> {
    return engine.examine(presentation);
  }

  linearMemory(): number[] {
    return linearMemory();
  }
}

export default { fetch: () => new Response(null, { status: 404 }) };

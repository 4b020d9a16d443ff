import { WorkerEntrypoint } from 'cloudflare:workers';
import type { MatcherRpc, Presentation, PresentationFacts, ReferenceFacts } from '#schema/contract/face.ts';
import { createFaceEngine } from '#wasm/engine.ts';
import { workerdRuntime } from '#wasm/runtime/workerd.ts';

const engine = createFaceEngine(workerdRuntime);

/** The matcher. It has no bindings: whatever a hostile picture does to it, there is nothing here to reach. */
export class Matcher extends WorkerEntrypoint implements MatcherRpc {
  warm(): Promise<void> {
    return engine.warm();
  }

  embedReference(photo: Uint8Array): Promise<ReferenceFacts> {
    return engine.embedReference(photo);
  }

  examine(presentation: Presentation): Promise<PresentationFacts> {
    return engine.examine(presentation);
  }
}

/** Nothing is served to the outside: the matcher is called over RPC only. */
export default {
  fetch: () => new Response(null, { status: 404 }),
} satisfies ExportedHandler;

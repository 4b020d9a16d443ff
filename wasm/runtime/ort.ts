import * as ort from 'onnxruntime-web/wasm';
import { release } from '../decode/raster.ts';
import { ModuleToken } from './instantiate.ts';
import type { OpenSession, Runtime, Session } from './port.ts';

/** Opens models with ONNX Runtime's WebAssembly build, one thread. */
export function ortSessions(runtime: Pick<Runtime, 'wasm'>): OpenSession {
  let token: ModuleToken | undefined;
  return async (model) => {
    token ??= new ModuleToken(await runtime.wasm.ort());
    ort.env.wasm.numThreads = 1;
    ort.env.wasm.wasmBinary = token.bytes;
    ort.env.logLevel = 'error';
    const session = await token.run(() =>
      ort.InferenceSession.create(model, { executionProviders: ['wasm'], graphOptimizationLevel: 'all' }),
    );
    return sessionOf(session);
  };
}

/** @param Tensor the class that belongs to the session's build. */
export function sessionOf(session: ort.InferenceSession, Tensor = ort.Tensor): Session {
  const [meta, ...others] = session.inputMetadata;
  if (!meta?.isTensor || others.length > 0) throw new Error('a model with one tensor input was expected');
  // Left open is how many pictures are looked at at once.
  const shape = meta.shape.map((size) => (typeof size === 'number' && size > 0 ? size : 1));
  return {
    shape: meta.shape,
    async run(input) {
      const results = await session.run({ [meta.name]: new Tensor('float32', input, shape) });
      release(input);
      return Object.fromEntries(
        Object.entries(results).map(([name, tensor]) => [name, tensor.data as Float32Array]),
      );
    },
  };
}

import * as ort from 'onnxruntime-node';
import type { OpenSession } from './port.ts';

/** Node only, for comparison: ONNX Runtime as native code, one thread. */
export const nativeSessions: OpenSession = async (model) => {
  const session = await ort.InferenceSession.create(model, { intraOpNumThreads: 1, interOpNumThreads: 1 });
  const [meta] = session.inputMetadata;
  if (!meta?.isTensor) throw new Error('a model with one tensor input was expected');
  const shape = meta.shape.map(Number);
  return {
    async run(input) {
      const results = await session.run({ [meta.name]: new ort.Tensor('float32', input, shape) });
      return Object.fromEntries(
        Object.entries(results).map(([name, tensor]) => [name, tensor.data as Float32Array]),
      );
    },
  };
};

import { OnnxGraph } from '../graph.ts';
import { OPERATORS, type Value } from './operators.ts';
import { readTflite, type TfliteModel } from './reader.ts';

/**
 * A TFLite file (one subgraph, one NHWC input, float or float16 weights) as ONNX with an NCHW input of the same name.
 * Outputs keep their names; rank-4 outputs become NCHW.
 */
export function convertTflite(name: string, file: Uint8Array): Uint8Array {
  const model = readTflite(file);
  const graph = new OnnxGraph(name);
  const values = new Map<number, Value>();
  model.tensors.forEach(({ data, shape }, index) => {
    if (data) values.set(index, { kind: 'constant', data, shape });
  });
  for (const index of model.inputs) {
    const [, height, width, channels] = model.tensors[index]!.shape as [number, number, number, number];
    const tensor = graph.input(model.tensors[index]!.name, [1, channels, height, width]);
    values.set(index, { kind: 'tensor', tensor, shape: [1, height, width, channels] });
  }
  for (const operation of model.operations) {
    const convert = OPERATORS[operation.code];
    if (!convert) throw new Error(`TFLite operator ${operation.code} is not converted`);
    const output = operation.outputs[0]!;
    const shape = model.tensors[output]!.shape;
    const inputs = operation.inputs.map((index) => values.get(index)!);
    values.set(output, convert({ graph, inputs, options: operation.options, shape }));
  }
  publish(graph, model, values);
  return graph.encode();
}

function publish(graph: OnnxGraph, model: TfliteModel, values: Map<number, Value>): void {
  for (const index of model.outputs) {
    const value = values.get(index)!;
    if (value.kind !== 'tensor') throw new Error('a constant is no output');
    const [n, h, w, c] = value.shape as [number, number, number, number];
    graph.output(
      model.tensors[index]!.name,
      value.tensor,
      value.shape.length === 4 ? [n, c, h, w] : value.shape,
    );
  }
}

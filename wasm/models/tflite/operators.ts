import type { OnnxGraph } from '../graph.ts';
import { ohwiToOihw, samePadding } from '../layout.ts';
import type { Options } from './reader.ts';

/** What an index of the TFLite graph stands for. `shape` is TensorFlow's (NHWC). */
export type Value =
  | { kind: 'constant'; data: Float32Array; shape: number[] }
  | { kind: 'tensor'; tensor: string; shape: number[] };

interface Call {
  graph: OnnxGraph;
  inputs: Value[];
  options: Options;
  /** Shape of the output (NHWC). */
  shape: number[];
}

/** Converters by builtin operator code; only what is met in MediaPipe's models and in foreign ones. */
export const OPERATORS: Record<number, (call: Call) => Value> = {
  0: (call) => activated(call, call.graph.node('Add', call.inputs.map(tensorOf)), call.options.byte(0)),
  2: concatenate,
  3: convolve,
  4: convolveDepthwise,
  6: ({ inputs }) => inputs[0]!,
  17: maxPool,
  18: (call) => result(call, call.graph.node('Mul', call.inputs.map(operandOf(call)))),
  19: (call) => result(call, call.graph.node('Relu', [tensorOf(call.inputs[0]!)])),
  22: reshape,
  34: pad,
  41: (call) => result(call, call.graph.node('Sub', call.inputs.map(operandOf(call)))),
  54: parametricRelu,
  101: (call) => result(call, call.graph.node('Abs', [tensorOf(call.inputs[0]!)])),
};

type Quad = [number, number, number, number];
/** Where axis N, H, W or C of NHWC is in NCHW. */
const AXIS = [0, 2, 3, 1];

function tensorOf(value: Value): string {
  if (value.kind === 'constant') throw new Error('a computed tensor was expected');
  return value.tensor;
}

/** A computed tensor, or a constant for each channel. */
const operandOf =
  ({ graph }: Call) =>
  (value: Value): string => {
    if (value.kind === 'tensor') return value.tensor;
    const channels = value.shape.at(-1)!;
    return graph.constant(channelsFirst(value.data, channels), [channels, 1, 1]);
  };

function constantOf(value: Value | undefined): Float32Array {
  if (value?.kind !== 'constant') throw new Error('a constant was expected');
  return value.data;
}

function result({ shape }: Call, tensor: string): Value {
  return { kind: 'tensor', tensor, shape: [1, ...shape.slice(1)] };
}

function activated(call: Call, tensor: string, activation: number): Value {
  if (activation === 0) return result(call, tensor);
  if (activation === 1) return result(call, call.graph.node('Relu', [tensor]));
  throw new Error(`fused activation ${activation} is not converted`);
}

function padding(call: Call, kernel: [number, number], stride: [number, number]): Quad {
  const [, height, width] = call.inputs[0]!.shape as Quad;
  return call.options.byte(0) === 0 ? samePadding([height, width], kernel, stride) : [0, 0, 0, 0];
}

function convolve(call: Call): Value {
  const { graph, inputs, options } = call;
  const [o, h, w, i] = inputs[1]!.shape as Quad;
  const stride: [number, number] = [options.int(2, 1), options.int(1, 1)];
  const weights = graph.constant(ohwiToOihw(constantOf(inputs[1]), [o, h, w, i]), [o, i, h, w]);
  const bias = graph.constant(constantOf(inputs[2]), [o]);
  const tensor = graph.node('Conv', [tensorOf(inputs[0]!), weights, bias], {
    kernel_shape: [h, w],
    strides: stride,
    pads: padding(call, [h, w], stride),
  });
  return activated(call, tensor, options.byte(3));
}

function convolveDepthwise(call: Call): Value {
  const { graph, inputs, options } = call;
  const [, h, w, channels] = inputs[1]!.shape as Quad;
  const stride: [number, number] = [options.int(2, 1), options.int(1, 1)];
  const planes = channelsFirst(constantOf(inputs[1]), channels);
  const weights = graph.constant(planes, [channels, 1, h, w]);
  const bias = graph.constant(constantOf(inputs[2]), [channels]);
  const tensor = graph.node('Conv', [tensorOf(inputs[0]!), weights, bias], {
    kernel_shape: [h, w],
    strides: stride,
    pads: padding(call, [h, w], stride),
    group: channels,
  });
  return activated(call, tensor, options.byte(4));
}

function maxPool(call: Call): Value {
  const { graph, inputs, options } = call;
  const stride: [number, number] = [options.int(2, 1), options.int(1, 1)];
  const kernel: [number, number] = [options.int(4, 1), options.int(3, 1)];
  const pads = padding(call, kernel, stride);
  const attributes = { kernel_shape: kernel, strides: stride, pads };
  return activated(call, graph.node('MaxPool', [tensorOf(inputs[0]!)], attributes), options.byte(5));
}

function concatenate(call: Call): Value {
  const { graph, inputs, options, shape } = call;
  const axis = options.int(0);
  return result(
    call,
    graph.node('Concat', inputs.map(tensorOf), { axis: shape.length === 4 ? AXIS[axis]! : axis }),
  );
}

function reshape(call: Call): Value {
  const { graph, inputs, shape } = call;
  const channelsLast = graph.node('Transpose', [tensorOf(inputs[0]!)], { perm: [0, 2, 3, 1] });
  return result(call, graph.node('Reshape', [channelsLast, graph.integers([1, ...shape.slice(1)])]));
}

function pad(call: Call): Value {
  const { graph, inputs } = call;
  const amounts = constantOf(inputs[1]);
  const order = [0, 3, 1, 2];
  const pads = [...order.map((axis) => amounts[2 * axis]!), ...order.map((axis) => amounts[2 * axis + 1]!)];
  return result(call, graph.node('Pad', [tensorOf(inputs[0]!), graph.integers(pads)]));
}

function parametricRelu(call: Call): Value {
  const { graph, inputs } = call;
  const channels = inputs[1]!.shape.at(-1)!;
  const slope = graph.constant(channelsFirst(constantOf(inputs[1]), channels), [channels, 1, 1]);
  return result(call, graph.node('PRelu', [tensorOf(inputs[0]!), slope]));
}

function channelsFirst(data: Float32Array, channels: number): Float32Array {
  const area = data.length / channels;
  return Float32Array.from(data, (_, at) => data[(at % area) * channels + Math.floor(at / area)]!);
}

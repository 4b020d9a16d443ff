import { OnnxGraph } from '#wasm/models/graph.ts';
import { dequantise, type StoredWeights } from './weights.ts';

const SIZE = 150;
/** Residual blocks by width; a block named `_down` halves the picture and widens it first. */
const STAGES: { width: number; down: string | null; blocks: string[] }[] = [
  { width: 32, down: null, blocks: ['conv32_1', 'conv32_2', 'conv32_3'] },
  { width: 64, down: 'conv64_down', blocks: ['conv64_1', 'conv64_2', 'conv64_3'] },
  { width: 128, down: 'conv128_down', blocks: ['conv128_1', 'conv128_2'] },
  { width: 256, down: 'conv256_down', blocks: ['conv256_1', 'conv256_2'] },
  { width: 256, down: 'conv256_down_out', blocks: [] },
];

interface Features {
  tensor: string;
  size: number;
  channels: number;
}

/**
 * dlib's face recognition ResNet from face-api's weights as ONNX: `input` [1,3,150,150] → `output` [1,128].
 * Kernels stored in one byte a weight stay so (DequantizeLinear per output channel), all with dlib's affine layers folded in.
 */
export function buildDlib(weights: Map<string, StoredWeights>): Uint8Array {
  const builder = new DlibBuilder(weights);
  return builder.build();
}

class DlibBuilder {
  private readonly graph = new OnnxGraph('dlib-face-recognition-resnet');
  private readonly weights: Map<string, StoredWeights>;

  constructor(weights: Map<string, StoredWeights>) {
    this.weights = weights;
  }

  build(): Uint8Array {
    const input = this.graph.input('input', [1, 3, SIZE, SIZE]);
    const first = this.convolution(input, 'conv32_down', { stride: 2, pad: 0, relu: true });
    const pooled = this.graph.node('MaxPool', [first], { kernel_shape: [3, 3], strides: [2, 2] });
    let features: Features = { tensor: pooled, size: 35, channels: 32 };
    for (const { width, down, blocks } of STAGES) {
      if (down) features = this.downBlock(features, down, width);
      for (const block of blocks)
        features = { ...features, tensor: this.residualBlock(features.tensor, block) };
    }
    const mean = this.graph.node('GlobalAveragePool', [features.tensor]);
    const flat = this.graph.node('Flatten', [mean], { axis: 1 });
    const last = this.stored('fc');
    const projection = this.graph.constant(dequantise(last), last.shape);
    this.graph.output('output', this.graph.node('MatMul', [flat, projection]), [1, 128]);
    return this.graph.encode();
  }

  private stored(name: string): StoredWeights {
    const found = this.weights.get(name);
    if (!found) throw new Error(`${name} is missing from the dlib weights`);
    return found;
  }

  private residualBlock(tensor: string, name: string): string {
    const inner = this.convolution(tensor, `${name}/conv1`, { stride: 1, pad: 1, relu: true });
    const outer = this.convolution(inner, `${name}/conv2`, { stride: 1, pad: 1, relu: false });
    return this.graph.node('Relu', [this.graph.node('Add', [outer, tensor])]);
  }

  /** face-api pads the smaller of the two branches at right and bottom, and missing channels with zeros. */
  private downBlock({ tensor, size, channels }: Features, name: string, width: number): Features {
    const inner = this.convolution(tensor, `${name}/conv1`, { stride: 2, pad: 0, relu: true });
    const outer = this.convolution(inner, `${name}/conv2`, { stride: 1, pad: 1, relu: false });
    const pooled = this.graph.node('AveragePool', [tensor], { kernel_shape: [2, 2], strides: [2, 2] });
    const convolved = Math.floor((size - 3) / 2) + 1;
    const halved = Math.floor(size / 2);
    const next = Math.max(convolved, halved);
    const sum = this.graph.node('Add', [
      this.padded(pooled, width - channels, next - halved),
      this.padded(outer, 0, next - convolved),
    ]);
    return { tensor: this.graph.node('Relu', [sum]), size: next, channels: width };
  }

  private padded(tensor: string, channels: number, rows: number): string {
    if (channels === 0 && rows === 0) return tensor;
    return this.graph.node('Pad', [tensor, this.graph.integers([0, 0, 0, 0, 0, channels, rows, rows])]);
  }

  private convolution(
    tensor: string,
    name: string,
    { stride, pad, relu }: { stride: number; pad: number; relu: boolean },
  ): string {
    const filters = this.stored(`${name}/conv/filters`);
    const scale = dequantise(this.stored(`${name}/scale/weights`));
    const shift = dequantise(this.stored(`${name}/scale/biases`));
    const bias = dequantise(this.stored(`${name}/conv/bias`)).map(
      (value, at) => value * scale[at]! + shift[at]!,
    );
    const kernel = this.kernel(filters, scale);
    const inputs = [tensor, kernel, this.graph.constant(bias, [bias.length])];
    const size = filters.shape[0]!;
    const attributes = { kernel_shape: [size, size], strides: [stride, stride], pads: [pad, pad, pad, pad] };
    const output = this.graph.node('Conv', inputs, attributes);
    return relu ? this.graph.node('Relu', [output]) : output;
  }

  private kernel({ shape, stored, scale, min }: StoredWeights, channelScale: Float32Array): string {
    const [h, w, i, o] = shape as [number, number, number, number];
    const reordered = hwioToOihw(Float32Array.from(stored), [h, w, i, o]);
    if (stored instanceof Float32Array) {
      const area = i * h * w;
      const scaled = reordered.map((value, at) => value * channelScale[Math.floor(at / area)]!);
      return this.graph.constant(scaled, [o, i, h, w]);
    }
    const ordered = Uint8Array.from(reordered);
    const zero = new Uint8Array(o).fill(Math.round(-min / scale));
    return this.graph.node(
      'DequantizeLinear',
      [
        this.graph.constant(ordered, [o, i, h, w]),
        this.graph.constant(
          channelScale.map((value) => value * scale),
          [o],
        ),
        this.graph.constant(zero, [o]),
      ],
      { axis: 0 },
    );
  }
}

/** [height, width, in, out] → [out, in, height, width] */
function hwioToOihw(data: Float32Array, [h, w, i, o]: [number, number, number, number]): Float32Array {
  const result = new Float32Array(data.length);
  const area = h * w;
  for (let at = 0; at < area; at++)
    for (let ci = 0; ci < i; ci++)
      for (let co = 0; co < o; co++) result[(co * i + ci) * area + at] = data[(at * i + ci) * o + co]!;
  return result;
}

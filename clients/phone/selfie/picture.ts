/** Longest side of the picture that is looked at for hints; the engine needs no more. */
const HINT_SIDE = 480;
/** Longest side of the picture that is sent. */
const SENT_SIDE = 1280;
const MOST_BYTES = 400 * 1_024;
const QUALITIES = [0.92, 0.85, 0.75, 0.6, 0.4];

/** Takes pictures off a camera's element. One canvas of each size, cleared by `forget`. */
export interface Grabber {
  /** The picture of the moment, small; null before there is one. */
  small(): ImageData | null;
  /** The picture of the moment as JPEG of at most 400 KiB. */
  jpeg(): Promise<Uint8Array<ArrayBuffer> | null>;
  forget(): void;
}

type Source = HTMLVideoElement | HTMLCanvasElement;

export function createGrabber(source: Source): Grabber {
  const [hint, sent] = [document.createElement('canvas'), document.createElement('canvas')];
  return {
    small() {
      const context = draw(source, hint, HINT_SIDE);
      return context?.getImageData(0, 0, hint.width, hint.height) ?? null;
    },
    jpeg: async () => (draw(source, sent, SENT_SIDE) ? encode(sent) : null),
    forget() {
      for (const canvas of [hint, sent]) canvas.width = canvas.height = 0;
    },
  };
}

const sizeOf = (source: Source) =>
  source instanceof HTMLVideoElement
    ? { width: source.videoWidth, height: source.videoHeight }
    : { width: source.width, height: source.height };

function draw(source: Source, canvas: HTMLCanvasElement, side: number): CanvasRenderingContext2D | null {
  const { width, height } = sizeOf(source);
  if (width === 0 || height === 0) return null;
  const scale = Math.min(1, side / Math.max(width, height));
  canvas.width = Math.round(width * scale);
  canvas.height = Math.round(height * scale);
  const context = canvas.getContext('2d', { willReadFrequently: true });
  context?.drawImage(source, 0, 0, canvas.width, canvas.height);
  return context;
}

async function encode(canvas: HTMLCanvasElement): Promise<Uint8Array<ArrayBuffer> | null> {
  for (const quality of QUALITIES) {
    const blob = await new Promise<Blob | null>((resolve) => canvas.toBlob(resolve, 'image/jpeg', quality));
    if (blob && blob.size <= MOST_BYTES) return new Uint8Array(await blob.arrayBuffer());
  }
  return null;
}

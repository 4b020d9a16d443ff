import { PhoneFailure, type Aim, type Camera } from '#clients/phone/ports.ts';

/** How long a simulated head takes to do what it is asked, in milliseconds. */
const REACTION = 700;
/** A head is never quite still: milliseconds between two pictures, and pixels by which they differ. */
const STIR_EVERY = 150;
const STIR = 10;
/** Longest side of the simulated picture. */
const SIDE = 1280;

const urlOf = (aim: Aim) => `/lab/selfie/${aim}.jpg`;

/** A camera that shows the local system's prepared portraits, by what is asked for. Lab build only. */
export const labCamera: Camera = {
  kind: 'simulated',
  async open() {
    const canvas = document.createElement('canvas');
    const pictures = new Map<Aim, Promise<ImageBitmap>>();
    const pictureOf = (aim: Aim) => {
      const loading = pictures.get(aim) ?? load(aim);
      pictures.set(aim, loading);
      return loading;
    };
    let shown = await pictureOf('straight');
    draw(canvas, shown);
    const alive = setInterval(() => draw(canvas, shown), STIR_EVERY);
    const show = async (aim: Aim) => {
      const picture = await pictureOf(aim).catch(() => null);
      shown = picture ?? shown;
    };
    return {
      element: canvas,
      aim: (aim) => void setTimeout(() => void show(aim), REACTION),
      close: () => clearInterval(alive),
    };
  },
};

async function load(aim: Aim): Promise<ImageBitmap> {
  const response = await fetch(urlOf(aim), { cache: 'no-store' }).catch(() => null);
  if (!response?.ok) throw new PhoneFailure('camera-missing');
  return createImageBitmap(await response.blob());
}

function draw(canvas: HTMLCanvasElement, picture: ImageBitmap): void {
  const scale = Math.min(1, SIDE / Math.max(picture.width, picture.height));
  canvas.width = Math.round(picture.width * scale);
  canvas.height = Math.round(picture.height * scale);
  const [x, y] = [stir(), stir()];
  canvas.getContext('2d')?.drawImage(picture, -x, -y, canvas.width + STIR, canvas.height + STIR);
}

const stir = () => Math.round(Math.random() * STIR);

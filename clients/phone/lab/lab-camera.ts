import { PhoneFailure, type Aim, type Camera } from '../ports.ts';

/** How long a simulated head takes to do what it is asked, in milliseconds. */
const REACTION = 700;
/** Longest side of the simulated picture. */
const SIDE = 1280;

const urlOf = (aim: Aim) => `/lab/selfie/${aim}.jpg`;

/** A camera that shows the local system's prepared portraits, by what is asked for. Lab build only. */
export const labCamera: Camera = {
  kind: 'simulated',
  async open() {
    const canvas = document.createElement('canvas');
    const pictures = new Map<Aim, Promise<ImageBitmap>>();
    let wanted: Aim = 'straight';
    const show = async (aim: Aim) => {
      const loading = pictures.get(aim) ?? load(aim);
      pictures.set(aim, loading);
      const picture = await loading;
      if (aim === wanted) draw(canvas, picture);
    };
    await show('straight');
    return {
      element: canvas,
      aim(aim) {
        wanted = aim;
        setTimeout(() => void show(aim).catch(() => {}), REACTION);
      },
      close: () => canvas.getContext('2d')?.clearRect(0, 0, canvas.width, canvas.height),
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
  // No two pictures of a head are the same; the service knows that too.
  canvas.getContext('2d')?.drawImage(picture, -stir(), -stir(), canvas.width + 8, canvas.height + 8);
}

const stir = () => Math.round(Math.random() * 8);

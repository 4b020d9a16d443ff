import { fileURLToPath } from 'node:url';

/** The project's root, with a separator at its end. */
export const ROOT = fileURLToPath(new URL('../../../', import.meta.url));

/** Everything the local system makes: bundles, pages, lab keys, state. Never committed; may be deleted at any time. */
export const MADE = `${ROOT}.kaijo/`;

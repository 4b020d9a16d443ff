import settled from './knip.json' with { type: 'json' };
import { LAB } from './lab.ts';

/** Nothing imports what only `npm run lab` starts: its table says so. */
export default { ...settled, entry: [...settled.entry, ...Object.values(LAB).map(([file]) => file)] };

// Not translated yet.
export { trouble } from '../en/trouble.ts';

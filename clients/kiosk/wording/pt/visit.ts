export { visit } from '../en/visit.ts';

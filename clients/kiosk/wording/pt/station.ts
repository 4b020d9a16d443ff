export { station } from '../en/station.ts';

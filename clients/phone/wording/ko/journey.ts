// Not translated yet.
export { journey } from '../en/journey.ts';

export { createApi, type Api } from './api.ts';
export { createDpopKey, thumbprintOf } from './dpop.ts';
export { ApiProblem, NetworkFailure } from './failure.ts';

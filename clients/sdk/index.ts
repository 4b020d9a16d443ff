export { createApi, type Api, type ApiOptions, type ApiRequest } from './api.ts';
export { createDpopKey, thumbprintOf } from './dpop.ts';
export { ApiProblem, NetworkFailure } from './failure.ts';

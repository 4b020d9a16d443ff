import type { Api } from '#clients/sdk/index.ts';
import type { Service } from '../ports.ts';
import { serviceTrouble } from './trouble.ts';

/** The service as the kiosk sees it: an answer, or the trouble in place of one. */
export function connectService(api: Api): Service {
  return {
    async call(name, request) {
      try {
        return { ok: true, value: await api.call(name, request) };
      } catch (error) {
        return { ok: false, trouble: serviceTrouble(error) };
      }
    },
  };
}

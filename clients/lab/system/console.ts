import { env } from 'cloudflare:workers';
import type { OperatorRpc } from '#schema/contract/operator-acts.ts';
import { createConsole } from '#workers/console/console.ts';
import { onThisMachine } from './local-login.ts';

/** `ASSETS` is not there where no pages were built. */
const { OPERATOR, ASSETS } = env as unknown as { OPERATOR: OperatorRpc; ASSETS?: Fetcher };

/** The console for the local system: the same in all but who may come in. */
export default {
  fetch: createConsole({
    identify: onThisMachine('local'),
    operator: OPERATOR,
    pages: async (request) => (await ASSETS?.fetch(request)) ?? new Response(null, { status: 404 }),
    // oxlint-disable-next-line no-console -- standard output is where Workers Logs reads from
    log: (line) => console.log(JSON.stringify(line)),
  }),
} satisfies ExportedHandler;

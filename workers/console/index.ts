import { env } from 'cloudflare:workers';
import type { OperatorRpc } from '#schema/contract/operator-acts.ts';
import { readAccess } from './config.ts';
import { createConsole } from './console.ts';
import { identifier } from './login.ts';

const { OPERATOR, ASSETS, ...variables } = env as unknown as {
  OPERATOR: OperatorRpc;
  ASSETS: Fetcher;
} & Record<string, unknown>;

/** The console: operators' page, and their way to the API's operator entrypoint. It has neither database nor keys. */
export default {
  fetch: createConsole({
    identify: identifier(readAccess(variables), (...request) => fetch(...request)),
    operator: OPERATOR,
    pages: (request) => ASSETS.fetch(request),
    // oxlint-disable-next-line no-console -- standard output is where Workers Logs reads from
    log: (line) => console.log(JSON.stringify(line)),
  }),
} satisfies ExportedHandler;

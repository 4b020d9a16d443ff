import { env } from 'cloudflare:workers';
import type { OperatorRpc } from '#schema/contract/operator-acts.ts';
import { readLogin } from './config.ts';
import { createConsole } from './console.ts';
import { identifier } from './login.ts';

const { OPERATOR, ...variables } = env as unknown as { OPERATOR: OperatorRpc } & Record<string, unknown>;

/** The console: a way for operators to the API's operator entrypoint. It has neither database nor keys. */
export default {
  fetch: createConsole(
    identifier(readLogin(variables), (...request) => fetch(...request)),
    OPERATOR,
    // oxlint-disable-next-line no-console -- standard output is where Workers Logs reads from
    (line) => console.log(JSON.stringify(line)),
  ),
} satisfies ExportedHandler;

import { WorkerEntrypoint } from 'cloudflare:workers';
import {
  OPERATOR_CALLS,
  type OperatorCall,
  type OperatorReply,
  type OperatorRpc,
} from '#schema/contract/operator-acts.ts';

/** Answers any call of an operator. */
export type Operate = <C extends OperatorCall>(
  call: C,
  actor: string,
  asked: unknown,
) => Promise<OperatorReply<C>>;

/**
 * What `workers/console` is bound to: operators' acts and nothing else. Whoever is bound to it is believed about the
 * actor, so nobody else may be.
 */
export function operatorEntrypoint(operate: Operate) {
  class OperatorEntrypoint extends WorkerEntrypoint {}
  // Every call is a method of its own, on the prototype: RPC reaches no other.
  for (const call of Object.keys(OPERATOR_CALLS) as OperatorCall[])
    Object.defineProperty(OperatorEntrypoint.prototype, call, {
      value: (actor: string, asked: unknown) => operate(call, actor, asked),
    });
  return OperatorEntrypoint as unknown as new (
    ...given: ConstructorParameters<typeof WorkerEntrypoint>
  ) => WorkerEntrypoint & OperatorRpc;
}

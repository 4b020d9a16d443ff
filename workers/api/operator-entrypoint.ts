import { WorkerEntrypoint } from 'cloudflare:workers';
import type { OperatorCall, OperatorReply, OperatorRpc } from '#schema/contract/operator-acts.ts';

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
  return class extends WorkerEntrypoint implements OperatorRpc {
    issueCodes(actor: string, asked: unknown) {
      return operate('issueCodes', actor, asked);
    }
    confirmKiosks(actor: string, asked: unknown) {
      return operate('confirmKiosks', actor, asked);
    }
    suspendKiosks(actor: string, asked: unknown) {
      return operate('suspendKiosks', actor, asked);
    }
    resumeKiosks(actor: string, asked: unknown) {
      return operate('resumeKiosks', actor, asked);
    }
    revokeKiosks(actor: string, asked: unknown) {
      return operate('revokeKiosks', actor, asked);
    }
    labelKiosks(actor: string, asked: unknown) {
      return operate('labelKiosks', actor, asked);
    }
    listKiosks(actor: string, asked: unknown) {
      return operate('listKiosks', actor, asked);
    }
    weighClosure(actor: string, asked: unknown) {
      return operate('weighClosure', actor, asked);
    }
    planClosure(actor: string, asked: unknown) {
      return operate('planClosure', actor, asked);
    }
    closeNow(actor: string, asked: unknown) {
      return operate('closeNow', actor, asked);
    }
    openNow(actor: string, asked: unknown) {
      return operate('openNow', actor, asked);
    }
    endClosure(actor: string, asked: unknown) {
      return operate('endClosure', actor, asked);
    }
    listClosures(actor: string, asked: unknown) {
      return operate('listClosures', actor, asked);
    }
    readStatus(actor: string, asked: unknown) {
      return operate('readStatus', actor, asked);
    }
    readTrail(actor: string, asked: unknown) {
      return operate('readTrail', actor, asked);
    }
  };
}

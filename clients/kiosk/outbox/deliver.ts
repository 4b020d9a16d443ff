import type { Service } from '../ports.ts';
import { passes, type Trouble } from '../state/trouble.ts';
import type { Evidence, EvidenceStore, Of } from './evidence.ts';

/** What a flush came to. `taken`: ids the service has; `waiting`: proofs it has not; `pending`: all that is to be sent. */
export interface Flushed {
  taken: string[];
  waiting: number;
  pending: number;
}

type Sendable = Of<'release' | 'receipt' | 'status'>;
export const isSendable = (evidence: Evidence): evidence is Sendable =>
  evidence.kind !== 'begun' && evidence.kind !== 'held';

/** Seconds between tries for one piece of evidence: doubling from 2 up to an hour. */
const pause = (tries: number): number => Math.min(3_600, 2 ** Math.min(tries, 12));

/** Sends one piece; answers whether the service has taken it. What it has not taken stays, in the form that can still help. */
export async function deliver(
  store: EvidenceStore,
  service: Service,
  evidence: Sendable,
  now: number,
): Promise<boolean> {
  const answer = await offer(service, evidence);
  const kept = (await store.all()).find(({ id }) => id === evidence.id);
  // Replaced or settled while it was on its way: the newer word stands.
  if (kept?.kind !== evidence.kind || kept.at !== evidence.at) return answer.ok;
  if (answer.ok || isPointless(evidence, answer.trouble, now)) await store.remove(evidence.id);
  else await store.put(afterRefusal(evidence, answer.trouble, now));
  return answer.ok;
}

function offer(service: Service, evidence: Sendable) {
  switch (evidence.kind) {
    case 'receipt':
      return service.call('complete', { message: evidence.message });
    case 'status':
      return service.call('recover', { token: evidence.redemption, message: evidence.message });
    case 'release':
      return service.call('abort', {
        token: evidence.redemption,
        message: { reason: evidence.reason },
      });
  }
}

/** Seconds for which a claim made in the last moment may be held. */
const LONGEST_HOLD = 600;

/** A reservation need not be given back that is free by itself, or that the service will not take back. */
const isPointless = (evidence: Sendable, trouble: Trouble, now: number): boolean =>
  evidence.kind === 'release' && (evidence.expiresAt + LONGEST_HOLD < now || !passes(trouble));

/** A status was made for one redemption. Once that has run out only the card itself can be asked again. */
function afterRefusal(evidence: Sendable, trouble: Trouble, now: number): Evidence {
  const tries = evidence.tries + 1;
  const later = { tries, retryAt: now + pause(tries) };
  const outdated = trouble.from === 'service' && trouble.code === 'token-refused';
  if (evidence.kind !== 'status' || !outdated) return { ...evidence, ...later };
  const { redemption: _, message: __, ...begun } = evidence;
  return { ...begun, ...later, kind: 'begun' };
}

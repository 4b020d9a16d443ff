import * as v from 'valibot';
import {
  Actor,
  OPERATOR_CALLS,
  type Asked,
  type OperatorCall,
  type OperatorReply,
} from '#schema/contract/operator-acts.ts';
import { faultOf } from './domain/fault.ts';
import type { Ports } from './ports/index.ts';
import { OPERATIONS } from './services/operate.ts';

/** Answers one call of an operator. Nothing is thrown: what is asked wrongly or fails is a refusal with its code. */
export async function operate<C extends OperatorCall>(
  ports: Ports,
  call: C,
  actor: string,
  asked: unknown,
): Promise<OperatorReply<C>> {
  const now = ports.clock();
  const began = ports.stopwatch();
  const reply = await answer(ports, call, { actor, asked, now });
  const code = reply.ok ? null : reply.code;
  ports.log({
    at: now,
    operator: call,
    code,
    ms: Math.round(ports.stopwatch() - began),
    version: ports.version,
  });
  return reply;
}

/** What changes nothing, and so may be asked while the database is being restored. */
const READS: ReadonlySet<OperatorCall> = new Set([
  'weighClosure',
  'listKiosks',
  'listClosures',
  'readStatus',
  'readDay',
  'findVisit',
  'readTrail',
]);

async function answer<C extends OperatorCall>(
  ports: Ports,
  call: C,
  { actor, asked, now }: { actor: string; asked: unknown; now: number },
): Promise<OperatorReply<C>> {
  const message = v.safeParse(OPERATOR_CALLS[call], asked);
  if (!message.success || !v.is(Actor, actor)) return { ok: false, now, code: 'malformed-request' };
  if (ports.settings.paused && !READS.has(call)) return { ok: false, now, code: 'service-paused' };
  try {
    const value = await OPERATIONS[call](ports, message.output as Asked<C>, { actor, now });
    return typeof value === 'string' ? { ok: false, now, code: value } : { ok: true, now, value };
  } catch (error) {
    ports.log({ at: now, operator: call, version: ports.version, ...faultOf(error) });
    return { ok: false, now, code: 'internal' };
  }
}

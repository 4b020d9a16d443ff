import { fromBER, type BaseBlock } from 'asn1js';
import type { Octets } from '#schema/contract/card.ts';
import { requireDer } from './der.ts';
import { ok, refused, type Failure, type Result } from '../../domain/result.ts';

/** Why a piece of evidence was not believed. Thrown inside this folder only; `index.ts` turns it into a refusal. */
export class Untrusted extends Error {
  readonly failure: Failure;
  constructor(check: string, code: Failure['code'] = 'card-not-accepted') {
    super(check);
    this.name = 'Untrusted';
    this.failure = { code, check };
  }
}

/** Throws `Untrusted` naming the check unless it holds. */
export function require(holds: boolean, check: string, code?: Failure['code']): asserts holds {
  if (!holds) throw new Untrusted(check, code);
}

/**
 * Runs checks on a stranger's evidence. Whatever a parser or WebCrypto throws on it is the evidence's fault: the card
 * is not accepted, and the kind of error goes to the log.
 */
export async function examining<T>(check: () => Promise<T>): Promise<Result<T>> {
  try {
    return ok(await check());
  } catch (error) {
    if (error instanceof Untrusted) return { ok: false, failure: error.failure };
    return refused('card-not-accepted', `evidence-${kindOf(error)}`);
  }
}

/** What may be logged of something thrown: the check that failed, or the kind of error. Messages can carry data. */
export function kindOf(error: unknown): string {
  if (error instanceof Untrusted) return error.message;
  return error instanceof Error ? error.name : 'unknown';
}

/**
 * One ASN.1 value in DER, all of `bytes`: with anything behind it, it is refused. What strings of bits or octets mean is left
 * to who knows. Throws.
 */
export function parseAsn1(bytes: Octets, name: string): BaseBlock {
  const { offset, result } = fromBER(bytes, { parseEmbedded: false });
  require(offset === bytes.length, `${name}-length`);
  require(isDer(bytes), `${name}-der`);
  return result as BaseBlock;
}

function isDer(bytes: Octets): boolean {
  try {
    requireDer(bytes);
    return true;
  } catch {
    return false;
  }
}

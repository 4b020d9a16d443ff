import * as v from 'valibot';
import { deferred, type Deferred } from './deferred.ts';
import { CardFailure, type CardFailureCode } from './failure.ts';
import type { CardTransport } from './reader.ts';

// What the bridge beside a kiosk and the shell around a phone's page have in common: a reader reached by messages.

const FAILURES = ['no-card', 'card-removed', 'link-lost', 'reader-lost', 'reader-busy'] as const;
/** Failures that the far side reports; each is a `CardFailureCode`. */
export type RemoteFailure = (typeof FAILURES)[number];
export const RemoteFailure = v.picklist(FAILURES);

/** The message in a text, or null when the text is longer than `longest` or not of this protocol. */
export function readMessage<T>(schema: v.GenericSchema<unknown, T>, text: string, longest: number): T | null {
  if (text.length > longest) return null;
  try {
    const { success, output } = v.safeParse(schema, JSON.parse(text));
    return success ? (output as T) : null;
  } catch {
    return null;
  }
}

/** Requests that wait for an answer, by number. */
export class Requests<T> {
  readonly #waiting = new Map<number, Deferred<T>>();
  #lastId = 0;

  /** Sends a request under the next number and waits. `late` is called after `patience` milliseconds without an answer. */
  ask(patience: number, send: (id: number) => void, late: (id: number) => void): Promise<T> {
    const id = ++this.#lastId;
    const waiting = deferred<T>();
    const timer = setTimeout(() => late(id), patience);
    this.#waiting.set(id, waiting);
    send(id);
    return waiting.promise.finally(() => clearTimeout(timer));
  }

  answer(id: number, answer: T): void {
    this.#waiting.get(id)?.resolve(answer);
    this.#waiting.delete(id);
  }

  fail(id: number, code: CardFailureCode): void {
    this.#waiting.get(id)?.reject(new CardFailure(code));
    this.#waiting.delete(id);
  }

  failAll(code: CardFailureCode): void {
    for (const id of this.#waiting.keys()) this.fail(id, code);
  }
}

/** The far side's part in one opened card. `close` learns whether nothing had failed before. */
interface FarLink {
  exchange(apdu: Uint8Array): Promise<Uint8Array>;
  close(how: { reset: boolean; intact: boolean }): Promise<void>;
}

/** The opened card. After the first failure it is dead for good: commands of a broken dialogue must not go on. */
export function linkOver(far: FarLink): CardTransport {
  let dead: CardFailure | null = null;
  return {
    async transceive(apdu) {
      if (dead) throw dead;
      try {
        return await far.exchange(apdu);
      } catch (failure) {
        dead = failure instanceof CardFailure ? failure : new CardFailure('link-lost', { cause: failure });
        throw dead;
      }
    },
    async close({ reset }) {
      const intact = dead === null;
      dead ??= new CardFailure('link-lost');
      await far.close({ reset, intact });
    },
  };
}

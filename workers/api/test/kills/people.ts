import { ApiProblem, createApi, createDpopKey, NetworkFailure, thumbprintOf } from '#clients/sdk/index.ts';
import { createKiosk, createPhone, type Kiosk, type Phone } from '../actors.ts';
import { TestCard } from '../card.ts';
import type { KillableSystem } from '../system.ts';

/** What the back end has said yes to, and so must never forget. */
export interface Promised {
  reservations: Set<string>;
  visits: Map<string, string>;
  completed: Set<string>;
}

/** Ways in which a visit can end that are nobody's fault here: begun anew. */
const AGAIN = new Set([
  'claim-lapsed',
  'reservation-ended',
  'token-refused',
  'no-reservation',
  'reservation-expired',
]);

/** Somebody with a card who reserves and resets again and again, whatever happens to the back end. */
export class Tireless {
  readonly card: TestCard;
  rounds = 0;
  readonly #system: KillableSystem;
  readonly #promised: Promised;
  readonly #phone: Phone;
  readonly #kiosk: Kiosk;
  readonly #up: () => Promise<unknown>;

  private constructor(parts: [KillableSystem, Promised, TestCard, Phone, Kiosk, () => Promise<unknown>]) {
    [this.#system, this.#promised, this.card, this.#phone, this.#kiosk, this.#up] = parts;
  }

  /** @param up resolves when the system runs */
  static async create(
    system: KillableSystem,
    promised: Promised,
    card: TestCard,
    enrol: (thumbprint: string) => Promise<string>,
    up: () => Promise<unknown>,
  ): Promise<Tireless> {
    const [key, kioskKey] = [await createDpopKey(), await createDpopKey()];
    const { origin } = system;
    const phone = createPhone(
      createApi({ origin, key, patience: 5_000 }),
      key,
      system.lab.environment['CONSENT_VERSION']!,
    );
    const thumbprint = await thumbprintOf(kioskKey);
    const id = await enrol(thumbprint);
    const kiosk = createKiosk(createApi({ origin, key: kioskKey, patience: 5_000 }), {
      key: kioskKey,
      id,
      thumbprint,
    });
    return new Tireless([system, promised, card, phone, kiosk, up]);
  }

  /** Goes on until told to stop; finishes the round it is in. */
  async run(stopped: () => boolean): Promise<void> {
    while (!stopped()) await this.#round();
  }

  async #round(): Promise<void> {
    const { reservation } = await this.#reserve();
    this.#promised.reservations.add(reservation.reservationId);
    const visit = await this.#insist(() => this.#kiosk.claim(this.card));
    if (!visit) return;
    this.#promised.visits.set(visit.claimed.matchCode, visit.claimed.reservationId);
    const authorised = await this.#insist(() => this.#kiosk.authorise(visit, this.card));
    if (!authorised) return;
    const message = await this.card.reset(authorised.authorisation, authorised.agreement);
    const done = await this.#insist(() => this.#kiosk.api.call('complete', { message }));
    this.#promised.completed.add(done!.reservationId);
    this.rounds += 1;
  }

  /** Presents once, then answers challenges until one is decided: a lost one stays in work for a minute. */
  async #reserve(): ReturnType<Phone['reserve']> {
    for (;;) {
      const presented = await this.#insist(() => this.#phone.present(this.card));
      const reserved = presented && (await this.#insist(() => this.#phone.face(presented)));
      if (reserved) return reserved;
    }
  }

  /** The same call until it is answered; null when it has to be begun anew. The clock is moved on where time is asked for. */
  async #insist<T extends object>(call: () => Promise<T>): Promise<T | null> {
    for (;;) {
      await this.#up();
      try {
        return await call();
      } catch (error) {
        if (error instanceof NetworkFailure) continue;
        if (!(error instanceof ApiProblem)) throw error;
        const { code, retryAfter } = error.problem;
        if (AGAIN.has(code)) return null;
        if (retryAfter === null) throw error;
        this.#system.offset += code === 'conflict' ? 20 : retryAfter;
      }
    }
  }
}

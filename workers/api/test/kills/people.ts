import { ApiProblem, createApi, NetworkFailure } from '#clients/sdk/index.ts';
import { complete } from '#clients/sdk/step2.ts';
import { confirmedKiosk, newPhone, type Kiosk, type Phone, type Surroundings } from '../actors.ts';
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
    database: D1Database,
    up: () => Promise<unknown>,
  ): Promise<Tireless> {
    const around: Surroundings = {
      connect: (key) => createApi({ origin: system.origin, key, patience: 5_000 }),
      consentVersion: system.lab.environment['CONSENT_VERSION']!,
      database,
      now: system.now,
    };
    const [phone, kiosk] = [await newPhone(around), await confirmedKiosk(around)];
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
    const done = await this.#insist(() => complete(this.#kiosk.api, message));
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

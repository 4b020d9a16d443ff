import { complete } from '#clients/sdk/step2.ts';
import { ApiProblem } from '#clients/sdk/index.ts';
import type { Complete } from '#schema/contract/redemption.ts';
import type { Kiosk, Phone, Visit } from '../actors.ts';
import { TestCard } from '../card.ts';
import type { Chance } from '../random.ts';
import { cardAt, type World } from '../world.ts';

/** A kiosk with its outbox: what the service has taken is deleted there, as real kiosks do. */
export interface Place {
  kiosk: Kiosk;
  outbox: Complete[];
  revoked: boolean;
}

type Next = 'reserve' | 'claim' | 'authorise' | 'write';

/** Somebody who walks both steps again and again, one request at a time. */
export class Walker {
  readonly #world: World;
  readonly #phone: Phone;
  readonly #card: TestCard;
  readonly #chance: Chance;
  #next: Next = 'reserve';
  #ticket: string | null = null;
  #place: Place | null = null;
  #visit: Visit | null = null;
  #permit: Awaited<ReturnType<Kiosk['authorise']>> | null = null;

  private constructor(world: World, phone: Phone, card: TestCard, chance: Chance) {
    [this.#world, this.#phone, this.#card, this.#chance] = [world, phone, card, chance];
  }

  static async create(world: World, card: number, chance: Chance): Promise<Walker> {
    return new Walker(world, await world.phone(), await cardAt(card), chance);
  }

  /** How often the card was reset. */
  get resets(): number {
    return this.#card.counter;
  }

  /** One request, or the card's write. Answers the reservation that a write was for. */
  async step(places: readonly Place[]): Promise<string | null> {
    try {
      return await this[this.#next](places);
    } catch (error) {
      if (!(error instanceof ApiProblem)) throw error;
      const { code, retryAfter } = error.problem;
      // Whoever is asked to wait does, and whoever is refused begins anew.
      if (code !== 'service-paused' && retryAfter !== null) this.#world.now += retryAfter;
      if (code !== 'service-paused') this.#next = 'reserve';
      return null;
    }
  }

  async reserve(): Promise<null> {
    if (this.#ticket !== null && this.#chance.is(0.1)) await this.#cancel();
    this.#world.matcher.outcome = this.#chance.is(0.1) ? 'no-match' : 'match';
    const { ticket } = await this.#phone
      .reserve(this.#card)
      .finally(() => (this.#world.matcher.outcome = 'match'));
    this.#ticket = ticket;
    this.#next = 'claim';
    return null;
  }

  async #cancel(): Promise<void> {
    const token = this.#ticket!;
    this.#ticket = null;
    await this.#phone.api.call('cancelReservation', { token });
  }

  async claim(places: readonly Place[]): Promise<null> {
    this.#place = this.#chance.pick(places);
    this.#visit = await this.#place.kiosk.claim(this.#card);
    this.#next = 'authorise';
    return null;
  }

  async authorise(): Promise<null> {
    this.#permit = await this.#place!.kiosk.authorise(this.#visit!, this.#card);
    this.#next = 'write';
    return null;
  }

  /** The card is reset whatever became of the service meanwhile, and the kiosk keeps its receipt. */
  async write(): Promise<string> {
    const { authorisation, agreement } = this.#permit!;
    this.#place!.outbox.push(await this.#card.reset(authorisation, agreement));
    this.#next = 'reserve';
    this.#ticket = null;
    return this.#visit!.claimed.reservationId;
  }
}

/** Sends the oldest of what an outbox holds; it is deleted once the service has taken it. */
export async function deliver({ kiosk, outbox }: Place): Promise<void> {
  const [receipt] = outbox;
  if (!receipt) return;
  try {
    await complete(kiosk.api, receipt);
    outbox.shift();
  } catch (error) {
    if (!(error instanceof ApiProblem)) throw error;
  }
}

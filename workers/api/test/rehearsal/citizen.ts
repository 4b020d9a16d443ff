import { ApiProblem } from '#clients/sdk/index.ts';
import { complete } from '#clients/sdk/step2.ts';
import { newKiosk, newPhone, type Kiosk, type Phone, type Visit } from '../actors.ts';
import type { TestCard } from '../card.ts';
import type { Chance } from '../random.ts';
import { confirmedKiosk } from '../restore/service.ts';
import type { Fleet } from '../rotation/fleet.ts';
import { database } from '../world.ts';

/** What all who walk share. */
export interface City {
  fleet: Fleet;
  chance: Chance;
  /** Those in service that people come to. */
  kiosks: Kiosk[];
  /** How often the database was put back. */
  restores: number;
  journeys: number;
  /** Reservations that a restore lost, and that were made again. */
  lost: number;
  /** Refusals that nobody has an explanation for, and what was not as it was said. */
  faults: string[];
}

/** Meant by an operator, or over in a moment: asked again. */
const WAIT = new Set(['phone-closed', 'kiosk-closed', 'service-paused', 'conflict', 'reservation-in-use']);
/** What is left of a visit or a reservation that the copy did not know. */
const LOST = new Set([
  'no-reservation',
  'reservation-lost',
  'reservation-ended',
  'claim-lapsed',
  'token-used',
  'token-refused',
  'kiosk-unknown',
]);

/** Lets others have their turn. No timer: those do not run here while somebody always has an answer. */
export const moment = async (): Promise<void> => void (await database.prepare('SELECT 1').first());

/** Somebody who goes through both steps again and again, and gives up at nothing. */
export class Citizen {
  readonly #city: City;
  readonly #card: TestCard;

  constructor(city: City, card: TestCard) {
    [this.#city, this.#card] = [city, card];
  }

  /** One whole journey, however often it has to be begun anew. */
  async walk(): Promise<void> {
    for (;;) {
      const { restores } = this.#city;
      try {
        await this.#bothSteps();
        this.#city.journeys += 1;
        return;
      } catch (error) {
        if (!(error instanceof ApiProblem)) throw error;
        if (this.#city.restores === restores || !LOST.has(error.problem.code)) {
          this.#city.faults.push(error.problem.code);
          return moment();
        }
        this.#city.lost += 1;
      }
    }
  }

  async #bothSteps(): Promise<void> {
    const phone = await newPhone(this.#city.fleet.around());
    const { ticket } = await insist(() => phone.reserve(this.#card));
    const [kiosk, visit] = await this.#claim();
    const { authorisation, agreement } = await insist(() => kiosk.authorise(visit, this.#card));
    const receipt = await this.#card.reset(authorisation, agreement);
    await insist(() => complete(kiosk.api, receipt));
    await this.#look(phone, ticket, visit);
  }

  async #claim(): Promise<[Kiosk, Visit]> {
    return insist(async () => {
      const kiosk = this.#city.chance.pick(this.#city.kiosks);
      return [kiosk, await kiosk.claim(this.#card)] as [Kiosk, Visit];
    });
  }

  async #look(phone: Phone, token: string, { claimed }: Visit): Promise<void> {
    const { status, matchCode } = await insist(() => phone.api.call('getReservation', { token }));
    if (status !== 'completed') this.#city.faults.push(`${status} after the reset`);
    if (matchCode !== null && matchCode !== claimed.matchCode) this.#city.faults.push('match codes differ');
  }
}

/** A kiosk that is answered by any isolate, confirmed by an operator. */
export const enrolled = ({ fleet }: City): Promise<Kiosk> =>
  confirmedKiosk(fleet.isolate(), newKiosk(fleet.around()));

/** Asks until it is not refused for a reason that passes. */
export async function insist<T>(call: () => Promise<T>): Promise<T> {
  for (;;) {
    try {
      return await call();
    } catch (error) {
      if (!(error instanceof ApiProblem) || !WAIT.has(error.problem.code)) throw error;
      await moment();
    }
  }
}

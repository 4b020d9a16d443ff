import { createApi } from '#clients/sdk/index.ts';
import { sealAudit } from '../../services/seal-audit.ts';
import type { Surroundings } from '../actors.ts';
import { Chance } from '../random.ts';
import { around, createWorld, type World } from '../world.ts';

/** The Worker's isolates during deployments: each with the secrets it was started with, all over one database. */
export class Fleet {
  readonly #chance: Chance;
  #isolates: World[] = [];
  #environment: Record<string, string> = {};
  /** How many more answers somebody waits for. */
  #awaited = { answers: 0, there: () => {} };

  constructor(seed: number) {
    this.#chance = new Chance(seed);
  }

  /**
   * Starts an isolate with changed secrets. For some answers any of old and new gives them, then the new one alone.
   * @param walking whether there is anybody who asks
   */
  async deploy(changes: Record<string, string>, walking = true): Promise<void> {
    this.#environment = { ...this.#environment, ...changes };
    this.#isolates.push(await createWorld({ environment: this.#environment }));
    if (walking) await this.#answers(2 + this.#chance.below(20));
    this.#isolates = this.#isolates.slice(-1);
    if (walking) await this.#answers(1 + this.#chance.below(6));
  }

  /** Phones and kiosks that are answered by any isolate. */
  around(): Surroundings {
    const fetch: World['fetch'] = async (input, init) => {
      const response = await this.#chance.pick(this.#isolates).fetch(input, init);
      this.#awaited.answers -= 1;
      if (this.#awaited.answers === 0) this.#awaited.there();
      return response;
    };
    const [isolate] = this.#isolates as [World];
    const { issuer: origin } = isolate.ports.settings;
    const connect = (key: CryptoKeyPair) => createApi({ origin, key, language: () => 'en', fetch });
    return { ...around(isolate), connect };
  }

  /** Runs the cron in one of the isolates: seals the audit trail. */
  async seal(): Promise<void> {
    const { ports, now } = this.#chance.pick(this.#isolates);
    await sealAudit(ports, now);
  }

  #answers(answers: number): Promise<void> {
    return new Promise((there) => (this.#awaited = { answers, there }));
  }
}

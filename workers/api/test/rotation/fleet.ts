import { NOW } from '#clients/lab/people/cast.ts';
import type { ProblemBody } from '#schema/contract/problem.ts';
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
  readonly #began = performance.now();
  readonly #pace: number;
  /** Answers so far, and the codes of those that were a 5xx. */
  answers = 0;
  readonly failed = new Map<string, number>();
  /** How many more answers somebody waits for. */
  #awaited = { answers: 0, there: () => {} };

  /** @param pace seconds of the isolates' clocks for each that passes; 0: they stand still */
  constructor(seed: number, pace = 0) {
    this.#chance = new Chance(seed);
    this.#pace = pace;
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
      const response = await this.isolate().fetch(input, init);
      await this.#count(response);
      this.#awaited.answers -= 1;
      if (this.#awaited.answers === 0) this.#awaited.there();
      return response;
    };
    const isolate = this.isolate();
    const { issuer: origin } = isolate.ports.settings;
    const connect = (key: CryptoKeyPair) => createApi({ origin, key, language: () => 'en', fetch });
    return { ...around(isolate), connect };
  }

  /** Runs the cron in one of the isolates: seals the audit trail. */
  async seal(): Promise<void> {
    const { ports, now } = this.isolate();
    await sealAudit(ports, now);
  }

  /** Any of those that run, at the time that it is now. */
  isolate(): World {
    const isolate = this.#chance.pick(this.#isolates);
    const passed = Math.floor(((performance.now() - this.#began) / 1_000) * this.#pace);
    isolate.now = NOW + passed;
    return isolate;
  }

  /** Has all of them refuse everybody, or no longer. */
  pause(paused: boolean): void {
    for (const { ports } of this.#isolates) ports.settings.paused = paused;
  }

  async #count(response: Response): Promise<void> {
    this.answers += 1;
    if (response.status < 500) return;
    const { code } = (await response.clone().json()) as ProblemBody;
    this.failed.set(code, (this.failed.get(code) ?? 0) + 1);
  }

  #answers(answers: number): Promise<void> {
    return new Promise((there) => (this.#awaited = { answers, there }));
  }
}

import { Chance } from '../random.ts';
import { tripsOf } from './calls.ts';
import { choresOf, type Chore } from './cron.ts';
import { D1Model, type Price } from './d1.ts';
import { ASSUMED, BEATS, beat, repeated, stepOne, stepTwo } from './people.ts';
import { Timeline } from './timeline.ts';

const SECOND = 1_000;

/** What is simulated: so many STEP 1 and as many STEP 2 begin in each second. */
export interface Scene {
  rate: number;
  price: Price;
  /** A trip's way to the database and back, milliseconds. */
  network: number;
  seed: number;
  /** Seconds before anything is counted, and seconds that count; the cron runs at their beginning. */
  warmUp: number;
  counted: number;
}

export interface Outcome {
  /** Share of the counted time in which D1 worked. */
  busy: number;
  /** Milliseconds of every call that began in it, by call, shortest first; without matcher and the client's own network. */
  waits: Map<string, number[]>;
  /** Share of calls whose client had stopped waiting. */
  late: number;
}

/** Plays the scene. The same scene has the same outcome. */
export function simulate(scene: Scene): Outcome {
  const run = new Run(scene);
  run.play();
  for (const waits of run.waits.values()) waits.sort((a, b) => a - b);
  const all = [...run.waits.values()].flat();
  const late = all.filter((wait) => wait > ASSUMED.patience).length / Math.max(1, all.length);
  return { busy: run.d1.busy, waits: run.waits, late };
}

/** Told ahead, when the database takes the last batch: `at` is yet to come. */
type Answered = (at: number) => void;

class Run {
  readonly waits = new Map<string, number[]>();
  readonly d1: D1Model;
  readonly #scene: Scene;
  readonly #chance: Chance;
  readonly #line = new Timeline();
  readonly #from: number;
  readonly #end: number;

  constructor(scene: Scene) {
    this.#scene = scene;
    this.#chance = new Chance(scene.seed);
    this.#from = scene.warmUp * SECOND;
    this.#end = this.#from + scene.counted * SECOND;
    this.d1 = new D1Model(scene.price, [this.#from, this.#end]);
  }

  play(): void {
    const { rate } = this.#scene;
    const { crowd, crowdEvery } = ASSUMED;
    for (const step of [stepOne, stepTwo]) {
      const come = (now: number) => this.#walk(now, step(this.#chance));
      this.#poisson(rate * (1 - crowd), come);
      const many = Math.round((rate * crowd * crowdEvery) / SECOND);
      for (let at = crowdEvery; at < this.#end; at += crowdEvery)
        this.#line.at(at, (now) => Array.from({ length: many }, () => come(now)));
    }
    this.#poisson(BEATS, (now) => this.#walk(now, [beat(this.#chance)]));
    for (const chores of choresOf(rate)) this.#line.at(this.#from, (now) => this.#chore(now, chores, 0));
    this.#line.run(this.#end);
  }

  #spread(mean: number): number {
    return -Math.log(1 - this.#chance.draw()) * mean;
  }

  #poisson(perSecond: number, act: (now: number) => void): void {
    const next = (now: number) => {
      act(now);
      this.#line.at(now + this.#spread(SECOND / perSecond), next);
    };
    this.#line.at(this.#spread(SECOND / perSecond), next);
  }

  /** One call after another, a pause before each but the first. */
  #walk(now: number, calls: readonly string[], done = 0): void {
    const call = calls[done];
    if (!call) return;
    const goOn = (answered: number) =>
      this.#line.at(answered + this.#spread(ASSUMED.pause), (later) => this.#walk(later, calls, done + 1));
    const askAgain = (answered: number) =>
      this.#line.at(answered + this.#spread(ASSUMED.pause), (later) =>
        this.#call(later, repeated(call), 1, goOn),
      );
    this.#call(now, call, 1, this.#chance.is(ASSUMED.lost) ? askAgain : goOn);
  }

  /** A client that waited long enough asks again, while what it asked before goes on all the same. */
  #call(now: number, call: string, attempt: number, answered: Answered): void {
    const { patience, attempts } = ASSUMED;
    let waiting = true;
    const leave = () => {
      waiting = false;
      if (attempt < attempts)
        this.#line.at(now + patience, (later) => this.#call(later, call, attempt + 1, answered));
    };
    this.#trip(now, tripsOf(call), 0, (at, over) => {
      if (waiting && at > now + patience) leave();
      if (!over) return;
      if (now >= this.#from) this.#note(call, at - now);
      if (waiting) answered(at);
    });
  }

  #trip(
    now: number,
    trips: readonly number[],
    done: number,
    told: (at: number, over: boolean) => void,
  ): void {
    if (trips.length === 0) return told(now, true);
    const at = this.#ask(now, trips[done]!, 0);
    const over = done + 1 === trips.length;
    told(at, over);
    if (!over) this.#line.at(at, (later) => this.#trip(later, trips, done + 1, told));
  }

  #chore(now: number, chores: readonly Chore[], done: number): void {
    const chore = chores[done];
    if (!chore) return;
    const at = this.#ask(now, chore.statements, chore.rows);
    this.#line.at(at + chore.rest, (later) => this.#chore(later, chores, done + 1));
  }

  /** The way there is as long as the way back, and for everybody the same: who asks first is served first. */
  #ask(now: number, statements: number, rows: number): number {
    const way = this.#scene.network / 2;
    return this.d1.ask(now + way, statements, rows) + way;
  }

  #note(call: string, wait: number): void {
    const waits = this.waits.get(call);
    if (waits) waits.push(wait);
    else this.waits.set(call, [wait]);
  }
}

/** The value that a share of them does not exceed. They are sorted, and there is one at least. */
export const quantile = (sorted: readonly number[], share: number): number =>
  sorted[Math.min(sorted.length - 1, Math.ceil(share * sorted.length) - 1)]!;

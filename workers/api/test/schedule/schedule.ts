import { explain, stateOf } from './explain.ts';
import { emptyModel, type Action, type Model } from './model.ts';
import type { Crash } from './mortal.ts';
import type { Stage } from './stage.ts';
import { NOW } from '#clients/lab/people/cast.ts';
import { Chance } from '../random.ts';

const CARDS = ['A', 'B'];
const STEPS = 12;
/** Every lost face costs its card a try; the fifth would bring a pause that is not what is shown here. */
const LOST_FACES = 3;

/** What a run of schedules met, to see that it met everything. */
export type Tally = Record<string, number>;

/** One schedule of random steps against the model. Throws with the seed and the steps where the two part. */
export class Schedule {
  readonly #stage: Stage;
  readonly #random: Chance;
  readonly #log: string[] = [];
  readonly #tally: Tally;
  #model: Model = emptyModel();
  #past: Action[] = [];
  #lostFaces = 0;
  #names = 0;

  constructor(stage: Stage, seed: number, tally: Tally) {
    this.#stage = stage;
    this.#random = new Chance(seed);
    this.#log.push(`seed ${seed}`);
    this.#tally = tally;
  }

  async run(): Promise<void> {
    await this.#stage.clear();
    // Any time of day, so that some schedules meet closing time.
    this.#stage.world.now = NOW + this.#random.below(86_400);
    for (const card of CARDS) await this.#history(card);
    for (let step = 0; step < STEPS; step++) await this.#step();
    await this.#settle();
  }

  /** What a card went through before: up to two reservations, each left at any point of its reset. */
  async #history(card: string): Promise<void> {
    for (let round = this.#random.below(3); round > 0; round--) {
      const left = this.#random.below(6);
      if (left === 0) return;
      await this.#meet([await this.#newFace(card)], null);
      if (left > 1) await this.#pastVisit(card, left);
      this.#stage.world.now += this.#random.pick([400, 30_000, 90_000]);
    }
  }

  /** Claimed, authorised, reset, told to the service: as far as it went. */
  async #pastVisit(card: string, left: number): Promise<void> {
    const action = await this.#newVisit('claim', card);
    await this.#meet([action], null);
    const visit = 'visit' in action ? action.visit : '';
    if (left < 3 || this.#model.visits.get(visit)!.claimed === null) return;
    await this.#meet([{ kind: 'authorise', visit }], null);
    if (left < 4 || !this.#stage.reset(visit)) return;
    const challenge = this.#stage.lastReset(card);
    if (left > 4 && challenge !== null) await this.#meet([{ kind: 'complete', challenge }], null);
  }

  async #step(): Promise<void> {
    if (this.#random.is(0.3)) this.#wait();
    if (this.#random.is(0.4)) this.#resetCard();
    const count = this.#random.pick([1, 1, 1, 2, 2, 3]);
    const actions: Action[] = [];
    this.#asked.clear();
    for (let n = 0; n < count; n++) actions.push(await this.#action());
    if (count > 1 && this.#random.is(0.3)) actions[1] = actions[0]!;
    await this.#meet(actions, this.#crashFor(actions));
  }

  /** Lets the cards say at last what they took, however late: none that was reset may stay recorded as not reset. */
  async #settle(): Promise<void> {
    for (const card of CARDS) {
      this.#stage.world.now += this.#random.pick([0, 400, 100_000]);
      const challenge = this.#stage.lastReset(card);
      if (challenge !== null) await this.#meet([{ kind: 'complete', challenge }], null);
    }
  }

  async #meet(actions: Action[], crash: Crash | null): Promise<void> {
    const { now } = this.#stage.world;
    const { answers, found } = await this.#stage.act(actions, crash);
    const seen = actions.map((action, index) => ({ action, answer: answers[index]! }));
    this.#log.push(`${now} ${crash ? JSON.stringify(crash) : ''} ${JSON.stringify(seen)}`);
    for (const { action, answer } of seen) this.#count(`${action.kind}: ${answer.replace(/ [a-z]\d+$/, '')}`);
    const after = explain(this.#model, seen, now, found);
    if (!after) throw new Error([...this.#log, stateOf(this.#model), found].join('\n'));
    this.#model = after;
    this.#past.push(...actions);
  }

  #crashFor(actions: Action[]): Crash | null {
    const faces = actions.filter(({ kind }) => kind === 'reserve').length;
    if (!this.#random.is(0.25) || this.#lostFaces + faces > LOST_FACES) return null;
    this.#lostFaces += faces;
    return { left: 1 + this.#random.below(9), after: this.#random.is(0.5) };
  }

  async #action(): Promise<Action> {
    if (this.#past.length > 0 && this.#random.is(0.2)) return this.#again();
    const held = this.#heldVisit();
    if (held !== undefined && this.#random.is(0.5)) return this.#during(held);
    return this.#random.pick(this.#starts)();
  }

  readonly #starts: (() => Promise<Action>)[] = [
    () => this.#newFace(),
    () => this.#newFace(),
    () => this.#toldFace(),
    () => this.#question(),
    () => this.#question(),
    () => this.#cancellation(),
    () => this.#newVisit('claim'),
    () => this.#newVisit('claim'),
    () => this.#newVisit('claim'),
    () => this.#evidence(),
    () => this.#evidence(),
    () => this.#anyVisit(),
  ];

  async #cancellation(): Promise<Action> {
    const booked = [...this.#model.bookings.keys()];
    return booked.length === 0 ? this.#newFace() : { kind: 'cancel', challenge: this.#random.pick(booked) };
  }

  async #anyVisit(): Promise<Action> {
    const visits = [...this.#model.visits.keys()];
    return visits.length === 0 ? this.#newVisit('claim') : this.#during(this.#random.pick(visits));
  }

  /** A visit that took a lease, most often the last, whether it still holds or not. */
  #heldVisit(): string | undefined {
    const held = [...this.#model.visits]
      .filter(([, { claimed }]) => claimed !== null)
      .map(([visit]) => visit);
    return this.#random.is(0.7) ? held.at(-1) : this.#random.pick(held);
  }

  #during(visit: string): Action {
    return { kind: this.#random.pick(['authorise', 'authorise', 'abort', 'renew']), visit };
  }

  /** An earlier request once more: a retry, or one that was long on its way. What a card says, it says as it is now. */
  async #again(): Promise<Action> {
    const action = this.#random.pick(this.#past);
    if (action.kind === 'complete') return this.#receiptOr(action.challenge);
    if (action.kind === 'ask') return this.#question(action.card);
    if (action.kind !== 'recover') return action;
    return { ...action, challenge: this.#stage.lastReset(this.#cardOf(action.visit)) };
  }

  async #evidence(): Promise<Action> {
    const held = this.#heldVisit();
    if (held !== undefined && this.#random.is(0.3))
      return { kind: 'recover', visit: held, challenge: this.#stage.lastReset(this.#cardOf(held)) };
    if (this.#random.is(0.5)) return this.#newVisit('recover');
    const reset = CARDS.map((card) => this.#stage.lastReset(card)).filter((name) => name !== null);
    return reset.length > 0
      ? { kind: 'complete', challenge: this.#random.pick(reset) }
      : this.#newVisit('recover');
  }

  /** A card keeps the receipt of its last reset alone. */
  #receiptOr(challenge: string): Action {
    const reset = CARDS.map((card) => this.#stage.lastReset(card)).filter((name) => name !== null);
    return { kind: 'complete', challenge: reset.includes(challenge) ? challenge : this.#random.pick(reset) };
  }

  async #newFace(card = this.#random.pick(CARDS)): Promise<Action> {
    const challenge = this.#name('c');
    await this.#stage.openChallenge(challenge, card);
    this.#model.challenges.set(challenge, { issuedAt: this.#stage.world.now, progress: 'fresh' });
    return { kind: 'reserve', challenge, card };
  }

  /** Which names the sequence that a step may begin, for each card. */
  readonly #asked = new Map<string, string>();

  async #question(card = this.#random.pick(CARDS)): Promise<Action> {
    const challenge = this.#asked.get(card) ?? this.#name('c');
    if (!this.#asked.has(card)) await this.#stage.readCard(challenge, card);
    this.#asked.set(card, challenge);
    this.#cards.set(challenge, card);
    return { kind: 'ask', challenge, card };
  }

  /** The face for a challenge that was asked for. */
  async #toldFace(): Promise<Action> {
    const challenge = this.#stage.told();
    return challenge === undefined
      ? this.#question()
      : { kind: 'reserve', challenge, card: this.#cardOf(challenge) };
  }

  /** Of a card that has reserved, most often. */
  #someCard(): string {
    const booked = [...this.#model.bookings.values()].map(({ card }) => card);
    return this.#random.pick(booked.length > 0 && this.#random.is(0.8) ? booked : CARDS);
  }

  async #newVisit(kind: 'claim' | 'recover', card = this.#someCard()): Promise<Action> {
    const visit = this.#name('v');
    await this.#stage.openVisit(visit, this.#random.pick([0, 1]), card);
    this.#cards.set(visit, card);
    this.#model.visits.set(visit, { openedAt: this.#stage.world.now, claimed: null });
    const last = this.#stage.lastReset(card);
    return kind === 'claim' ? { kind, visit, card, used: last } : { kind, visit, challenge: last };
  }

  readonly #cards = new Map<string, string>();
  #cardOf(visit: string): string {
    return this.#cards.get(visit)!;
  }

  #resetCard(): void {
    for (const visit of [...this.#model.visits.keys()].toReversed()) if (this.#stage.reset(visit)) return;
  }

  #wait(): void {
    this.#stage.world.now += this.#random.pick([
      1, 20, 70, 130, 299, 300, 301, 620, 1_300, 3_600, 20_000, 70_000,
    ]);
  }

  #count(what: string): void {
    this.#tally[what] = (this.#tally[what] ?? 0) + 1;
  }

  #name(letter: string): string {
    this.#names += 1;
    return `${letter}${this.#names}`;
  }
}

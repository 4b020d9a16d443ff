// Fetched by an effect: it must not be waited for in the middle of a life.
import '../effects/card-desk.ts';
import { vi } from 'vitest';
import { phoneWords } from '#clients/words/test/spoken.ts';
import { deadEndOf } from '../state/arrival.ts';
import type { PersonEvent } from '../state/events.ts';
import { isEnded } from '../state/receipt.ts';
import type { PhoneTrouble, Trouble } from '../state/trouble.ts';
import type { State } from '../state/types.ts';
import { reduce } from '../state.ts';
import { createPhoneStore, type Store } from '../store.ts';
import { adviceOf } from '../views/advice-of.ts';
import { fakeWorld, network, type Asked } from './fake-world.ts';
import { leftLying, missing } from './needs.ts';
import { actsOn, eventOfAct, mainAct, waitOn } from './person.ts';

/** What is wrong around a phone, for as long as it lasts. */
export interface Wrong {
  /** What every call of the service comes to, or some by their names. */
  service?: () => Error;
  calls?: Record<string, () => Error>;
  /** Calls have no answer before the limit of each. */
  late?: true;
  card?: () => Error;
  camera?: PhoneTrouble;
  storage?: 'fails' | 'hangs';
  /** What happens at its beginning. */
  begins?(life: Life): void;
}

/** Seconds after which a call without an answer is given up. */
const LIMIT = 15;
/** Milliseconds after which the disk is not waited for any more. */
const PATIENCE = 10_000;
const OF_CARD = new Set(['look', 'prove']);
const words = phoneWords('ja');

/** What is said of a screen beside a trouble, and when. */
const NOTES: Record<string, (state: State) => boolean> = {
  'a dead end': (state) => /^(welcome|check)$/.test(state.phase.name) && deadEndOf(state) !== null,
  'another text': ({ phase }) => phase.name === 'consent' && phase.outdated,
  'not saved': ({ phase, saved }) => phase.name === 'receipt' && !saved,
  'no network': ({ phase, inTouch }) => phase.name === 'receipt' && inTouch === false,
  ended: (state) => state.phase.name === 'receipt' && isEnded(state),
  'a shutter': ({ phase, engine }) => phase.name === 'selfie' && engine.name === 'failed',
};

const troublesOf = ({ phase, outage }: State): Trouble[] => {
  const own = 'trouble' in phase ? phase.trouble : phase.name === 'numbers' ? phase.wrong : null;
  return [outage?.trouble ?? null, own].filter((one) => one !== null);
};

/** What the screen says is wrong. */
const saidOn = (state: State): string[] => [
  ...troublesOf(state).map((one) => adviceOf(one, words).title),
  ...Object.keys(NOTES).filter((note) => NOTES[note]!(state)),
];

/** Is there something that a person can do here, or a wait that ends? */
const leadsOn = (state: State): boolean =>
  waitOn(state) > 0 ||
  actsOn(state).some((type) => {
    const event = type === 'not-captured' ? { type, code: 'camera-busy' as const } : { type };
    const step = reduce(state, event as PersonEvent, state.now);
    return step.effects.length > 0 || step.state.phase !== state.phase || step.state.outage !== state.outage;
  });

/** A phone in somebody's hands, whom everything answers: well, or as what is wrong says. */
export class Life {
  readonly fake = fakeWorld();
  wrong: Wrong = {};
  /** The call or the reading that is not answered before it is let go. */
  holds: string | null = null;
  /** Seconds by which this phone's clock was put on. */
  moved = 0;
  /** Did what is wrong meet this person? */
  met = false;
  /** What the screens said since. */
  said = new Set<string>();
  readonly faults: string[] = [];
  store: Store;
  /** Is the disk waited for? What was sent is forgotten by then. */
  #keeping = false;
  #since = new Map<Asked, number>();

  constructor() {
    const { world, clock } = this.fake;
    world.now = () => clock.now + this.moved;
    world.reload = () => void (this.store = createPhoneStore(world));
    const kept = () => this.#keep();
    world.keeper = { load: async () => (await kept(), null), save: kept, clear: kept };
    this.store = createPhoneStore(world);
  }

  get state(): State {
    return this.store.state();
  }

  async #keep(): Promise<void> {
    this.#keeping = true;
    await settled();
    const { storage } = this.wrong;
    if (storage === 'hangs') await new Promise((resolve) => setTimeout(resolve, PATIENCE));
    this.#keeping = false;
    if (storage) throw new Error('nothing can be kept');
  }

  /** Does what a person does, and answers what is asked for until nothing is. */
  async act(type: PersonEvent['type']): Promise<void> {
    const { camera } = this.wrong;
    const event =
      camera && type === 'captured'
        ? ({ type: 'not-captured', code: camera } as const)
        : eventOfAct(type, this.state, this.fake.world.drawer);
    this.met ||= event.type === 'not-captured';
    this.store.dispatch(event);
    await this.answer();
  }

  async answer(): Promise<void> {
    await settled();
    const due = () => this.fake.asked.find((one) => this.#isDue(one));
    for (let one = due(), answers = 0; one; one = due(), answers += 1) {
      if (answers > 20) return void this.faults.push(`${one.name} is asked for without end`);
      const error = this.#errorOf(one);
      this.met ||= error !== null;
      if (error) one.fail(error);
      else one.succeed();
      await settled();
      this.look();
    }
    this.look();
  }

  #isDue(one: Asked): boolean {
    if (one.name === this.holds) return false;
    if (!this.wrong.late || OF_CARD.has(one.name)) return true;
    if (!this.#since.has(one)) this.#since.set(one, this.fake.clock.now);
    return this.fake.clock.now - this.#since.get(one)! >= LIMIT;
  }

  #errorOf({ name }: Asked): Error | null {
    const { service, calls, late, card } = this.wrong;
    if (OF_CARD.has(name)) return card?.() ?? null;
    return calls?.[name]?.() ?? service?.() ?? (late ? network() : null);
  }

  look(): void {
    const { state, fake } = this;
    const said = saidOn(state);
    for (const one of said) this.said.add(one);
    if (said.includes('')) this.faults.push(`no words at ${nameOf(state)}`);
    const { drawer } = fake.world;
    const lacking = (this.#keeping ? null : missing(state, drawer)) ?? leftLying(state, drawer);
    if (lacking) this.faults.push(lacking);
    const rests = fake.asked.length === 0 && !this.#keeping && state.phase.name !== 'starting';
    if (rests && !leadsOn(state)) this.faults.push(`nothing leads on from ${nameOf(state)}`);
    this.faults.push(...fake.faults.splice(0));
  }

  /** Seconds in which whatever is asked for is answered. */
  async last(seconds: number): Promise<void> {
    this.fake.clock.now += seconds;
    await vi.advanceTimersByTimeAsync(seconds * 1_000);
    this.store.dispatch({ type: 'tick' });
    await this.answer();
  }

  /** A person who goes on as often as it takes: do they arrive at a reservation? */
  async arrives(acts: number): Promise<boolean> {
    for (let act = 0; act < acts; act++) {
      const { state } = this;
      if (state.phase.name === 'receipt' && !state.outage && this.fake.asked.length === 0) return true;
      const wait = waitOn(state);
      if (this.fake.asked.length > 0 || state.phase.name === 'starting') await this.last(5);
      else if (wait > 0) await this.last(Math.ceil(wait));
      else await this.act(isOver(state) ? 'leave' : mainAct(state));
      await this.last(1);
    }
    return false;
  }
}

const isOver = ({ phase, outage }: State) => !outage && phase.name === 'refused' && phase.resume === null;
const settled = () => new Promise((resolve) => setImmediate(resolve));

/** The screen and its stage. */
export const nameOf = ({ phase, outage }: State): string =>
  [
    outage ? 'outage at' : '',
    phase.name,
    'stage' in phase ? phase.stage : '',
    'field' in phase ? phase.field : '',
  ]
    .filter(Boolean)
    .join(' ');

import type { Effect } from '../state/effects.ts';
import type { ResultEvent, WorldEvent } from '../state/events.ts';
import type { Trouble } from '../state/trouble.ts';
import { claim, kiosk, NOW, Play, redemption, type Input } from './play.ts';

/** What is wrong with the world of a kiosk, and for how long nobody minds. */
export interface Wrong {
  /** What calls of the service come to, by the effect that makes them. */
  service?: Trouble;
  /** What the card comes to. */
  card?: Trouble;
  /** What cannot be kept comes to. */
  storage?: Trouble;
  /** What the card is found to say of a torn write, in place of that it is done. */
  settles?: Input;
  /** What a heartbeat says in place of "all is well". */
  hears?: WorldEvent;
  /** Seconds until any answer comes, and then it is that none came. */
  late?: number;
  /** What happens at its beginning, and when it is mended. */
  begins?: Input[];
  ends?: Input[];
}

const OF_SERVICE = new Set(['open', 'claim', 'renew', 'authorise', 'settle', 'enrol']);
const OF_CARD = new Set(['look', 'prove', 'write', 'check', 'settle']);

const message = {} as Extract<ResultEvent, { type: 'proved' }>['message'];
const heard = (now: number): WorldEvent => ({ type: 'heard', kiosk: { ...kiosk, now }, askAt: now + 60 });

/** A kiosk whose every effect is answered: well, or as what is wrong says. */
export class Machine extends Play {
  wrong: Wrong = {};
  /** All that was asked for. */
  readonly log: Effect[] = [];
  /** What is not answered before it is let go. */
  holds: Effect['type'] | null = null;
  #held: Effect[] = [];
  #due: { at: number; input: Input }[] = [];

  /** Switched on. */
  begin(): this {
    this.#do({ type: 'start' });
    return this;
  }

  /** Puts it in, and answers what is asked for until nothing is. */
  live(...inputs: Input[]): this {
    for (const input of inputs) {
      this.put(input);
      this.log.push(...this.effects);
      for (const effect of this.effects) this.#do(effect);
    }
    return this;
  }

  /** What was held is answered, as the world is by now. */
  letGo(): this {
    this.holds = null;
    for (const effect of this.#held.splice(0)) this.#do(effect);
    return this;
  }

  #do(effect: Effect): void {
    if (effect.type === this.holds) return void this.#held.push(effect);
    const answer = this.#answer(effect);
    if (!answer) return;
    if (this.wrong.late) this.#due.push({ at: this.now + this.wrong.late, input: none(effect) });
    else this.live(answer);
  }

  /** Seconds in which whatever is asked for is answered. */
  last(seconds: number): this {
    for (let second = 0; second < seconds; second++) {
      this.now += 1;
      const due = this.#due.filter(({ at }) => at <= this.now);
      this.#due = this.#due.filter(({ at }) => at > this.now);
      this.live({ type: 'tick' }, ...due.map(({ input }) => input));
    }
    return this;
  }

  #answer(effect: Effect): Input | null {
    const { settles, hears } = this.wrong;
    if (effect.type === 'hear') return hears ?? heard(this.now);
    if (settles && effect.type === 'settle') return settles;
    const trouble = this.#troubleOf(effect);
    return trouble ? failed(effect, trouble) : wellDone(effect, this.now);
  }

  #troubleOf({ type }: Effect): Trouble | undefined {
    const { service, card, storage } = this.wrong;
    if (service && OF_SERVICE.has(type)) return service;
    if (card && OF_CARD.has(type)) return card;
    return type === 'write' || type === 'start' ? storage : undefined;
  }
}

const failed = (effect: Effect, trouble: Trouble): Input => ({ type: 'failed', effect, trouble });
const none = (effect: Effect): Input =>
  effect.type === 'hear' ? { type: 'unheard', askAt: NOW } : failed(effect, { from: 'network' });

const settled = {
  type: 'settled',
  settled: { outcome: 'completed', reservationId: claim.reservationId, completedAt: NOW },
  begunFor: claim.reservationId,
  recorded: true,
  evidence: null,
} as const satisfies Input;
export const notReset: Input = {
  ...settled,
  settled: { outcome: 'not-reset', reservationId: claim.reservationId, completedAt: null },
};

const WELL: { [T in Effect['type']]?: (now: number) => Input } = {
  start: () => ({ type: 'started', thumbprint: 't', unsettled: false, waiting: 0 }),
  open: (now) => ({ type: 'opened', redemption: { ...redemption, expiresAt: now + 600 } }),
  look: () => ({ type: 'looked', card: 'card', userPinTries: 3, obstacle: null, unsettled: false }),
  prove: () => ({ type: 'proved', message }),
  claim: (now) => ({ type: 'claimed', claim: { ...claim, leaseUntil: now + 300 } }),
  renew: (now) => ({ type: 'renewed', leaseUntil: now + 300 }),
  compare: () => ({ type: 'compared', differsAt: null }),
  authorise: () => ({ type: 'authorised', authorisation: 'x', record: 'r' }),
  write: () => ({ type: 'written', evidence: 'w' }),
  check: (now) => ({ type: 'checked', validUntil: now + 100_000, named: null }),
  settle: () => settled,
  flush: () => ({ type: 'flushed', waiting: 0, pending: 0, taken: [] }),
};

const wellDone = ({ type }: Effect, now: number): Input | null => WELL[type]?.(now) ?? null;

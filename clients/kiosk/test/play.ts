import { quietCalendar } from '#clients/lab/people/cast.ts';
import type { ClaimReply, RedemptionReply } from '#schema/contract/redemption.ts';
import type { KioskReply } from '#schema/contract/kiosk.ts';
import { initialState, reduce } from '../state.ts';
import type { Effect } from '../state/effects.ts';
import type { Event, ResultEvent } from '../state/events.ts';
import { isResult } from '../state/events.ts';
import type { State } from '../state/types.ts';

export const NOW = 1_795_587_600;
export const redemption: RedemptionReply = {
  redemption: 'a.b.c',
  expiresAt: NOW + 600,
  audience: 'lab',
  nonce: 'n',
  support: 'ACDEFHJK',
};
export const claim: ClaimReply = {
  reservationId: '3f2b6c1e-0f5d-4c7e-9b3a-2d1f0e9c8b7a',
  matchCode: 'K7M2',
  leaseUntil: NOW + 300,
  expiresAt: NOW + 3_600,
};
export const kiosk: KioskReply = {
  kioskId: '9e1b7a52-6c0d-4a0c-8f38-1b5f0c3d2e4f',
  label: 'Lab',
  now: NOW,
  opening: { open: true, until: NOW + 20_000, reason: null },
  calendar: quietCalendar(NOW),
  nextIn: 900,
  minimumPage: '0.1.0',
};

/** What may be put in: an event, or a result of the visit under way. */
export type Input = Exclude<Event, ResultEvent & { epoch: number }> | ResultEvent;

/** A kiosk without a world: events go in, and what it would do is written down. */
export class Play {
  state: State = initialState(NOW, '0.2.0');
  now = NOW;
  effects: Effect[] = [];

  /** Effects of these inputs alone are in `effects` afterwards. */
  put(...inputs: Input[]): this {
    this.effects = [];
    for (const input of inputs) {
      const event = (isResult(input) ? { epoch: this.state.epoch, ...input } : input) as Event;
      const step = reduce(this.state, event, this.now);
      this.state = step.state;
      this.effects.push(...step.effects);
    }
    return this;
  }

  /** Lets seconds pass, with a tick in each. */
  wait(seconds: number): this {
    const ticks: Effect[] = [];
    for (let second = 0; second < seconds; second++) {
      this.now += 1;
      this.put({ type: 'tick' });
      ticks.push(...this.effects);
    }
    this.effects = ticks;
    return this;
  }

  get phase(): string {
    return this.state.phase.name;
  }

  get asked(): string[] {
    return this.effects.map(({ type }) => type);
  }
}

export const present: Input = { type: 'reader', reader: 'present' };
export const empty: Input = { type: 'reader', reader: 'empty' };
export const looked: Input = {
  type: 'looked',
  card: 'card',
  userPinTries: 3,
  obstacle: null,
  unsettled: false,
};
const message = {} as Extract<ResultEvent, { type: 'proved' }>['message'];
export const proved: Input = { type: 'proved', message };

/** Inputs that lead from an idle kiosk to each screen of a visit, in order. */
export const STAGES = {
  menu: [
    { type: 'started', thumbprint: 't', unsettled: false, waiting: 0 },
    empty,
    { type: 'heard', kiosk, askAt: NOW + 100_000 },
  ],
  consent: [{ type: 'begin' }],
  'place-card': [{ type: 'agree' }],
  pin: [present, { type: 'opened', redemption }, looked],
  found: [{ type: 'entered' }, proved, { type: 'claimed', claim }],
  password: [{ type: 'next' }],
  confirm: [{ type: 'entered' }],
  writing: [{ type: 'entered' }, { type: 'compared', differsAt: null }],
  done: [
    { type: 'authorised', authorisation: 'x', record: 'r' },
    { type: 'written', evidence: 'w' },
    { type: 'checked', validUntil: NOW + 100_000, named: { issuerKeyId: 'k', serial: 's' } },
  ],
  receipt: [empty],
} as const satisfies Record<string, readonly Input[]>;

/** A kiosk brought to a screen of an undisturbed visit. */
export function playTo(screen: keyof typeof STAGES): Play {
  const play = new Play();
  for (const [name, inputs] of Object.entries(STAGES)) {
    play.put(...inputs);
    if (play.phase !== name) throw new Error(`${play.phase} in place of ${name}`);
    if (name === screen) break;
  }
  return play;
}

import { initialState, reduce } from '../state.ts';
import type { Effect } from '../state/effects.ts';
import type { Event, ResultEvent } from '../state/events.ts';
import type { ServiceTrouble, Trouble } from '../state/trouble.ts';
import { OPERATOR, quietCalendar } from '#clients/lab/people/cast.ts';
import type { Reservation, Service, State } from '../state/types.ts';

export const NOW = 1_795_614_000;

export const service: Service = {
  now: NOW + 7,
  phone: { open: true, until: null, reason: null },
  kiosk: { open: true, until: NOW + 1_200, reason: null },
  reservation: { expiresAt: NOW + 86_400, windows: [{ from: NOW, until: NOW + 1_200 }] },
  calendar: quietCalendar(NOW),
  consentVersion: '2026-11',
  operator: OPERATOR,
};
export const session = {
  session: 'a.b.c',
  expiresAt: NOW + 600,
  audience: 'kaijo',
  nonce: 'n'.repeat(43),
  support: 'ACDEFHJK',
};
export const liveness = {
  challenge: 'd.e.f',
  steps: ['left' as const, 'up' as const, 'nearer' as const],
  expiresAt: NOW + 127,
};
export const card = {
  cardToken: 'g.h.i',
  expiresAt: NOW + 600,
  renewableUntil: NOW + 3_600,
  liveness,
  triesLeft: 5,
};
export const view: Reservation = {
  reservationId: '5f0c9a3e-7d21-4b68-9c4e-2a1b0c9d8e7f',
  status: 'reserved',
  now: NOW + 7,
  expiresAt: NOW + 86_407,
  windows: [{ from: NOW + 7, until: NOW + 1_207 }],
  matchCode: null,
  endedAt: null,
  support: 'ACDEFHJK',
};

export const says = (code: ServiceTrouble['code'], change: Partial<ServiceTrouble> = {}): ServiceTrouble => ({
  from: 'service',
  code,
  retryAfter: null,
  reasons: [],
  triesLeft: null,
  requestId: 'r',
  support: null,
  ...change,
});

/** All that a visit leaves in the drawer. */
export const TYPED = ['pin', 'numbers', 'card', 'frames'];

/** A phone whose events are given by hand. Results carry the present visit. */
export class Play {
  state: State = initialState(NOW);
  effects: Effect[] = [];
  now = NOW;

  /** Effects of the last event alone are in `effects`. */
  do(...events: (Event | ResultEvent)[]): this {
    for (const event of events) {
      const step = reduce(this.state, { epoch: this.state.epoch, ...event } as Event, this.now);
      this.state = step.state;
      this.effects = [...step.effects];
    }
    return this;
  }

  /** Fails the last effect of this type that was asked for. */
  fail(type: Effect['type'], trouble: Trouble): this {
    const effect = this.effects.findLast((asked) => asked.type === type);
    if (!effect) throw new Error(`${type} was not asked for: ${JSON.stringify(this.effects)}`);
    return this.do({ type: 'failed', effect, trouble });
  }

  wait(seconds: number): this {
    this.now += seconds;
    return this.do({ type: 'tick' });
  }

  get phase(): State['phase'] {
    return this.state.phase;
  }

  types(): string[] {
    return this.effects.map(({ type }) => type);
  }

  forgotten(): string[] {
    return this.effects.flatMap((effect) => (effect.type === 'forget' ? effect.what : []));
  }
}

const looked = (userPinTries: number | null = 3): ResultEvent => ({
  type: 'looked',
  userPinTries,
  obstacle: null,
});

/** The ways that tests begin with, each a little longer than the one before. */
export const atWelcome = () => new Play().do({ type: 'started', kept: null, kind: 'shell' });
export const atNumbers = () =>
  atWelcome().do({ type: 'heard', service }, { type: 'begin' }, { type: 'agree' });
/** The card is being asked for. */
export const atTap = () => atNumbers().do({ type: 'entered' }, { type: 'entered' }, { type: 'entered' });
export const atPin = (tries: number | null = 3) => atTap().do(looked(tries));
export const atHold = (tries: number | null = 3) => {
  const play = atPin(tries);
  if (tries === 1) play.do({ type: 'sure' });
  return play.do({ type: 'entered' }, { type: 'opened', session });
};
export const atSelfie = () =>
  atHold().do(
    { type: 'proved' },
    { type: 'presented', card },
    { type: 'engine', engine: { name: 'ready', share: 1 } },
  );
export const atSending = () => atSelfie().do({ type: 'shoot' }, { type: 'captured' });
export const atReceipt = () => atSending().do({ type: 'reserved', view, saved: true });

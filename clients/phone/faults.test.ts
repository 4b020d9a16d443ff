import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import type { ProblemCode } from '#schema/contract/problem.ts';
import type { CardFailureCode } from '#clients/card/failure.ts';
import { cardFailure, network, problem } from './test/fake-world.ts';
import { Life, nameOf, type Wrong } from './test/life.ts';
import { NOW, service, view } from './test/play.ts';
import type { PersonEvent } from './state/events.ts';
import { mainAct } from './test/person.ts';
import { PHONE_TROUBLES } from './state/trouble.ts';

const says = (code: ProblemCode, after: number | null = null): Wrong => ({
  service: () => problem(code, after),
});
const card = (code: CardFailureCode): Wrong => ({ card: () => cardFailure(code) });
const only = (call: string, code: ProblemCode, after: number | null = null): Wrong => ({
  calls: { [call]: () => problem(code, after) },
});
const moved = (seconds: number): Wrong => ({ begins: (life) => void (life.moved += seconds) });
const CAMERA = PHONE_TROUBLES.filter((code) => code.startsWith('camera-'));

/** What can go wrong on the way. Starts that fail in the page itself are in `start.e2e.test.ts`. */
const FAULTS: Record<string, Wrong> = {
  ...Object.fromEntries(CAMERA.map((camera) => [`the camera: ${camera}`, { camera }])),
  'the movements are not made in time': { camera: 'face-slow' },
  'the engine for hints does not come': {
    begins: ({ store }) => store.dispatch({ type: 'engine', engine: { name: 'failed', share: 0 } }),
  },
  'the network is down': { service: network },
  'answers do not come': { late: true },
  'the service has a fault': says('internal'),
  'the service is paused': says('service-paused', 5),
  'too many ask': says('rate-limited', 5),
  'maintenance begins': only('openSession', 'phone-closed'),
  'revocations cannot be looked up': only('presentCard', 'revocation-unavailable'),
  'the token is refused': says('token-refused'),
  'the challenge is used': only('reserve', 'token-used'),
  'faces are paused': only('reserve', 'face-attempts-paused', 30),
  'challenges are paused for an hour': only('challengeLiveness', 'challenges-paused', 3_600),
  'the app is too old': says('malformed-request'),
  'nothing can be kept': { storage: 'fails' },
  'what keeps things never answers': { storage: 'hangs' },
  'the card is lost': card('link-lost'),
  'the card is taken away': card('card-removed'),
  'the reader is busy': card('reader-busy'),
  'the reader is switched off': card('reader-lost'),
  'another kind of card is held there': card('not-a-my-number-card'),
  'the card talks nonsense': card('card-data'),
  'this page has a fault': { card: () => new TypeError('a fault') },
  'the page is out of sight for six minutes': {
    begins({ store, fake: { clock } }) {
      store.dispatch({ type: 'hidden' });
      clock.now += 360;
      store.dispatch({ type: 'shown' });
    },
  },
  'the page is put away': { begins: ({ store }) => store.dispatch({ type: 'gone' }) },
  'the clock is put on by eight minutes': moved(480),
  'the clock is put on by an hour': moved(3_600),
  'the clock is put back by an hour': moved(-3_600),
};

/** A screen: what is not answered there yet, or what leads there beside the way, and from where. */
interface Screen {
  holds?: string;
  from?: string;
  by?(life: Life): unknown;
}
const last = { ...service, now: NOW };
const maintenance = { ...last, phone: { open: false, until: NOW + 60, reason: 'maintenance' as const } };
const meets = (wrong: Wrong, act: PersonEvent['type']) => async (life: Life) => {
  life.wrong = wrong;
  await life.act(act);
};

const SCREENS: Record<string, Screen> = {
  starting: {},
  welcome: {},
  rehearsal: { from: 'welcome', by: (life) => life.act('rehearse') },
  consent: {},
  check: {
    from: 'consent',
    by(life) {
      life.holds = 'getService';
      life.store.dispatch({ type: 'heard', service: maintenance });
      return life.act('agree');
    },
  },
  'numbers birth': {},
  'numbers expiry': {},
  'numbers code': {},
  tap: { holds: 'look' },
  'tap lost': { from: 'numbers code', by: meets(card('link-lost'), 'entered') },
  pin: {},
  'hold opening': { holds: 'openSession' },
  'hold card': { holds: 'prove' },
  'hold card lost': { from: 'pin', by: meets(card('link-lost'), 'entered') },
  'hold sending': { holds: 'presentCard' },
  'outage at hold sending': { from: 'pin', by: meets({ calls: { presentCard: network } }, 'entered') },
  'selfie ready': {},
  'selfie paused': {
    from: 'selfie shooting',
    by: meets(only('reserve', 'face-attempts-paused', 60), 'captured'),
  },
  'selfie asking': {
    from: 'selfie ready',
    async by(life) {
      await life.last(100);
      life.holds = 'challengeLiveness';
      await life.act('shoot');
    },
  },
  'selfie shooting': {},
  'selfie sending': { holds: 'reserve' },
  'refused tap': { from: 'numbers code', by: meets(card('card-data'), 'entered') },
  'refused end': {
    from: 'selfie shooting',
    by: meets(only('reserve', 'face-attempts-exhausted'), 'captured'),
  },
  receipt: {},
  'receipt claimed': {
    from: 'receipt',
    by: ({ store }) =>
      store.dispatch({ type: 'polled', view: { ...view, status: 'claimed', matchCode: 'K7QX' } }),
  },
  'receipt being cancelled': {
    from: 'receipt',
    async by(life) {
      life.holds = 'cancelReservation';
      await life.act('cancel');
      await life.act('sure');
    },
  },
};

async function lifeAt(screen: string): Promise<Life> {
  const life = new Life();
  const { holds = null, from = screen, by } = SCREENS[screen]!;
  life.holds = SCREENS[from]!.holds ?? holds;
  if (screen === 'starting') return life;
  await life.answer();
  for (let act = 0; act < 20 && nameOf(life.state) !== from; act++) await life.act(mainAct(life.state));
  await by?.(life);
  const [phase] = screen.replace('outage at ', '').split(' ');
  if (life.state.phase.name !== phase) throw new Error(`${nameOf(life.state)} in place of ${screen}`);
  life.said.clear();
  life.met = false;
  return life;
}

beforeEach(() => void vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout'] }));
afterEach(() => void vi.useRealTimers());

it('a fault that stays is met, said, and kept from: the table can fail', async () => {
  const life = await lifeAt('welcome');
  life.wrong = FAULTS['the card is lost']!;
  expect(await life.arrives(60)).toBe(false);
  expect([life.met, life.said.size > 0, life.faults]).toEqual([true, true, []]);
});

describe.each(Object.keys(FAULTS))('%s', (name) => {
  it.each(Object.keys(SCREENS))(
    'at %s: it is said, there is a way on, and it leads to the end',
    async (screen) => {
      const life = await lifeAt(screen);
      life.wrong = FAULTS[name]!;
      life.wrong.begins?.(life);
      life.holds = null;
      await life.answer();
      await life.arrives(12);
      expect({ met: life.met, said: [...life.said] }).not.toEqual({ met: true, said: [] });
      life.wrong = {};
      await life.last(60);
      expect([await life.arrives(60), nameOf(life.state), life.faults]).toEqual([true, 'receipt', []]);
    },
  );
});

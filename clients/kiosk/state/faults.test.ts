import { describe, expect, it } from 'vitest';
import { kioskWords } from '#clients/words/test/spoken.ts';
import { adviceOf } from '../views/advice-of.ts';
import { Machine, notReset, type Wrong } from '../test/machine.ts';
import { empty, kiosk, NOW, present, type Input } from '../test/play.ts';
import { card, network, service } from '../test/troubles.ts';
import { mayRestart } from './restart.ts';
import type { ReaderState } from '#clients/card/reader.ts';
import type { Effect } from './effects.ts';
import type { PhaseName } from './types.ts';

const reader = (state: ReaderState): Input => ({ type: 'reader', reader: state });
const unheard = { type: 'unheard', askAt: NOW } as const;
const hears = (change: Partial<typeof kiosk>) =>
  ({ type: 'heard', kiosk: { ...kiosk, ...change }, askAt: NOW }) as const;
const refusedHere = (standing: 'suspended' | 'revoked') =>
  ({ type: 'refused-here', standing, askAt: NOW }) as const;
const closed = (reason: 'hours' | 'maintenance' | 'closed-day') =>
  hears({ opening: { open: false, until: NOW + 400, reason } });

/** What can go wrong while a kiosk runs. Starts that fail are in `boot.e2e.test.ts`. */
const FAULTS: Record<string, Wrong> = {
  'the network is down': { service: network, hears: unheard },
  'answers take 15 s, and then do not come': { late: 15 },
  'the service has a fault': { service: service('internal') },
  'the service is paused': { service: service('service-paused') },
  'too many ask': { service: service('rate-limited') },
  'revocations cannot be looked up': { service: service('revocation-unavailable') },
  'another call was quicker': { service: service('conflict') },
  'maintenance begins': { service: service('kiosk-closed'), hears: closed('maintenance') },
  'it is 23:00': { service: service('kiosk-closed'), hears: closed('hours') },
  'a closed day begins': { service: service('kiosk-closed'), hears: closed('closed-day') },
  'the kiosk is suspended': { service: service('kiosk-suspended'), hears: refusedHere('suspended') },
  'the kiosk is revoked': { service: service('kiosk-revoked'), hears: refusedHere('revoked') },
  'the token is refused': { service: service('token-refused') },
  'the lease has lapsed': { service: service('claim-lapsed') },
  'the page is too old': { hears: hears({ minimumPage: '9.0.0' }) },
  "the service's clock is an hour ahead": { hears: hears({ now: NOW + 3_600 }) },
  'the bridge dies': { card: card('bridge-lost'), begins: [reader('bridge-lost')], ends: [present] },
  'the bridge refuses': { card: card('bridge-refused'), begins: [reader('bridge-refused')], ends: [present] },
  'the reader is unplugged': { card: card('reader-lost'), begins: [reader('reader-lost')], ends: [present] },
  'the card is pulled': { card: card('card-removed'), begins: [empty] },
  'the link to the card is lost': { card: card('link-lost') },
  'another card is laid down': { card: { from: 'kiosk', code: 'another-card' }, begins: [empty, present] },
  'the card talks nonsense': { card: card('card-data') },
  'the PIN is wrong': { card: card('pin-wrong', 2) },
  'nothing can be kept': { storage: { from: 'kiosk', code: 'storage' } },
  'this page has a fault': {
    card: { from: 'kiosk', code: 'fault' },
    service: { from: 'kiosk', code: 'fault' },
  },
};

it('a fault that stays is seen: the table can fail', () => {
  const machine = machineAt('menu');
  machine.wrong = FAULTS['the network is down']!;
  liveOn(machine, 120);
  expect(machine.phase).toBe('out-of-service');
});

/** How a machine that works is brought to each screen. */
const WAYS: [PhaseName, Input[]][] = [
  ['menu', [empty]],
  ['consent', [{ type: 'begin' }]],
  ['place-card', [{ type: 'agree' }]],
  ['pin', [present]],
  ['found', [{ type: 'entered' }]],
  ['password', [{ type: 'next' }]],
  ['confirm', [{ type: 'entered' }]],
  ['done', [{ type: 'entered' }]],
  ['receipt', [empty]],
];
/**
 * Screens beside the way: from which of those, by what, what is wrong on the way, what is not answered there yet, and how it
 * is answered then.
 */
interface Aside {
  from: PhaseName;
  by: Input[];
  wrong?: Wrong;
  holds?: Effect['type'];
  answered?: Wrong;
}
const asked: Input[] = [{ type: 'entered' }];
const torn: Wrong = { card: card('link-lost') };
const ASIDE: Record<string, Aside> = {
  'put-back': { from: 'password', by: [empty] },
  'take-card': { from: 'password', by: [{ type: 'cancel' }] },
  'self-test': { from: 'menu', by: [{ type: 'self-test' }] },
  pending: { from: 'menu', by: [{ type: 'refused-here', standing: 'pending', askAt: NOW }] },
  enrol: { from: 'menu', by: [{ type: 'refused-here', standing: 'unknown', askAt: NOW }] },
  'out-of-service': { from: 'menu', by: [refusedHere('suspended')] },
  refused: { from: 'pin', by: asked, wrong: { service: service('no-reservation') } },
  'writing authorise': { from: 'confirm', by: asked, holds: 'authorise' },
  'writing write': { from: 'confirm', by: asked, holds: 'write' },
  'writing check': { from: 'confirm', by: asked, holds: 'check' },
  settling: { from: 'confirm', by: asked, wrong: torn, holds: 'settle' },
  'not-reset': { from: 'confirm', by: asked, wrong: torn, holds: 'settle', answered: { settles: notReset } },
};

const nameOf = ({ phase }: Machine['state']): string =>
  phase.name === 'writing' ? `writing ${phase.stage}` : phase.name;

/** On the way, as far as this screen. */
function onTheWay(machine: Machine, to: string): void {
  for (const [screen, way] of WAYS) {
    machine.live(...way);
    if (machine.phase !== screen) throw new Error(`${machine.phase} in place of ${screen}`);
    if (screen === to) return;
  }
}

function machineAt(name: string): Machine {
  const machine = new Machine();
  if (name === 'starting') {
    machine.holds = 'start';
    return machine.begin();
  }
  const aside = ASIDE[name];
  onTheWay(machine.begin(), aside?.from ?? name);
  if (!aside) return machine;
  Object.assign(machine, { wrong: aside.wrong ?? {}, holds: aside.holds ?? null });
  machine.live(...aside.by);
  if (aside.answered) Object.assign(machine, { wrong: aside.answered }).letGo();
  if (nameOf(machine.state) !== name) throw new Error(`${nameOf(machine.state)} in place of ${name}`);
  return machine;
}

const SCREENS = ['starting', ...WAYS.map(([name]) => name), ...Object.keys(ASIDE)];
const words = kioskWords('ja');

/** What somebody does who still hopes: what the screen is for, and again. */
const HOPES: Input[] = [
  { type: 'agree' },
  { type: 'entered' },
  { type: 'next' },
  { type: 'sure' },
  { type: 'entered' },
  { type: 'entered' },
  { type: 'retry' },
];

/** Lives on, and answers what of it was wrong: no words for a trouble, or a reload that could tear a card. */
function liveOn(machine: Machine, seconds: number, inputs: Input[] = []): string[] {
  const faults: string[] = [];
  const look = (act: () => void) => {
    const restartable = mayRestart(machine.state);
    const logged = machine.log.length;
    act();
    if (!restartable && machine.log.slice(logged).some(({ type }) => type === 'reload'))
      faults.push('reloads while a card may be writing');
    const { phase, outage } = machine.state;
    const trouble = outage?.trouble ?? (phase.name === 'refused' ? phase.trouble : null);
    if (trouble && adviceOf(trouble, words).title === '')
      faults.push(`no words for ${JSON.stringify(trouble)}`);
  };
  for (const input of inputs) look(() => machine.live(input));
  for (let second = 0; second < seconds; second++) look(() => machine.last(1));
  return faults;
}

describe.each(Object.keys(FAULTS))('%s', (name) => {
  it.each(SCREENS)('at %s: it is said, nothing is torn, and the next person finds the menu', (screen) => {
    const machine = machineAt(screen);
    machine.wrong = FAULTS[name]!;
    const faults = liveOn(machine, 0, machine.wrong.begins);
    machine.letGo();
    faults.push(...liveOn(machine, 20, HOPES));
    const { ends = [] } = machine.wrong;
    machine.wrong = {};
    faults.push(...liveOn(machine, 60, ends));
    // Whoever it was takes the card and goes.
    faults.push(...liveOn(machine, 600, [empty]));
    expect(faults).toEqual([]);
    expect([machine.phase, machine.state.outage, machine.state.visit, machine.state.card.left]).toEqual([
      'menu',
      null,
      null,
      null,
    ]);
    expect(machine.state.settings).toEqual(machine.state.usual);
    // What was typed was forgotten after it was used last.
    const used = machine.log.findLastIndex(({ type }) => type === 'prove' || type === 'compare');
    const forgotten = machine.log.findLastIndex(
      (effect) => effect.type === 'forget' && effect.what === 'all',
    );
    expect(forgotten).toBeGreaterThanOrEqual(used);
  });
});

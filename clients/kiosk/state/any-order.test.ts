import * as fc from 'fast-check';
import { expect, it } from 'vitest';
import type { ProblemCode } from '#schema/contract/problem.ts';
import type { CardFailureCode } from '#clients/card/failure.ts';
import {
  claim,
  empty,
  kiosk,
  looked,
  NOW,
  Play,
  present,
  proved,
  redemption,
  STAGES,
  type Input,
} from '../test/play.ts';
import type { Effect } from './effects.ts';
import { isHome } from './step.ts';
import type { PhaseName, State } from './types.ts';

const EFFECTS: Effect[] = [
  { type: 'open' },
  { type: 'look', same: false },
  { type: 'prove', redemption, confirmLastTry: false },
  { type: 'claim', redemption, message: {} as never },
  { type: 'renew', redemption },
  { type: 'authorise', redemption },
  { type: 'write', redemption, authorisation: 'x', record: 'r' },
  { type: 'check' },
  { type: 'settle', redemption, only: 'begun' },
];
const REFUSALS: ProblemCode[] = [
  'internal',
  'no-reservation',
  'reservation-in-use',
  'kiosk-suspended',
  'kiosk-revoked',
  'claim-lapsed',
];
const FAILURES: CardFailureCode[] = [
  'pin-wrong',
  'link-lost',
  'card-removed',
  'authorisation-refused',
  'password-rule',
  'bridge-lost',
];

const trouble = fc.oneof(
  fc.constant({ from: 'network' } as const),
  fc
    .constantFrom(...REFUSALS)
    .map((code) => ({ from: 'service', code, retryAfter: null, requestId: '' }) as const),
  fc
    .tuple(fc.constantFrom(...FAILURES), fc.constantFrom(0, 1, 2))
    .map(([code, triesLeft]) => ({ from: 'card', code, triesLeft }) as const),
  fc
    .constantFrom('another-card', 'storage', 'unsettled', 'fault')
    .map((code) => ({ from: 'kiosk', code }) as const),
);

/** A reservation that the card was reset for once before. */
const EARLIER = '00000000-0000-4000-8000-000000000001';
const settled = (reservationId: string): Input => ({
  type: 'settled',
  settled: { outcome: 'completed', reservationId, completedAt: NOW },
  begunFor: claim.reservationId,
  recorded: true,
  evidence: null,
});

const named = { issuerKeyId: 'k', serial: 's' };
const result: fc.Arbitrary<Input> = fc.oneof(
  fc.constantFrom<Input>(
    { type: 'opened', redemption },
    looked,
    { ...looked, userPinTries: 1 } as Input,
    { ...looked, unsettled: true } as Input,
    { ...looked, obstacle: 'pin-blocked' } as Input,
    proved,
    { type: 'claimed', claim },
    { type: 'renewed', leaseUntil: NOW + 400 },
    { type: 'compared', differsAt: null },
    { type: 'compared', differsAt: 2 },
    { type: 'authorised', authorisation: 'x', record: 'r' },
    { type: 'written', evidence: 'w' },
    { type: 'checked', validUntil: NOW + 1_000, named },
    settled(claim.reservationId),
    settled(EARLIER),
    {
      type: 'settled',
      settled: { outcome: 'not-reset', reservationId: null, completedAt: null },
      begunFor: null,
      recorded: false,
      evidence: 'w',
    },
  ),
  fc
    .tuple(fc.constantFrom(...EFFECTS), trouble)
    .map(([effect, why]) => ({ type: 'failed', effect, trouble: why }) as const),
);

const other: fc.Arbitrary<Input> = fc.constantFrom<Input>(
  present,
  empty,
  { type: 'reader', reader: 'bridge-lost' },
  { type: 'begin' },
  { type: 'agree' },
  { type: 'next' },
  { type: 'entered' },
  { type: 'sure' },
  { type: 'cancel' },
  { type: 'back' },
  { type: 'retry' },
  { type: 'touch' },
  { type: 'press', taken: true },
  { type: 'press', taken: false },
  { type: 'tick' },
  { type: 'heard', kiosk, askAt: NOW + 100_000 },
  {
    type: 'heard',
    kiosk: { ...kiosk, opening: { open: false, until: NOW + 500, reason: 'hours' } },
    askAt: NOW,
  },
  { type: 'unheard', askAt: NOW },
  { type: 'refused-here', standing: 'suspended', askAt: NOW },
  { type: 'refused-here', standing: 'revoked', askAt: NOW },
);

/** Screens on which nothing that was typed may be left. */
const CLEAN = new Set<PhaseName>([
  'take-card',
  'refused',
  'done',
  'receipt',
  'put-back',
  'settling',
  'not-reset',
]);
const mustBeClean = (state: State) => isHome(state) || CLEAN.has(state.phase.name);

const isForgetting = (effect: Effect) => effect.type === 'forget' && effect.what !== 'second-entry';

const isDone = ({ phase }: State) => phase.name === 'done' || phase.name === 'receipt';
const answersForAnother = (input: Input, visit: State['visit']) =>
  input.type === 'settled' &&
  input.settled.reservationId === EARLIER &&
  Boolean(visit?.claim) &&
  visit?.evidence === null;

function faultsOf(
  { state, asked }: Play,
  input: Input,
  typed: boolean,
  visitBefore: State['visit'],
): string[] {
  const rules: [boolean, string][] = [
    [typed && mustBeClean(state), 'an entry is left'],
    [asked.includes('write') && !visitBefore?.claim, 'a write without a claim'],
    [isHome(state) && state.visit !== null, 'a visit is left'],
    [isDone(state) && answersForAnother(input, visitBefore), 'done by the word on another reservation'],
  ];
  return rules.filter(([broken]) => broken).map(([, fault]) => fault);
}

/** Follows one run of events; answers what was wrong, and after which event. */
function follow(steps: readonly (readonly [Input, number])[]): string[] {
  const play = new Play().put(...STAGES.menu);
  const wrong: string[] = [];
  let typed = false;
  for (const [input, pause] of steps) {
    play.now += pause;
    const { visit } = play.state;
    play.put(input);
    if (input.type === 'entered') typed = true;
    if (play.effects.some(isForgetting)) typed = false;
    wrong.push(
      ...faultsOf(play, input, typed, visit).map((fault) => `${input.type} at ${play.phase}: ${fault}`),
    );
  }
  return wrong;
}

it('whatever happens in whatever order: nothing typed outlives its screen, nothing is written without a claim', () => {
  const step = fc.tuple(fc.oneof(result, other), fc.constantFrom(0, 1, 5, 40, 200));
  const clean = fc.property(fc.array(step, { maxLength: 60 }), (steps) => {
    expect(follow(steps)).toEqual([]);
  });
  fc.assert(clean, { numRuns: 2_000, seed: 20_261_125 });
});

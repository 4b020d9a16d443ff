import { beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { Card } from '#clients/card/card.ts';
import { selectJpki } from '#clients/card/applets/jpki.ts';
import { SIGNATURE_PASSWORD_REFERENCE, verify } from '#clients/card/pin.ts';
import type { CardTransport } from '#clients/card/reader.ts';
import { tearingStore } from '#clients/lab/card/faults.ts';
import { authorise as authoriseByLab } from '#clients/lab/card/issuer/reset-authority.ts';
import type { PersonalisedCard } from '#clients/lab/card/profile.ts';
import { inMemoryStore, type MemoryStore } from '#clients/lab/card/store/memory-store.ts';
import { insertCard, VirtualCard } from '#clients/lab/card/virtual-card.ts';
import { NEW_PASSWORD, NOW, PASSWORD, PIN } from '#clients/lab/people/cast.ts';
import { openLab, type Lab } from '#clients/lab/people/lab.ts';
import { printed, secret } from '#clients/lab/people/people.ts';
import { fromBase64url, toBase64url } from '#schema/contract/bytes.ts';
import { decodeSignedRecord, toHex } from '#schema/contract/card.ts';
import type { Authorise } from '#schema/contract/redemption.ts';
import { ApiProblem, NetworkFailure } from './index.ts';
import { renewCard, reserve, showFace } from './step1.ts';
import { complete, openRedemption, recover, reset, type ResetRequest } from './step2.ts';
import { fakeService, problem, type Answers } from './test/service.ts';

const UUID = '00000000-0000-4000-8000-000000000000';
const RECORD = 'a.signed.record';
const TICKET_HASH = new Uint8Array(32).fill(3);
const opened = {
  expiresAt: NOW + 600,
  audience: 'https://kaijo.example',
  nonce: toBase64url(TICKET_HASH),
  support: 'ACDEFHJK',
};

let lab: Lab;
let made: PersonalisedCard;
beforeAll(async () => {
  lab = await openLab();
  made = await lab.issue({ photo: new Uint8Array(2_000).fill(9) });
}, 60_000);

/** The card on a reader; `closed` has how each link to it was given back. */
let store: MemoryStore;
let closed: boolean[];
let chip: VirtualCard;
beforeEach(() => {
  put(inMemoryStore(structuredClone(made.memory)));
});
function put(memory: MemoryStore): void {
  [store, closed, chip] = [memory, [], new VirtualCard({ profile: made.profile, store: memory })];
}
const reader = {
  async open(): Promise<CardTransport> {
    const link = await insertCard(chip);
    const close: CardTransport['close'] = async (options) => {
      closed.push(options.reset);
      await link.close(options);
    };
    return { ...link, close };
  },
};

describe('STEP 1', () => {
  const liveness = { challenge: 'a.challenge.c', steps: ['left' as const, 'right' as const], expiresAt: NOW };
  const view = { reservationId: UUID, status: 'reserved' as const, now: NOW, expiresAt: NOW + 86_400 };
  const reservation = { ...view, windows: [], matchCode: null, endedAt: null, support: null };
  const token = (cardToken: string) => ({ cardToken, expiresAt: NOW, renewableUntil: NOW + 3_600 });
  const answers: Answers = {
    openSession: () => ({ ...opened, session: 'a.session.c' }),
    presentCard: () => ({ ...token('a.card.c'), liveness, triesLeft: 5 }),
    renewCard: () => token('another.card.c'),
    reserve: () => ({ ticket: 'a.ticket.c', receipt: 'a.receipt.c', reservation }),
  };
  const image = (n: number) => new Uint8Array(8).fill(n);
  const camera = async (steps: readonly string[]) =>
    ['front', ...steps].map((_, index) => ({ image: image(index), capturedAt: 300 * index }));
  const person = (pin = PIN) => ({ reader, pin: secret(pin), matchingNumberB: printed() });

  it('makes a reservation: session, card, face, each with the token of the one before', async () => {
    const service = await fakeService(answers);
    const { ticket } = await reserve({ ...person(), api: service.api, consentVersion: '2026-11', camera });
    expect(ticket).toBe('a.ticket.c');
    expect(service.calls.map(({ name, token }) => [name, token])).toEqual([
      ['openSession', null],
      ['presentCard', 'a.session.c'],
      ['reserve', 'a.card.c'],
    ]);
    expect(service.said('openSession')).toEqual({ consentVersion: '2026-11' });
    expect(service.said('presentCard').authCertificate).toBe(made.profile.certificates.auth);
    expect(toHex(service.calls[1]!.files['photo']![0]!.slice(-2_000))).toBe('09'.repeat(2_000));
    expect(service.said('reserve')).toEqual({ challenge: 'a.challenge.c', capturedAt: [0, 300, 600] });
    expect(service.calls[2]!.files['frame']).toEqual([image(0), image(1), image(2)]);
    expect(closed).toEqual([true]);
  });

  it('goes on with another token where the person takes long, without the card', async () => {
    const service = await fakeService(answers);
    const { cardToken } = await renewCard(service.api, { cardToken: 'a.card.c' });
    await showFace(service.api, { cardToken, liveness }, camera);
    expect(service.calls.map(({ name, token: sent }) => [name, sent])).toEqual([
      ['renewCard', 'a.card.c'],
      ['reserve', 'another.card.c'],
    ]);
  });

  it('lets the card go when it refuses, and sends nothing of it', async () => {
    const service = await fakeService(answers);
    const request = { ...person('0000'), api: service.api, consentVersion: '2026-11', camera };
    await expect(reserve(request)).rejects.toMatchObject({ code: 'pin-wrong', facts: { triesLeft: 2 } });
    expect(service.names()).toEqual(['openSession']);
    expect(closed).toEqual([true]);
  });
});

describe('STEP 2', () => {
  const claimed = { reservationId: UUID, matchCode: 'K7QX', leaseUntil: NOW + 300, expiresAt: NOW + 9_999 };
  const completed = { reservationId: UUID, completedAt: NOW };
  const answers: Answers = {
    openRedemption: () => ({ ...opened, redemption: 'a.redemption.c' }),
    claim: () => claimed,
    authorise: async ({ message }) => {
      const { cardId, r, kioskKey } = message as Authorise;
      const agreement = { cardId: fromBase64url(cardId), r: fromBase64url(r) };
      const request = { agreement, kioskKey: fromBase64url(kioskKey), ticketHash: TICKET_HASH };
      const authorisation = await authoriseByLab(lab.authority, request as never);
      return { authorisation, notAfter: NOW + 60, leaseUntil: NOW + 300, record: RECORD };
    },
    complete: () => completed,
    abort: () => ({ outcome: 'released', leaseUntil: null }),
    recover: () => ({ outcome: 'completed', reservationId: UUID, completedAt: NOW }),
  };
  const lost = () => Promise.reject(new TypeError('connection reset'));
  const visit = async (changed: Answers = {}, request: Partial<ResetRequest> = {}) => {
    const service = await fakeService({ ...answers, ...changed });
    const typed = { pin: secret(PIN), password: secret(NEW_PASSWORD).secret };
    return { service, done: reset({ api: service.api, reader, ...typed, ...request }) };
  };
  const opensWith = async (password: string) => {
    const card = new Card(await insertCard(chip));
    await selectJpki(card);
    return verify(card, SIGNATURE_PASSWORD_REFERENCE, secret(password));
  };

  it('sets a new password, and tells what happens on the way', async () => {
    const happened: unknown[] = [];
    const { service, done } = await visit(
      { complete: () => (happened.push('complete'), completed) },
      {
        onStep: (step) => happened.push(step),
        onClaimed: ({ matchCode }) => happened.push(matchCode),
        keep: (receipt) => happened.push(receipt),
      },
    );
    expect(await done).toEqual({ claimed, completed });
    const receipt = service.said('complete');
    const steps = ['select', 'pin', 'certificates', 'sign', 'bind', 'K7QX', 'agree', 'authorise', 'write'];
    expect(happened).toEqual([...steps, receipt, 'complete']);
    expect(service.names()).toEqual(['openRedemption', 'claim', 'authorise', 'complete']);
    expect(service.calls.map(({ token }) => token)).toEqual([null, 'a.redemption.c', 'a.redemption.c', null]);
    expect(service.said('authorise').kioskKey).toBe(service.said('claim').kioskKey);
    expect(decodeSignedRecord(fromBase64url(receipt.receipt))).toMatchObject({ counter: 1, tries: 5 });
    expect(receipt.record).toBe(RECORD);
    expect(decodeSignedRecord(fromBase64url(service.said('claim').status))).toMatchObject({ counter: 0 });
    expect(closed).toEqual([true]);
    await expect(opensWith(PASSWORD)).rejects.toMatchObject({ code: 'pin-wrong' });
    await opensWith(NEW_PASSWORD);
  });

  it('ends at a card without a reservation, and leaves the card as it was', async () => {
    const { service, done } = await visit({ claim: () => problem('no-reservation') });
    await expect(done).rejects.toThrow(ApiProblem);
    expect(service.names()).toEqual(['openRedemption', 'claim']);
    expect([closed, (await store.load()).reset.counter]).toEqual([[true], 0]);
  });

  it.each<[string, string, Answers, Partial<ResetRequest>]>([
    ['the person is not shown the code', 'kiosk-fault', {}, { onClaimed: lost }],
    ['the answer is lost', 'kiosk-fault', { authorise: lost }, {}],
    ['the card loses its power', 'card-fault', {}, { onClaimed: () => chip.reset() }],
  ])('gives the reservation back when %s before it is authorised', async (_, reason, changed, request) => {
    const { service, done } = await visit(changed, request);
    await expect(done).rejects.toBeInstanceOf(Error);
    expect(service.names().at(-1)).toBe('abort');
    expect(service.said('abort')).toEqual({ reason });
    expect([closed, (await store.load()).reset.counter]).toEqual([[true], 0]);
  });

  it('asks nobody to set a password that no card takes', async () => {
    const { service, done } = await visit({}, { password: secret('lower2026').secret });
    await expect(done).rejects.toMatchObject({ code: 'password-rule' });
    expect([service.names(), closed]).toEqual([[], []]);
  });

  it('sends a receipt that could not be kept', async () => {
    const { service, done } = await visit({}, { keep: () => Promise.reject(new Error('disk full')) });
    expect(await done).toEqual({ claimed, completed });
    expect(service.names().at(-1)).toBe('complete');
  });

  it('says what went wrong, not that giving back failed too', async () => {
    const { done } = await visit({ authorise: () => problem('claim-lapsed'), abort: lost });
    await expect(done).rejects.toMatchObject({ problem: { code: 'claim-lapsed' } });
  });

  it('leaves a receipt that can be delivered later when the last answer is lost', async () => {
    const kept: Parameters<NonNullable<ResetRequest['keep']>>[0][] = [];
    const { service, done } = await visit({ complete: lost }, { keep: (receipt) => kept.push(receipt) });
    await expect(done).rejects.toThrow(NetworkFailure);
    expect(service.names()).not.toContain('abort');
    const later = await fakeService(answers);
    expect(await complete(later.api, kept[0]!)).toEqual(completed);
    expect(later.said('complete')).toEqual(service.said('complete'));
  });

  it('lets the card itself say what became of it when it was pulled while it wrote', async () => {
    const memory = inMemoryStore(structuredClone(made.memory));
    put(tearingStore(memory, (write) => (write === 'reset' ? 'after-commit' : null)));
    const { service, done } = await visit();
    await expect(done).rejects.toMatchObject({ code: 'link-lost' });
    expect(service.names()).toEqual(['openRedemption', 'claim', 'authorise']);
    put(memory);
    const again = await openRedemption(service.api);
    const { outcome } = await recover(service.api, new Card(await reader.open()), again);
    expect(outcome).toBe('completed');
    const { counter, ticketHash } = decodeSignedRecord(fromBase64url(service.said('recover').status));
    expect([counter, toBase64url(ticketHash)]).toEqual([1, toBase64url(TICKET_HASH)]);
  });
});

import { CardFailure } from '#clients/card/failure.ts';
import type { Step1Proof } from '#clients/card/dialogue/step1.ts';
import { ApiProblem, NetworkFailure, type Api } from '#clients/sdk/index.ts';
import type { ProblemBody, ProblemCode } from '#schema/contract/problem.ts';
import { createDrawer } from '../drawer.ts';
import type { World } from '../ports.ts';
import type { Errands } from '../receipt/errands.ts';
import { card, liveness, NOW, service, session, view } from './play.ts';

/** Nothing is done outside of the page. */
export const NO_ERRANDS: Errands = { calendar: () => {}, share: null, remind: null, keep: null };

/** Something the phone asked for, and how it may end. */
export interface Asked {
  name: string;
  succeed(): void;
  fail(error: Error): void;
}

interface Sent {
  token?: string;
  files?: Record<string, readonly Uint8Array[]>;
}

/** A world whose clock, card and service do what they are told, when they are told. Tokens name their own end. */
export interface FakeWorld {
  world: World;
  clock: { now: number };
  asked: Asked[];
  /** What the phone sent or did that it must not have. */
  faults: string[];
}

const token = (until: number, renewableUntil = until): string => `t.${until}.${renewableUntil}`;
const endOf = (sent = ''): number => Number(sent.split('.')[1]);
const renewableOf = (sent = ''): number => Number(sent.split('.')[2]);

export const problem = (code: ProblemCode, retryAfter: number | null = null): ApiProblem =>
  new ApiProblem({ code, retryAfter, reasons: [], triesLeft: 3, requestId: 'r' } as unknown as ProblemBody);
export const network = (): NetworkFailure => new NetworkFailure('no answer');
export const cardFailure = (code: CardFailure['code'], triesLeft = 2): CardFailure =>
  new CardFailure(code, { reference: 'user-pin', triesLeft });

export function fakeWorld(): FakeWorld {
  const clock = { now: NOW };
  const asked: Asked[] = [];
  const faults: string[] = [];
  const ask = <T>(name: string, answer: () => T): Promise<T> =>
    new Promise((resolve, reject) => {
      const over = () => void asked.splice(asked.indexOf(one), 1);
      const one: Asked = {
        name,
        succeed: () => {
          over();
          try {
            resolve(answer());
          } catch (error) {
            reject(error as Error);
          }
        },
        fail: (error) => {
          over();
          reject(error);
        },
      };
      asked.push(one);
    });
  const live = (sent: Sent): number => {
    if (endOf(sent.token) <= clock.now) throw problem('token-refused');
    return clock.now;
  };
  const must = (holds: boolean, what: string) => {
    if (!holds) faults.push(what);
  };
  const answers: Record<string, (sent: Sent) => unknown> = {
    getService: () => ({ ...service, now: clock.now }),
    openSession: () => ({ ...session, session: token(clock.now + 600), expiresAt: clock.now + 600 }),
    presentCard: (sent) => {
      const [now, until] = [live(sent), clock.now + 3_600];
      const reading = { cardToken: token(now + 600, until), expiresAt: now + 600, renewableUntil: until };
      return { ...card, ...reading, liveness: { ...liveness, expiresAt: now + 127 } };
    },
    renewCard: (sent) => {
      const renewableUntil = renewableOf(sent.token);
      const expiresAt = Math.min(live(sent) + 600, renewableUntil);
      return { cardToken: token(expiresAt, renewableUntil), expiresAt, renewableUntil };
    },
    challengeLiveness: (sent) => ({ ...liveness, expiresAt: live(sent) + 127 }),
    reserve: (sent) => {
      live(sent);
      return { ticket: 'a.b.c', receipt: 'a.b.c', reservation: { ...view, now: clock.now } };
    },
    getReservation: () => ({ ...view, now: clock.now }),
    cancelReservation: () => ({ ...view, now: clock.now, status: 'cancelled' }),
  };
  const whole = (files: Sent['files']) =>
    Object.values(files ?? {}).every(
      (parts) => parts.length > 0 && parts.every((part) => part.some(Boolean)),
    );
  const call = (name: string, sent: Sent = {}) => {
    must(whole(sent.files), `${name} was sent what had been overwritten`);
    return ask(name, () => answers[name]!(sent));
  };
  const drawer = createDrawer();
  const world: World = {
    api: () => ({ call }) as unknown as Api,
    makeKey: async () => ({}) as CryptoKeyPair,
    keeper: { load: async () => null, save: async () => {}, clear: async () => {} },
    trail: { load: () => null, save: () => {} },
    drawer,
    holding: { key: null, kept: null, reader: null, desk: null, errands: NO_ERRANDS },
    engine: { load: (tell) => tell({ name: 'ready', share: 1 }), look: async () => null },
    findReader: async () => ({ kind: 'shell', reader: null }),
    desk: async () => ({
      look: () => ask('look', () => ({ tries: { userPin: 3 }, obstacle: null }) as never),
      prove: () => ask('prove', proof),
    }),
    reload: () => {},
    now: () => clock.now,
  };
  return { world, clock, asked, faults };
}

const bytes = () => Uint8Array.of(1, 2, 3);

const proof = (): Step1Proof => ({
  authCertificate: bytes(),
  authSignature: bytes(),
  cardCertificate: bytes(),
  binding: { cardId: bytes(), photoSignatureHash: bytes(), signature: bytes() } as Step1Proof['binding'],
  status: bytes(),
  photo: bytes(),
  surface: { signature: bytes(), issuerCertificate: bytes(), holderDigest: bytes(), textDigest: bytes() },
});

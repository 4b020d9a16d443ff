import { beforeAll, beforeEach, describe, expect, it } from 'vitest';
import type { CardReply } from '#schema/contract/session.ts';
import type { Ports } from '../ports/index.ts';
import type { Kiosk, Phone } from './actors.ts';
import type { TestCard } from './card.ts';
import { problemOf } from './proven.ts';
import { cardAt, createWorld, emptyDatabase, rowsOf, type World } from './world.ts';

// What happens between the trips of a call of STEP 1, and how many there are.
let world: World;
let phone: Phone;
let kiosk: Kiosk;
let card: TestCard;
let trips: string[];
let between: { after: string; act: () => Promise<unknown> } | null;

const STORES = ['faceTries', 'reservations', 'seen', 'maintenance'] as const;
type Verb = (...given: unknown[]) => Promise<unknown>;

/** Stores that note each trip, and let something happen after one of them. */
function watched(ports: Ports): Ports {
  const watch =
    (verb: string, run: Verb): Verb =>
    async (...given) => {
      trips.push(verb);
      const answer = await run(...given);
      if (between?.after !== verb) return answer;
      const { act } = between;
      between = null;
      const kept = [...trips];
      await act();
      trips = kept;
      return answer;
    };
  const stores = STORES.map((store) => {
    const verbs = Object.entries(ports[store] as unknown as Record<string, Verb>);
    return [store, Object.fromEntries(verbs.map(([verb, run]) => [verb, watch(verb, run)]))];
  });
  return { ...ports, ...Object.fromEntries(stores) };
}

beforeAll(async () => {
  card = await cardAt(0);
});
beforeEach(async () => {
  await emptyDatabase();
  [trips, between] = [[], null];
  world = await createWorld({ wrap: watched });
  [phone, kiosk] = [await world.phone(), await world.kiosk()];
});

const happening = (after: string, act: () => Promise<unknown>) => {
  trips = [];
  between = { after, act };
};
const failures = async () => (await rowsOf('SELECT failures FROM throttles'))[0]?.['failures'] ?? 0;
const states = async () =>
  (await rowsOf('SELECT state FROM reservations ORDER BY rowid')).map(({ state }) => state);
const events = async () =>
  (await rowsOf('SELECT kind FROM audit_events ORDER BY seq')).map(({ kind }) => kind);
const closePhones = () =>
  rowsOf(
    "INSERT INTO maintenance_windows (id, from_at, until_at, scope) VALUES ('m', ?, ?, 'both')",
    world.now - 1,
    world.now + 60,
  );
const cancel = (token: string) => phone.api.call('cancelReservation', { token });

describe('a look at the face', () => {
  let earlier: string;
  let presented: CardReply;
  beforeEach(async () => {
    earlier = (await phone.reserve(card)).ticket;
    presented = await phone.present(card);
  });

  it('loses to a kiosk that comes to the earlier reservation meanwhile: the try is given back, the challenge free', async () => {
    let release: () => Promise<unknown> = async () => null;
    happening('begin', async () => {
      const { redemption } = await kiosk.claim(card);
      const token = redemption.redemption;
      release = () => kiosk.api.call('abort', { token, message: { reason: 'idle' } });
    });
    expect((await problemOf(phone.face(presented))).code).toBe('reservation-in-use');
    expect(trips).toEqual(['begin', 'make']);
    expect([await states(), await failures()]).toEqual([['claimed'], 0]);
    expect((await events()).slice(-3)).toEqual(['try-charged', 'reservation-claimed', 'try-given-back']);
    trips = [];
    expect((await problemOf(phone.face(presented))).code).toBe('reservation-in-use');
    expect(trips).toEqual(['begin']);
    await release();
    expect((await phone.face(presented)).reservation.status).toBe('reserved');
    expect([await states(), await failures()]).toEqual([['superseded', 'reserved'], 0]);
  });

  it('supersedes nothing that was cancelled meanwhile, and stands', async () => {
    happening('begin', () => cancel(earlier));
    expect((await phone.face(presented)).reservation.status).toBe('reserved');
    expect([trips, await states()]).toEqual([
      ['begin', 'make'],
      ['cancelled', 'reserved'],
    ]);
    expect(await events()).not.toContain('reservation-superseded');
  });

  it('goes on when the service closes meanwhile, and does not begin after it', async () => {
    happening('begin', closePhones);
    expect((await phone.face(presented)).reservation.status).toBe('reserved');
    await rowsOf('DELETE FROM maintenance_windows');
    const again = await phone.present(card);
    happening('present', async () => null);
    await closePhones();
    expect((await problemOf(phone.face(again))).code).toBe('phone-closed');
    expect([trips, await failures()]).toEqual([['begin'], 0]);
  });

  it('that is taken over by its own repetition writes nothing', async () => {
    let second: unknown;
    happening('begin', async () => {
      world.now += 60;
      second = await phone.face(presented);
      world.now -= 60;
    });
    expect((await problemOf(phone.face(presented))).code).toBe('conflict');
    expect(trips).toEqual(['begin', 'make']);
    expect([await states(), await failures()]).toEqual([['superseded', 'reserved'], 0]);
    expect(await phone.face(presented)).toMatchObject({ ticket: (second as { ticket: string }).ticket });
  });
});

describe('a try of a card of which something is counted', () => {
  beforeEach(async () => {
    world.matcher.outcome = 'no-match';
    await problemOf(phone.reserve(card));
    world.matcher.outcome = 'match';
  });

  it('is charged on top of it, in a trip more', async () => {
    const presented = await phone.present(card);
    world.matcher.outcome = 'no-match';
    trips = [];
    expect((await problemOf(phone.face(presented))).triesLeft).toBe(3);
    expect([trips, await failures()]).toEqual([['begin', 'begin', 'decided'], 2]);
  });

  it('is charged on what is left when the count is cleared meanwhile', async () => {
    const presented = await phone.present(card);
    happening('begin', () => rowsOf('DELETE FROM throttles'));
    expect((await phone.face(presented)).reservation.status).toBe('reserved');
    expect([trips, await failures()]).toEqual([['begin', 'begin', 'begin', 'make'], 0]);
  });

  it('is not charged when a kiosk comes to an earlier reservation meanwhile', async () => {
    await phone.reserve(card);
    world.matcher.outcome = 'no-match';
    await problemOf(phone.reserve(card));
    const presented = await phone.present(card);
    happening('begin', () => kiosk.claim(card));
    expect((await problemOf(phone.face(presented))).code).toBe('reservation-in-use');
    expect([trips, await failures()]).toEqual([['begin', 'begin'], 1]);
  });
});

describe('the sequence of a card', () => {
  it('is opened with the reading, in one trip, and told again in one', async () => {
    trips = [];
    const { cardToken, liveness } = await phone.present(card);
    expect(trips).toEqual(['upcoming', 'present']);
    trips = [];
    const again = await phone.api.call('challengeLiveness', { token: cardToken });
    expect([trips, again.steps]).toEqual([['standing'], liveness.steps]);
  });

  it('is the one that another phone opened meanwhile', async () => {
    await phone.present(card);
    world.now += 121;
    const other = await world.phone();
    let theirs: CardReply;
    happening('present', async () => (theirs = await other.present(card)));
    expect((await phone.present(card)).liveness.steps).toEqual(theirs!.liveness.steps);
    expect(trips).toEqual(['upcoming', 'present', 'open', 'standing']);
    expect(await rowsOf('SELECT replaced FROM liveness_challenges')).toEqual([{ replaced: 1 }]);
  });
});

describe('a cancellation', () => {
  it('loses to a kiosk that comes meanwhile', async () => {
    const { ticket } = await phone.reserve(card);
    happening('byId', () => kiosk.claim(card));
    expect((await problemOf(cancel(ticket))).code).toBe('reservation-in-use');
    expect(await states()).toEqual(['claimed']);
  });

  it('is answered like the same one that came meanwhile', async () => {
    const { ticket } = await phone.reserve(card);
    happening('byId', () => cancel(ticket));
    expect((await cancel(ticket)).status).toBe('cancelled');
    expect((await events()).filter((kind) => kind === 'reservation-cancelled')).toHaveLength(1);
  });
});

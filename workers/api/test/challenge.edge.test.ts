import { beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { endpoints } from '#schema/contract/endpoints.ts';
import type { LivenessChallenge } from '#schema/contract/session.ts';
import type { Phone } from './actors.ts';
import type { TestCard } from './card.ts';
import { problemOf, refuses } from './proven.ts';
import { proofFor, send } from './send.ts';
import { cardAt, createWorld, emptyDatabase, rowsOf, type World } from './world.ts';

// Somebody holds a recording of one sequence of head movements, and asks until that sequence is asked for.

const LIFE = 120;
const ASKED = 24;
let world: World;
let phone: Phone;
let card: TestCard;
beforeAll(async () => {
  card = await cardAt(0);
});
beforeEach(async () => {
  await emptyDatabase();
  world = await createWorld();
  phone = await world.phone();
});

const again = (cardToken: string, of = phone) => of.api.call('challengeLiveness', { token: cardToken });
const stepsOf = ({ steps }: Pick<LivenessChallenge, 'steps'>) => steps.join();

/** How often each road is taken, and what it answers: the steps that were asked for, or the code of a refusal. */
async function walk(times: number, road: () => Promise<LivenessChallenge>): Promise<string[]> {
  const seen: string[] = [];
  for (let n = 0; n < times; n++)
    seen.push(
      await road().then(stepsOf, async (error: unknown) => (await problemOf(Promise.reject(error))).code),
    );
  return seen;
}

/** A read card, presented again and again in new sessions, so that it costs no second reading here. */
const presented = async (by = phone) => (await by.present(card)).liveness;

describe('who asks until a recording fits', () => {
  it('by the call for it gets one sequence', async () => {
    const { cardToken } = await phone.present(card);
    expect(new Set(await walk(ASKED, () => again(cardToken))).size).toBe(1);
  });

  it('by asking at the same time gets one sequence', async () => {
    const { cardToken, liveness } = await phone.present(card);
    world.now = liveness.expiresAt;
    const asked = await Promise.all(Array.from({ length: ASKED }, () => again(cardToken).then(stepsOf)));
    expect(new Set(asked).size).toBe(1);
    expect(await rowsOf('SELECT replaced FROM liveness_challenges')).toEqual([{ replaced: 1 }]);
  });

  it('by pictures that cannot be used gets one sequence, then pauses, and loses no try', async () => {
    const { cardToken } = await phone.present(card);
    world.matcher.outcome = { unusable: ['no-face'] };
    const seen = await walk(ASKED, async () => {
      const liveness = await again(cardToken);
      const refusal = await problemOf(phone.face({ cardToken, liveness } as never));
      expect(refusal.code).toBe('face-unusable');
      return liveness;
    });
    const [steps] = seen;
    expect(seen.slice(0, 21)).toEqual(Array.from({ length: 21 }, () => steps));
    expect(seen.slice(21)).toEqual(['challenges-paused', 'challenges-paused', 'challenges-paused']);
    expect((await problemOf(phone.present(card))).retryAfter).toBe(30);
    expect(await rowsOf('SELECT 1 FROM throttles')).toEqual([]);
  });

  it('by other sessions, and by another phone, gets one sequence', async () => {
    const other = await world.phone();
    const seen = [...(await walk(4, presented)), ...(await walk(4, () => presented(other)))];
    expect(new Set(seen).size).toBe(1);
  });

  it('by the same reading sent again gets one sequence, three times at most', async () => {
    const session = await phone.open();
    const { evidence, photo } = await card.evidence(session);
    const request = { token: session.session, message: evidence, files: { photo: [photo] } };
    const seen = await walk(12, async () => (await phone.api.call('presentCard', request)).liveness);
    expect(new Set(seen.slice(0, 3)).size).toBe(1);
    expect(seen.slice(3)).toEqual(Array.from({ length: 9 }, () => 'token-used'));
    expect(world.matcher.embedded).toBe(3);
  });

  it('by waiting gets one in two minutes, then fewer and fewer', async () => {
    const apart: number[] = [];
    let held = await presented();
    for (let n = 0; n < 13; n++) {
      world.now = held.expiresAt - 1;
      expect((await presented()).expiresAt).toBe(held.expiresAt);
      world.now += 1;
      const refusal = await problemOf(presented()).catch(() => null);
      const pause = refusal?.retryAfter ?? 0;
      world.now += pause;
      held = await presented();
      apart.push(LIFE + pause);
    }
    const pauses = [0, 0, 0, 0, 30, 60, 120, 240, 480, 960, 1_920, 3_600, 3_600];
    expect(apart).toEqual(pauses.map((pause) => LIFE + pause));
    expect(await rowsOf('SELECT 1 FROM throttles')).toEqual([]);
  });

  it('finds that only a match makes the count begin anew', async () => {
    for (let n = 0; n < 4; n++) world.now = (await presented()).expiresAt;
    await phone.reserve(card);
    expect(await rowsOf('SELECT 1 FROM liveness_challenges')).toEqual([]);
    await presented();
    expect(await rowsOf('SELECT replaced FROM liveness_challenges')).toEqual([{ replaced: 0 }]);
  });

  it('with a card of their own learns nothing of another one', async () => {
    const other = await cardAt(1);
    world.now = (await presented()).expiresAt;
    await phone.present(other);
    expect(await rowsOf('SELECT replaced FROM liveness_challenges')).toEqual([
      { replaced: 0 },
      { replaced: 0 },
    ]);
  });

  refuses('challenges-paused', 'a card whose sequences ran out again and again', async () => {
    for (let n = 0; n < 5; n++) world.now = (await presented()).expiresAt;
    return phone.present(card);
  });
  refuses('challenges-paused', 'another sequence, with the card token at hand', async () => {
    const { cardToken } = await phone.present(card);
    await rowsOf('UPDATE liveness_challenges SET replaced = 6, answered_at = ?', world.now);
    return again(cardToken);
  });
  refuses('token-used', 'one reading a fourth time', async () => {
    const session = await phone.open();
    const { evidence, photo } = await card.evidence(session);
    const request = { token: session.session, message: evidence, files: { photo: [photo] } };
    await walk(3, async () => (await phone.api.call('presentCard', request)).liveness);
    return phone.api.call('presentCard', request);
  });
});

describe('a sequence', () => {
  it('is not replaced by a proof that was used before', async () => {
    const { cardToken, liveness } = await phone.present(card);
    world.now = liveness.expiresAt;
    const url = world.ports.settings.issuer + endpoints.challengeLiveness.path;
    const made = { key: phone.key, token: cardToken };
    const headers = { DPoP: await proofFor(world, 'POST', url, made) };
    expect((await send(world, 'challengeLiveness', { ...made, headers })).status).toBe(201);
    world.now += LIFE;
    expect((await send(world, 'challengeLiveness', { ...made, headers })).status).toBe(401);
    expect(await rowsOf('SELECT replaced FROM liveness_challenges')).toEqual([{ replaced: 1 }]);
  });

  it('that no match ended goes with the counts of failed tries', async () => {
    const answerBy = (await presented()).expiresAt;
    const sweep = (before: number) => world.ports.retention.sweep('livenessChallenges', '', before, 100);
    await sweep(answerBy);
    expect(await rowsOf('SELECT 1 FROM liveness_challenges')).toHaveLength(1);
    await sweep(answerBy + 1);
    expect(await rowsOf('SELECT 1 FROM liveness_challenges')).toEqual([]);
  });
});

describe('two phones with one card', () => {
  it('answer its one sequence at once: one of them is decided', async () => {
    const other = await world.phone();
    const [mine, theirs] = [await phone.present(card), await other.present(card)];
    world.matcher.outcome = 'no-match';
    const codes = await Promise.all(
      [phone.face(mine), other.face(theirs)].map(async (call) => (await problemOf(call)).code),
    );
    expect(codes.sort()).toEqual(['face-no-match', 'token-used']);
    expect(world.matcher.compared).toBe(1);
    expect(await rowsOf('SELECT failures FROM throttles')).toEqual([{ failures: 1 }]);
  });

  it('have no second decision on one sequence after the first token ran out', async () => {
    const early = await phone.present(card);
    world.now = early.expiresAt - 5;
    const mine = await again(early.cardToken);
    const other = await world.phone();
    const theirs = await other.present(card);
    expect(stepsOf(theirs.liveness)).toBe(stepsOf(mine));
    world.matcher.outcome = 'no-match';
    await problemOf(phone.face(early, mine.challenge));
    world.now = early.expiresAt + 10;
    await world.ports.retention.purge('seenTokens', world.now, 100);
    expect((await problemOf(other.face(theirs))).code).toBe('token-used');
  });
});

describe('more time', () => {
  it('comes without the card, sixty minutes from the beginning in all', async () => {
    const first = await phone.present(card);
    const { renewableUntil } = first;
    expect(renewableUntil).toBe(world.now + 3_600);
    let held: Omit<typeof first, 'liveness' | 'triesLeft'> = first;
    for (let n = 0; n < 6; n++) {
      world.now = held.expiresAt - 1;
      held = await phone.api.call('renewCard', { token: held.cardToken });
      expect(held.renewableUntil).toBe(renewableUntil);
    }
    expect(held.expiresAt).toBe(renewableUntil);
    world.now = renewableUntil - 1;
    expect((await phone.api.call('renewCard', { token: held.cardToken })).expiresAt).toBe(renewableUntil);
    const liveness = await again(held.cardToken);
    expect((await phone.face({ ...first, ...held, liveness })).reservation.status).toBe('reserved');
    world.now = renewableUntil;
    const late = phone.api.call('renewCard', { token: held.cardToken });
    expect((await problemOf(late)).code).toBe('token-refused');
  });

  it('belongs to the session and the key: the challenge of before goes on, another phone gets nothing', async () => {
    const first = await phone.present(card);
    const { cardToken } = await phone.api.call('renewCard', { token: first.cardToken });
    const stranger = (await world.phone()).api.call('renewCard', { token: cardToken });
    expect((await problemOf(stranger)).code).toBe('token-refused');
    const { reservation } = await phone.face({ ...first, cardToken });
    expect(reservation.status).toBe('reserved');
  });
});

import { beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { FREE_QUALITY_REFUSALS } from '../domain/challenge-policy.ts';
import { FREE_TRIES, TRIES_IN_ALL } from '../domain/throttle-policy.ts';
import { FRAMES, type Phone } from './actors.ts';
import type { TestCard } from './card.ts';
import { problemOf, refuses } from './proven.ts';
import { cardAt, createWorld, emptyDatabase, rowsOf, type World } from './world.ts';

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

/** Fails `times` times for the face, waiting out every pause. */
async function failFaces(times: number): Promise<void> {
  world.matcher.outcome = 'no-match';
  for (let n = 0; n < times; n++) {
    const presented = await phone.present(card);
    await problemOf(phone.face(presented));
    const [throttle] = await rowsOf('SELECT blocked_until FROM throttles');
    world.now = Math.max(world.now, Number(throttle!['blocked_until']));
  }
  world.matcher.outcome = 'match';
}

describe('a face', () => {
  const faceThat = async (outcome: World['matcher']['outcome']) => {
    const presented = await phone.present(card);
    world.matcher.outcome = outcome;
    return phone.face(presented);
  };
  refuses('face-unusable', 'blurred pictures', () => faceThat({ unusable: ['blurred'] }));
  refuses('face-not-live', 'movements that were not asked for', () => faceThat('not-live'));
  refuses('face-not-live', 'two people in turn', () => faceThat('two-people'));
  refuses('face-no-match', "somebody else's face", () => faceThat('no-match'));
  refuses('matcher-unavailable', 'a face while the matcher is down', () => faceThat('broken'));
  refuses('matcher-unavailable', 'scores of weights nobody calibrated', () => faceThat('uncalibrated'));
  refuses('face-attempts-paused', 'a face right after five failures', async () => {
    await failFaces(FREE_TRIES);
    const presented = await phone.present(card);
    world.matcher.outcome = 'no-match';
    await problemOf(phone.face(presented));
    const again = await phone.api.call('challengeLiveness', { token: presented.cardToken });
    return phone.face(presented, again.challenge);
  });
  refuses('face-attempts-paused', 'a card during the pause', async () => {
    await failFaces(FREE_TRIES);
    world.now -= 5;
    return (await world.phone()).present(card);
  });
  refuses('face-attempts-exhausted', 'a card after fifty failures, whatever the phone', async () => {
    await rowsOf('DELETE FROM throttles');
    await failFaces(1);
    await rowsOf('UPDATE throttles SET failures = ?, blocked_until = 0', TRIES_IN_ALL);
    return (await world.phone()).present(card);
  });
  refuses('token-refused', 'a challenge of another session', async () => {
    const [mine, theirs] = [await phone.present(card), await phone.present(card)];
    return phone.face(mine, theirs.liveness.challenge);
  });
  refuses('token-refused', 'a session token in place of the challenge', async () => {
    const { session } = await phone.open();
    return phone.face(await phone.present(card), session);
  });
  refuses('token-refused', 'an answer after its time', async () => {
    const presented = await phone.present(card);
    world.now = presented.liveness.expiresAt;
    return phone.face(presented);
  });
  refuses('token-used', 'other pictures for an answered challenge', async () => {
    const presented = await phone.present(card);
    await phone.face(presented);
    return phone.api.call('reserve', {
      token: presented.cardToken,
      message: { challenge: presented.liveness.challenge, capturedAt: [0, 400, 900] },
      files: { frame: FRAMES },
    });
  });
  refuses('conflict', 'the same pictures while they are being compared', async () => {
    const presented = await phone.present(card);
    const waiting = Promise.withResolvers<void>();
    const begun = new Promise<void>((resolve) => {
      world.matcher.meanwhile = async () => {
        resolve();
        await waiting.promise;
      };
    });
    const first = phone.face(presented);
    await begun;
    const second = await problemOf(phone.face(presented)).finally(() => waiting.resolve());
    await first;
    return Response.json(second);
  });
  refuses('malformed-request', 'as many times as there are no pictures for', async () => {
    const { cardToken, liveness } = await phone.present(card);
    const message = { challenge: liveness.challenge, capturedAt: [0, 1, 2, 3] };
    return phone.api.call('reserve', { token: cardToken, message, files: { frame: FRAMES } });
  });
});

describe('an answer that was lost on its way', () => {
  it('comes again, the same ticket, also after the time for answers', async () => {
    const presented = await phone.present(card);
    const first = await phone.face(presented);
    world.now += 400;
    const second = await phone.face(presented);
    expect([second.ticket, second.receipt.split('.')[1]]).toEqual([
      first.ticket,
      first.receipt.split('.')[1],
    ]);
    expect(await rowsOf('SELECT 1 FROM reservations')).toHaveLength(1);
  });
  it('comes again, the same refusal, and costs no second try', async () => {
    const presented = await phone.present(card);
    world.matcher.outcome = 'no-match';
    const first = await problemOf(phone.face(presented));
    world.matcher.outcome = 'match';
    const { requestId: _, ...second } = await problemOf(phone.face(presented));
    expect(first).toMatchObject(second);
    expect(await rowsOf('SELECT failures FROM throttles')).toEqual([{ failures: 1 }]);
  });
});

describe('face tries', () => {
  const failures = async () => (await rowsOf('SELECT failures FROM throttles'))[0]?.['failures'] ?? 0;

  it('are not spent by bad pictures, however many', async () => {
    const presented = await phone.present(card);
    world.matcher.outcome = { unusable: ['too-dark'] };
    for (let n = 0; n <= FREE_QUALITY_REFUSALS; n++) {
      const { challenge } = await phone.api.call('challengeLiveness', { token: presented.cardToken });
      const free = await problemOf(phone.face(presented, challenge));
      expect(free.triesLeft).toBeNull();
      expect(free.detail).toContain('take the pictures again');
    }
    expect(await failures()).toBe(0);
  });
  it('are not spent by our own faults, and cleared by a match', async () => {
    await failFaces(2);
    const presented = await phone.present(card);
    world.matcher.outcome = 'broken';
    await problemOf(phone.face(presented));
    expect(await failures()).toBe(2);
    world.matcher.outcome = 'match';
    await phone.face(presented);
    expect(await failures()).toBe(0);
  });
  it('are not spent by a database that fails, and the same pictures may be sent again at once', async () => {
    await failFaces(FREE_TRIES - 1);
    let healthy = false;
    world = await createWorld({
      wrap: ({ faceTries, ...ports }) => ({
        ...ports,
        faceTries: {
          ...faceTries,
          make: (made) => (healthy ? faceTries.make(made) : Promise.reject(new Error('D1 is away'))),
        },
      }),
    });
    phone = await world.phone();
    const presented = await phone.present(card);
    expect((await problemOf(phone.face(presented))).code).toBe('internal');
    expect(await failures()).toBe(FREE_TRIES - 1);
    healthy = true;
    expect((await phone.face(presented)).reservation.status).toBe('reserved');
  });
  it('cannot be multiplied by asking at the same time', async () => {
    await failFaces(FREE_TRIES - 1);
    world.matcher.outcome = 'no-match';
    const presented = await phone.present(card);
    const challenges = await Promise.all(
      Array.from({ length: 12 }, () => phone.api.call('challengeLiveness', { token: presented.cardToken })),
    );
    const before = world.matcher.compared;
    await Promise.all(challenges.map(({ challenge }) => problemOf(phone.face(presented, challenge))));
    expect(world.matcher.compared - before).toBe(1);
    expect(await failures()).toBe(FREE_TRIES);
  });
  it("of a card cannot be used up without that card's signature", async () => {
    await phone.present(card);
    const session = await phone.open();
    const { evidence, photo } = await card.evidence(session);
    const authSignature = evidence.authSignature.replace(/^./, (first) => (first === 'A' ? 'B' : 'A'));
    for (let n = 0; n < 8; n++) {
      const message = { ...evidence, authSignature };
      await problemOf(
        phone.api.call('presentCard', { token: session.session, message, files: { photo: [photo] } }),
      );
    }
    expect(await failures()).toBe(0);
    expect((await phone.face(await phone.present(card))).reservation.status).toBe('reserved');
  });
  it('go on with the same card token: the card is read once', async () => {
    const presented = await phone.present(card);
    world.matcher.outcome = 'no-match';
    expect(await problemOf(phone.face(presented))).toMatchObject({ code: 'face-no-match', triesLeft: 4 });
    world.matcher.outcome = 'match';
    const { challenge } = await phone.api.call('challengeLiveness', { token: presented.cardToken });
    const reply = await phone.face(presented, challenge);
    expect(reply.reservation.status).toBe('reserved');
    world.now = presented.expiresAt;
    const late = phone.api.call('challengeLiveness', { token: presented.cardToken });
    expect((await problemOf(late)).code).toBe('token-refused');
  });
});

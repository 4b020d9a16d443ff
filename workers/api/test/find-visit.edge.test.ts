import { beforeEach, describe, expect, it } from 'vitest';
import type { VisitStory } from '#schema/contract/operator-acts.ts';
import { operate } from '../operator-calls.ts';
import { cardAt, createWorld, emptyDatabase, rowsOf, type World } from './world.ts';

let world: World;
beforeEach(async () => {
  await emptyDatabase();
  world = await createWorld();
});

async function find(of: string): Promise<VisitStory> {
  const reply = await operate(world.ports, 'findVisit', 'a@operator.example', { of });
  if (!reply.ok) throw new Error(reply.code);
  return reply.value;
}

describe('a visit', () => {
  it('is found by the number of the phone, of the kiosk, and by its reservation, as the same story', async () => {
    const { reservation } = await (await world.phone()).reserve(await cardAt(0));
    await (await world.phone()).reserve(await cardAt(1));
    world.now += 60;
    const { redemption } = await (await world.kiosk()).claim(await cardAt(0));
    const story = await find(redemption.support);
    expect(story).toEqual({
      reservations: [expect.objectContaining({ state: 'claimed', support: reservation.support })],
      redemptions: [{ claimedAt: world.now, support: redemption.support, kiosk: expect.any(String) }],
      events: [
        expect.objectContaining({ kind: 'reservation-reserved', at: world.now - 60, kiosk: null }),
        expect.objectContaining({ kind: 'reservation-claimed', kiosk: story.redemptions[0]!.kiosk }),
      ],
    });
    expect(await find(reservation.support!)).toEqual(story);
    expect(await find(story.reservations[0]!.id)).toEqual(story);
  });

  it('has neither card nor person nor key in it', async () => {
    const { reservation } = await (await world.phone()).reserve(await cardAt(0));
    await (await world.kiosk()).claim(await cardAt(0));
    const told = JSON.stringify(await find(reservation.support!));
    const [row] = await rowsOf('SELECT cert_id, chip_id, salt, ticket, ticket_hash FROM reservations');
    for (const secret of Object.values(row!)) expect(told).not.toContain(secret);
    expect(told).not.toMatch(/cert|chip|salt|commitment|ticket|digest|mac/i);
  });

  it('that nobody knows is an empty story, and what is no number is refused', async () => {
    expect(await find('ACDEFHJK')).toEqual({ reservations: [], redemptions: [], events: [] });
    await expect(find('ABCDEFGH')).rejects.toThrow('malformed-request');
    await expect(find("' OR 1=1 --")).rejects.toThrow('malformed-request');
  });
});

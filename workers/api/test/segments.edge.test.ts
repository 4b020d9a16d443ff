import { beforeEach, describe, expect, it } from 'vitest';
import { parseSegment, segmentFault, segmentName } from '#schema/contract/audit-segment.ts';
import { GENESIS } from '#schema/contract/audit-chain.ts';
import { AUDIT_KEPT, purge } from '../services/purge.ts';
import { sealAudit } from '../services/seal-audit.ts';
import { cardAt, createWorld, emptyDatabase, rowsOf, trail, type World } from './world.ts';

let world: World;
beforeEach(async () => {
  await emptyDatabase();
  world = await createWorld();
  await (await world.phone()).reserve(await cardAt(0));
});

const seal = (ports = world.ports) => sealAudit(ports, world.now);
const BEGINNING = { seq: 0, chainHash: GENESIS };
const first = async () => parseSegment(await (await trail.get(segmentName(BEGINNING)))!.text());
const heads = () => rowsOf('SELECT seq, chain_hash FROM audit_heads ORDER BY seq');

describe('a sealed segment', () => {
  it('is kept outside the database at once, under the head that is published', async () => {
    await (await world.kiosk()).redeem(await cardAt(0));
    await seal();
    const segment = await first();
    expect(await segmentFault(segment, world.ports.digest)).toBeNull();
    const { signature, ...said } = segment.head;
    expect(await world.ports.statements.isOurs('kaijo-audit-head+jwt', said, signature)).toBe(true);
    expect(await heads()).toEqual([{ seq: said.seq, chain_hash: said.chainHash }]);
    expect(segment.events).toHaveLength(6);
    const { head } = segment;
    const edited = segment.events.map((event) => ({ ...event, at: event.at + 1 }));
    expect(await segmentFault({ ...segment, events: edited }, world.ports.digest)).toEqual({
      seq: head.seq,
      fault: 'head-differs',
    });
  });

  it('names no card', async () => {
    await seal();
    const [row] = await rowsOf('SELECT cert_id, chip_id, salt, ticket, ticket_hash FROM reservations');
    const text = JSON.stringify(await first());
    for (const value of Object.values(row!)) expect(text).not.toContain(value);
  });

  it.each(['before', 'after'])(
    'is the one that counts when the run dies %s it is kept, and more happens',
    async (moment) => {
      const dying = {
        ...world.ports,
        segments: {
          ...world.ports.segments,
          keep: async (segment: Awaited<ReturnType<typeof first>>) => {
            if (moment === 'after') await world.ports.segments.keep(segment);
            throw new Error('killed');
          },
        },
      };
      await expect(seal(dying)).rejects.toThrow('killed');
      expect(await heads()).toEqual([]);
      await world.kiosk();
      await seal();
      await seal();
      const kept = await trail.list();
      expect(await heads()).toHaveLength(kept.objects.length);
      expect((await heads()).at(-1)).toMatchObject({ seq: 3 });
      expect((await first()).head.seq).toBe(moment === 'after' ? 2 : 3);
    },
  );

  it('is never written over: what a database says that was changed under it comes behind', async () => {
    await seal();
    const kept = await first();
    await rowsOf('DELETE FROM audit_heads');
    await rowsOf('UPDATE audit_events SET at = at - 1');
    await seal();
    expect(await first()).toEqual(kept);
    const told = await rowsOf('SELECT kind, "foreign" AS alien FROM audit_events WHERE seq > 2 ORDER BY seq');
    expect(told.map(({ alien }) => alien)).toEqual([1, 1, 0]);
    expect(told.at(-1)).toMatchObject({ kind: 'database-restored' });
  });

  it('goes with the time of its oldest event, and the heads stay', async () => {
    await seal();
    await purge(world.ports, world.now + AUDIT_KEPT);
    expect((await trail.list()).objects).toHaveLength(1);
    await purge(world.ports, world.now + AUDIT_KEPT + 1);
    expect((await trail.list()).objects).toEqual([]);
    expect(await heads()).toHaveLength(1);
  });
});

import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { unstable_readConfig as readConfig } from 'wrangler';
import { TrailMaker } from '#clients/lab/audit/trail.ts';
import { segmentName } from '#schema/contract/audit-segment.ts';
import { ROOT } from '../wrangler.ts';
import { bucketOf, folderSegments } from './audit-segments.ts';
import { verifyService } from './audit-service.ts';
import { testDatabase, type TestDatabase } from './test/database.ts';

const NOW = 1_800_000_000;
let service: TestDatabase;
let maker: TrailMaker;
let folder: string;
beforeEach(async () => {
  service = testDatabase();
  folder = mkdtempSync(join(tmpdir(), 'kaijo-segments-'));
  mkdirSync(join(folder, 'segments'));
  maker = await TrailMaker.create(service.sqlite, NOW - 40_000);
  for (const id of ['first', 'second', 'third']) {
    await maker.reset(id, NOW - 39_000);
    await maker.write();
  }
  for (const segment of maker.segments)
    writeFileSync(join(folder, segmentName(segment.from)), JSON.stringify(segment));
});
afterEach(() => rmSync(folder, { recursive: true }));

const verify = async () =>
  (await verifyService(service.database, maker.keys, { now: NOW, segments: folderSegments(folder) })).fault;
const nth = (index: number) => join(folder, 'segments', readdirSync(join(folder, 'segments')).sort()[index]!);
const edit = (index: number, from: string, to: string) =>
  writeFileSync(nth(index), readFileSync(nth(index), 'utf8').replace(from, to));

describe('the segments outside the database', () => {
  it('are found to say what the database says', async () => {
    expect(await verify()).toBeNull();
  });

  it.each<[string, () => void, object]>([
    ['one that is gone', () => rmSync(nth(1)), { seq: 10, fault: 'segment-removed' }],
    ['an event edited', () => edit(1, '"second"', '"first"'), { seq: 10, fault: 'segment-differs' }],
    ['one that is none', () => writeFileSync(nth(2), '{}'), { seq: 14, fault: 'segment-differs' }],
    [
      'one in the place of another',
      () => writeFileSync(nth(2), readFileSync(nth(1))),
      { seq: 14, fault: 'segment-differs' },
    ],
    [
      'the last head removed with its events',
      () => {
        service.run('DELETE FROM audit_events WHERE seq > 10');
        service.run('DELETE FROM audit_heads WHERE seq > 10');
        service.run("DELETE FROM reservations WHERE id = 'third'");
      },
      { seq: 14, fault: 'head-removed' },
    ],
  ])('show %s', async (_, touch, found) => {
    touch();
    expect(await verify()).toEqual(found);
  });

  describe('tell what the database has shed', () => {
    const LATER = NOW + 8 * 86_400;
    const verifyLater = async () => {
      const segments = folderSegments(folder);
      const verdict = await verifyService(service.database, maker.keys, { now: LATER, segments });
      return {
        from: verdict.from,
        events: verdict.events,
        fault: verdict.fault,
        told: verdict.contradictions,
      };
    };
    const WHOLE = { from: 1, events: 14, fault: null, told: [] };

    it.each([0, 6, 8, 10, 14])('up to event %d', async (seq) => {
      service.run(`DELETE FROM audit_events WHERE seq <= ${seq}`);
      expect(await verifyLater()).toEqual(WHOLE);
    });
    it('and not what it must have still', async () => {
      service.run('DELETE FROM audit_events WHERE seq <= 8');
      expect(await verify()).toEqual({ seq: 1, fault: 'removed' });
    });
    it('but for an event that was edited there', async () => {
      service.run('DELETE FROM audit_events WHERE seq <= 6');
      edit(0, '"first"', '"fourth"');
      expect((await verifyLater()).fault).toEqual({ seq: 6, fault: 'segment-differs' });
    });
    it('until they are purged too', async () => {
      service.run('DELETE FROM audit_events');
      service.run('UPDATE audit_heads SET sealed_at = 0 WHERE seq = 6');
      rmSync(nth(0));
      expect(await verifyLater()).toMatchObject({ from: 7, events: 8, fault: null });
    });
  });

  it.each([undefined, 'staging', 'production'])('are in the bucket of the environment: %s', (env) => {
    const { r2_buckets } = readConfig({ config: `${ROOT}wrangler.toml`, ...(env ? { env } : {}) });
    expect(r2_buckets).toMatchObject([{ binding: 'TRAIL', bucket_name: bucketOf(env) }]);
  });
});

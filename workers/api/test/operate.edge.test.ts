import { beforeEach, describe, expect, it } from 'vitest';
import { createApi, createDpopKey } from '#clients/sdk/index.ts';
import { checkWords } from '#schema/contract/check-words.ts';
import { OPERATOR_CALLS, type OperatorCall } from '#schema/contract/operator-acts.ts';
import { operate } from '../operator-calls.ts';
import { operatorEntrypoint } from '../operator-entrypoint.ts';
import { sealAudit } from '../services/seal-audit.ts';
import { cardAt, createWorld, emptyDatabase, rowsOf, type World } from './world.ts';

const ACTOR = 'hanako@operator.example';
const PLACE = { label: 'Naha 1', chain: "Example's", store: '001', prefecture: 47 };

let world: World;
beforeEach(async () => {
  await emptyDatabase();
  world = await createWorld();
});

const ask = <C extends OperatorCall>(call: C, asked: object = {}) => operate(world.ports, call, ACTOR, asked);
async function value<C extends OperatorCall>(call: C, asked: object = {}) {
  const reply = await ask(call, asked);
  if (!reply.ok) throw new Error(reply.code);
  return reply.value;
}
const events = () => rowsOf('SELECT kind, kiosk_id, detail, mac FROM audit_events ORDER BY seq');
const acts = async () =>
  (await events()).map(({ kind, detail }) => [
    kind,
    (JSON.parse(String(detail)) as { actor?: string }).actor ?? null,
  ]);

/** A machine that has typed its code and waits. */
async function offered(place: object = PLACE): Promise<string> {
  const { codes } = await value('issueCodes', { places: [place] });
  const key = await createDpopKey();
  const api = createApi({
    origin: world.ports.settings.issuer,
    key,
    language: () => 'en',
    fetch: world.fetch,
  });
  return (await api.call('enrolKiosk', { message: { code: codes[0]! } })).thumbprint;
}

describe('an operator', () => {
  it('enrols a kiosk by its check words, and the trail says who it was', async () => {
    const thumbprint = await offered();
    const shown = checkWords(thumbprint).toUpperCase();
    expect(await value('confirmKiosks', { shown: [shown] })).toEqual({
      done: [{ shown, thumbprint, label: 'Naha 1' }],
      refused: [],
    });
    expect(
      (await value('listKiosks', { search: 'naha', state: 'active', after: null })).kiosks,
    ).toMatchObject([{ ...PLACE, thumbprint, state: 'active' }]);
    expect(await acts()).toEqual([
      ['kiosk-code-issued', ACTOR],
      ['kiosk-offered', null],
      ['kiosk-confirmed', ACTOR],
    ]);
  });

  it('writes nothing that the sealer would call foreign', async () => {
    const shown = [await offered()];
    for (const call of ['confirmKiosks', 'suspendKiosks', 'resumeKiosks', 'revokeKiosks'] as const)
      expect((await value(call, { shown })).done).toHaveLength(1);
    await value('labelKiosks', { kiosks: [{ shown: shown[0], ...PLACE, label: 'Naha 2' }] });
    await value('closeNow', { seconds: 60, scope: 'both', cuts: true, reason: 'emergency', note: null });
    await value('openNow', { scope: 'both' });
    expect(await sealAudit(world.ports, world.now)).toBe(9);
    expect(await rowsOf('SELECT DISTINCT "foreign" FROM audit_events')).toEqual([{ foreign: 0 }]);
    expect((await value('listKiosks', { search: null, state: null, after: null })).kiosks[0]!.label).toBe(
      'Naha 2',
    );
  });

  it('suspends and resumes a kiosk, each once and each in the trail', async () => {
    const shown = [await offered()];
    const count = async (name: 'confirm' | 'suspend' | 'resume' | 'revoke') =>
      (await value(`${name}Kiosks`, { shown })).done.length;
    const done: number[] = [];
    for (const name of [
      'suspend',
      'confirm',
      'suspend',
      'suspend',
      'resume',
      'resume',
      'suspend',
      'revoke',
      'resume',
    ] as const)
      done.push(await count(name));
    expect(done).toEqual([0, 1, 1, 0, 1, 0, 1, 1, 0]);
    expect((await acts()).slice(2).map(([kind]) => kind)).toEqual(
      ['confirmed', 'suspended', 'resumed', 'suspended', 'revoked'].map((act) => `kiosk-${act}`),
    );
  });

  it.each([0, 48, 1.5, null, 'Okinawa'])(
    'gives no code for prefecture %s unless there is none',
    async (prefecture) => {
      const reply = await ask('issueCodes', { places: [{ ...PLACE, prefecture }] });
      expect(reply.ok).toBe(prefecture === null);
    },
  );

  it('hears of each of many what became of it', async () => {
    const [one, two] = [await offered(), await offered()];
    await value('confirmKiosks', { shown: [two] });
    const shown = [one, two, 'kaka-kaka-kaka-kaka-kaka', one];
    expect((await value('confirmKiosks', { shown })).refused).toEqual([
      { shown: two, code: 'kiosk-state' },
      { shown: 'kaka-kaka-kaka-kaka-kaka', code: 'kiosk-unknown' },
      { shown: one, code: 'kiosk-state' },
    ]);
    expect((await acts()).filter(([kind]) => kind === 'kiosk-confirmed')).toHaveLength(2);
  });

  it('is refused words that two kiosks show', async () => {
    const thumbprint = `${'A'.repeat(42)}A`;
    for (const other of [thumbprint, `${'A'.repeat(42)}B`])
      await rowsOf(
        `INSERT INTO kiosks (id, thumbprint, label, state, enrolled_at) VALUES (?, ?, 'k', 'pending', 0)`,
        other,
        other,
      );
    const shown = [checkWords(thumbprint)];
    expect((await value('confirmKiosks', { shown })).refused).toMatchObject([{ code: 'kiosk-ambiguous' }]);
    expect((await value('confirmKiosks', { shown: [thumbprint] })).done).toHaveLength(1);
  });

  it('is told that what was asked cannot be read, and nothing is done', async () => {
    for (const asked of [
      null,
      {},
      { shown: [] },
      { shown: Array(1_001).fill('x') },
      { shown: ['x'], more: 1 },
    ])
      expect(await operate(world.ports, 'revokeKiosks', ACTOR, asked)).toMatchObject({
        ok: false,
        code: 'malformed-request',
      });
    for (const actor of ['', 'two words', 'x'.repeat(255)])
      expect(await operate(world.ports, 'listClosures', actor, {})).toMatchObject({
        code: 'malformed-request',
      });
    expect(await events()).toEqual([]);
  });

  it('hears of a fault of ours as of a refusal, and the log has its cause', async () => {
    const broken = { ...world.ports, closures: { planned: () => Promise.reject(new Error('D1_ERROR: x')) } };
    const reply = await operate(broken as never, 'listClosures', ACTOR, {});
    expect(reply).toMatchObject({ ok: false, code: 'internal' });
    expect(world.logs[0]).toMatchObject({ operator: 'listClosures', cause: 'd1-other' });
    expect(JSON.stringify(world.logs)).not.toContain(ACTOR);
  });

  it('reads the trail by pages', async () => {
    await value('issueCodes', { places: [PLACE, PLACE] });
    const { events: page, next } = await value('readTrail', { after: 0 });
    expect(page).toMatchObject([{ seq: 1, kind: 'kiosk-code-issued', foreign: null }]);
    expect(next).toBe(null);
  });
});

describe.each([
  ['suspended', 'suspendKiosks'],
  ['revoked', 'revokeKiosks'],
] as const)('a kiosk that is %s', (state, act) => {
  it('holds nothing any more, but for what was authorised under its lease', async () => {
    const kiosk = await world.kiosk();
    const [typing, writing] = [await cardAt(0), await cardAt(1)];
    for (const card of [typing, writing]) await (await world.phone()).reserve(card);
    await kiosk.claim(typing);
    await kiosk.authorise(await kiosk.claim(writing), writing);
    expect((await value(act, { shown: [kiosk.thumbprint] })).done).toHaveLength(1);
    expect(await rowsOf('SELECT state, version FROM reservations ORDER BY state')).toEqual([
      { state: 'claimed', version: 3 },
      { state: 'reserved', version: 3 },
    ]);
    const last = (await events()).slice(-2);
    expect(last.map(({ kind, kiosk_id }) => [kind, kiosk_id])).toEqual([
      [`kiosk-${state}`, kiosk.id],
      ['reservation-released', kiosk.id],
    ]);
    await sealAudit(world.ports, world.now);
    expect(await rowsOf('SELECT 1 FROM audit_events WHERE "foreign" = 1')).toEqual([]);
  });

  it('holds nothing either that it claimed while it was being stopped', async () => {
    const kiosk = await world.kiosk();
    const card = await cardAt(0);
    await (await world.phone()).reserve(card);
    const { fleet } = world.ports;
    // The claim comes between the operator's reading and writing.
    const late = {
      ...fleet,
      beginning: async (starts: readonly string[], now: number) => {
        const found = await fleet.beginning(starts, now);
        await kiosk.claim(card);
        return found;
      },
    };
    await operate({ ...world.ports, fleet: late }, act, ACTOR, { shown: [kiosk.thumbprint] });
    expect(await rowsOf('SELECT state, version FROM reservations')).toEqual([
      { state: 'reserved', version: 3 },
    ]);
    expect((await acts()).slice(-2)).toEqual([
      [`kiosk-${state}`, ACTOR],
      ['reservation-released', null],
    ]);
  });
});

describe('a kiosk that is revoked', () => {
  it('is revoked once, by whoever comes first', async () => {
    const { thumbprint } = await world.kiosk();
    const asked = { shown: [thumbprint] };
    const done = await Promise.all([1, 2, 3].map(() => value('revokeKiosks', asked)));
    expect(done.flatMap((each) => each.done)).toHaveLength(1);
    expect((await acts()).filter(([kind]) => kind === 'kiosk-revoked')).toHaveLength(1);
  });
});

it('a thousand kiosks are confirmed in one reading and one writing', async () => {
  const thumbprints = Array.from({ length: 1_000 }, (_, n) => `${String(n).padStart(42, '0')}A`);
  await rowsOf(
    `INSERT INTO kiosks (id, thumbprint, label, state, enrolled_at)
      SELECT value, value, 'k', 'pending', 0 FROM json_each(?)`,
    JSON.stringify(thumbprints),
  );
  const began = Date.now();
  expect((await value('confirmKiosks', { shown: thumbprints })).done).toHaveLength(1_000);
  expect(Date.now() - began).toBeLessThan(5_000);
  expect(await acts()).toHaveLength(1_000);
});

it('the entrypoint has every call', () => {
  const calls: string[] = [];
  const Entrypoint = operatorEntrypoint(async (call) => {
    calls.push(call);
    return { ok: false, now: 0, code: 'internal' };
  });
  const names = Object.getOwnPropertyNames(Entrypoint.prototype).filter((name) => name !== 'constructor');
  for (const name of names) void (Entrypoint.prototype as unknown as Record<string, () => unknown>)[name]!();
  expect(calls).toEqual(names);
  expect(new Set(names)).toEqual(new Set(Object.keys(OPERATOR_CALLS)));
});

import { beforeEach, describe, expect, it } from 'vitest';
import { checkWords } from '#schema/contract/check-words.ts';
import { confirmKiosk, issueCode, listKiosks, resumeKiosk, revokeKiosk, suspendKiosk } from './kiosk.ts';
import { planClosure } from './maintenance.ts';
import { testDatabase, type TestDatabase } from './test/database.ts';

const NOW = 1_800_000_000;
const MINE = 'NzbLsXh8uDCcd-6MNwXF4W_7noWXFZAfHkxZsRGC9Xs';
const OTHER = `A${MINE.slice(1)}`;
/** The same check words as `MINE`: they hold its first fifty bits. */
const TWIN = `${MINE.slice(0, 42)}A`;

let service: TestDatabase;
beforeEach(() => {
  service = testDatabase();
  for (const thumbprint of [MINE, OTHER]) enrolled(thumbprint);
});

const enrolled = (thumbprint: string) =>
  service.run(`INSERT INTO kiosks (id, thumbprint, label, state, enrolled_at)
    VALUES ('${thumbprint}', '${thumbprint}', 'k', 'pending', ${NOW})`);
const stateOf = (thumbprint: string) =>
  service.run(`SELECT state FROM kiosks WHERE thumbprint = '${thumbprint}'`)[0]!['state'];

describe('a kiosk is confirmed', () => {
  it('by its check words, as an operator types them', async () => {
    const typed = checkWords(MINE).toUpperCase().replaceAll('-', ' ');
    expect(await confirmKiosk(service.database, typed, NOW)).toBe(true);
    expect([stateOf(MINE), stateOf(OTHER)]).toEqual(['active', 'pending']);
  });
  it('by its thumbprint', async () => {
    expect(await confirmKiosk(service.database, OTHER, NOW)).toBe(true);
    expect([stateOf(MINE), stateOf(OTHER)]).toEqual(['pending', 'active']);
  });
  it('by no words that two of them show', async () => {
    enrolled(TWIN);
    expect(checkWords(TWIN)).toBe(checkWords(MINE));
    expect(await confirmKiosk(service.database, checkWords(MINE), NOW)).toBe(false);
    expect([stateOf(MINE), stateOf(TWIN)]).toEqual(['pending', 'pending']);
  });
  it('by no words of a kiosk that works already, nor by wrong ones', async () => {
    await confirmKiosk(service.database, MINE, NOW);
    for (const shown of [checkWords(MINE), 'kaka-kaka-kaka-kaka-kaka', 'nonsense'])
      expect(await confirmKiosk(service.database, shown, NOW)).toBe(false);
  });
});

it('a kiosk is suspended and resumed, each once and each in the trail', async () => {
  expect(await suspendKiosk(service.database, MINE, NOW)).toBe(false);
  await confirmKiosk(service.database, MINE, NOW);
  const acts = [suspendKiosk, suspendKiosk, resumeKiosk, resumeKiosk, suspendKiosk, revokeKiosk, resumeKiosk];
  const done: boolean[] = [];
  for (const act of acts) done.push(await act(service.database, MINE, NOW));
  expect(done).toEqual([true, false, true, false, true, true, false]);
  const kinds = service.run('SELECT kind, kiosk_id FROM audit_events ORDER BY seq');
  expect(kinds.map(({ kind }) => kind)).toEqual(
    ['confirmed', 'suspended', 'resumed', 'suspended', 'revoked'].map((act) => `kiosk-${act}`),
  );
  expect(kinds.every((event) => event['kiosk_id'] === MINE)).toBe(true);
});

it('a code says where its kiosk will stand', async () => {
  await issueCode(service.database, 'k', NOW, { chain: "Example's", store: 'Naha 1', prefecture: 47 });
  expect(service.run('SELECT chain, store, prefecture FROM enrolment_codes')).toEqual([
    { chain: "Example's", store: 'Naha 1', prefecture: 47 },
  ]);
  for (const prefecture of [0, 48, 1.5, Number.NaN])
    await expect(issueCode(service.database, 'k', NOW, { prefecture })).rejects.toThrow(RangeError);
});

it('every kiosk is listed with what it last said', async () => {
  const [first] = await listKiosks(service.database);
  expect(Object.keys(first!)).toEqual(expect.arrayContaining(['chain', 'page', 'reader', 'skew_steps']));
});

it('a closure has a reason and a note, and no endless one', async () => {
  const planned = { from: NOW + 60, until: NOW + 120, scope: 'both' } as const;
  await planClosure(
    service.database,
    { ...planned, reason: 'emergency', note: { ja: '停電', en: 'no power' } },
    NOW,
  );
  expect(service.run('SELECT reason, note_ja, note_en FROM maintenance_windows')).toEqual([
    { reason: 'emergency', note_ja: '停電', note_en: 'no power' },
  ]);
  await planClosure(service.database, { ...planned, cuts: true }, NOW);
  await planClosure(service.database, planned, NOW);
  const plain = service.run('SELECT reason FROM maintenance_windows WHERE note_ja IS NULL ORDER BY cuts');
  expect(plain).toEqual([{ reason: 'maintenance' }, { reason: 'emergency' }]);
  const endless = { ja: '長'.repeat(201), en: '' };
  await expect(planClosure(service.database, { ...planned, note: endless }, NOW)).rejects.toThrow(RangeError);
});

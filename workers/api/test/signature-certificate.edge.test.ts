import { beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { readNumber } from '#clients/card/applets/certificate.ts';
import { revoke, type RevocationReason } from '#clients/lab/card/issuer/revocation.ts';
import { checkSignatureCertificate } from '#clients/sdk/step2.ts';
import { fromBase64url, sha256, toBase64url } from '#schema/contract/bytes.ts';
import { ascii, toHex } from '#schema/contract/card.ts';
import type { SignatureCertificate } from '#schema/contract/redemption.ts';
import type { Kiosk, Visit } from './actors.ts';
import type { TestCard } from './card.ts';
import { problemOf, refuses } from './proven.ts';
import { cardAt, createWorld, emptyDatabase, lab, rowsOf, type World } from './world.ts';

let world: World;
let kiosk: Kiosk;
let card: TestCard;
beforeAll(async () => {
  card = await cardAt(0);
});
beforeEach(async () => {
  await emptyDatabase();
  world = await createWorld();
  kiosk = await world.kiosk();
  await (await world.phone()).reserve(card);
});

const certificate = () => fromBase64url(lab.cards[0]!.profile.certificates.signature!);
const ask = ({ redemption }: Visit, by = kiosk) =>
  checkSignatureCertificate(by.api, redemption, certificate());
const askAbout = ({ redemption }: Visit, message: SignatureCertificate) =>
  kiosk.api.call('checkSignatureCertificate', { token: redemption.redemption, message });
const named = (): SignatureCertificate => {
  const { issuerKeyId, serial } = readNumber(certificate());
  return { issuerKeyId: toBase64url(issuerKeyId), serial: toBase64url(serial) };
};

describe('after a reset, the signature certificate', () => {
  it('of somebody who stayed is good', async () => {
    expect(await ask(await kiosk.redeem(card))).toEqual({ status: 'good', reason: null });
  });

  it.each<[RevocationReason, 'hold' | null]>([
    ['affiliationChanged', null],
    ['certificateHold', 'hold'],
  ])('is revoked by a move, and both steps succeed all the same (%s)', async (cause, reason) => {
    const { signature } = lab.cards[0]!.profile.certificates;
    world.revoked = revoke([], signature!, cause, world.now);
    expect(await ask(await kiosk.redeem(card))).toEqual({ status: 'revoked', reason });
  });

  it.each<[string, Partial<SignatureCertificate>]>([
    ['of an authority that nobody pinned', { issuerKeyId: toBase64url(new Uint8Array(20)) }],
    ['with a number that nobody can have', { serial: toBase64url(Uint8Array.of(0)) }],
  ])('%s is unknown, and nobody is asked', async (_, other) => {
    const visit = await kiosk.redeem(card);
    world.revocation = () => Promise.reject(new Error('somebody was asked'));
    expect(await askAbout(visit, { ...named(), ...other })).toEqual({ status: 'unknown', reason: null });
  });

  refuses('token-used', 'a second question about a signature certificate', async () => {
    const visit = await kiosk.redeem(card);
    await ask(visit);
    return askAbout(visit, { ...named(), serial: toBase64url(Uint8Array.of(0x41)) });
  });
  it('is told once, whoever asks at the same time, and a minute later', async () => {
    const visit = await kiosk.redeem(card);
    const answers = await Promise.allSettled(Array.from({ length: 5 }, () => ask(visit)));
    expect(answers.filter(({ status }) => status === 'fulfilled')).toHaveLength(1);
    world.now += 61;
    expect((await problemOf(ask(visit))).code).toBe('token-used');
  });

  refuses('claim-lapsed', 'a question about a signature certificate before the reset', async () =>
    ask(await kiosk.claim(card)),
  );
  refuses('token-refused', "a question about a signature certificate by another visit's kiosk", async () => {
    const visit = await kiosk.redeem(card);
    return ask(visit, await world.kiosk());
  });
  refuses('malformed-request', 'two serial numbers in one question', async () => {
    const visit = await kiosk.redeem(card);
    return askAbout(visit, { ...named(), serial: ['AQ', 'Ag'] as never });
  });

  it('can be asked again when nobody answered', async () => {
    const visit = await kiosk.redeem(card);
    const { revocation } = world;
    world.revocation = async () => new Response(null, { status: 503 });
    expect((await problemOf(ask(visit))).code).toBe('revocation-unavailable');
    world.revocation = revocation;
    world.now += 6;
    expect((await ask(visit)).status).toBe('good');
  });

  it('is in no row and in no line of the log, nor a digest of it', async () => {
    await ask(await kiosk.redeem(card));
    const { serial } = readNumber(certificate());
    const tables = await rowsOf(
      "SELECT name FROM sqlite_master WHERE type = 'table' AND name NOT LIKE '\\_cf%' ESCAPE '\\'",
    );
    const rows = await Promise.all(tables.map(({ name }) => rowsOf(`SELECT * FROM "${String(name)}"`)));
    const kept = JSON.stringify([rows, world.logs]);
    expect(kept).toContain('signature-certificate');
    const digests = [serial, certificate(), ascii(JSON.stringify(named()))].map((bytes) => sha256(bytes));
    const traces = [serial, ...(await Promise.all(digests))].flatMap((bytes) => [
      toHex(bytes),
      toBase64url(bytes),
    ]);
    for (const trace of traces) expect(kept).not.toContain(trace);
  });
});

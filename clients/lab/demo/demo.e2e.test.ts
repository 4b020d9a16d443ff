import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import document from '#schema/openapi/openapi.json' with { type: 'json' };
import { fromBase64url, toBase64url } from '#schema/contract/bytes.ts';
import { verifyService } from '#clients/operator/commands/audit-service.ts';
import { localDatabase } from '#clients/operator/commands/database.ts';
import { startLocalSystem, type LocalSystem } from '#clients/lab/system/system.ts';
import { openFaces, type Faces } from '#clients/lab/people/faces.ts';
import { NEW_PASSWORD } from '#clients/lab/people/cast.ts';
import { claimAt, createPhone, enrolKiosk, reserveOn } from '#clients/lab/people/devices.ts';
import { issueCard } from '#clients/lab/people/lab.ts';
import { personWith, secret } from '#clients/lab/people/people.ts';
import { agree, authorise, complete, write } from '#clients/sdk/step2.ts';
import { inJapan } from '#clients/lab/system/clock.ts';
import type { Narrator } from './report.ts';
import { runDemo } from './index.ts';

/** What of this exchange the reference shows no example of; null where it shows one. */
function exampleMissing([url, init]: Parameters<typeof fetch>, { status }: Response): string | null {
  const [path, method] = [new URL(url as string).pathname, (init?.method ?? 'GET').toLowerCase()];
  const operation = (document.paths as Paths)[path]?.[method];
  const shown = Object.values(operation?.responses[status]?.content ?? {}).some(
    ({ example, examples }) => example !== undefined || Object.keys(examples ?? {}).length > 0,
  );
  return shown || status === 304 ? null : `${method} ${path} ${status}`;
}
type Content = Record<string, { example?: unknown; examples?: object }>;
type Paths = Record<string, Record<string, { responses: Record<number, { content?: Content }> }>>;

const silent: Narrator = { tell: () => undefined, finish: () => undefined };

describe('the demonstration', () => {
  it('walks both steps and every refusal; each exchange is an example in the reference', async () => {
    const exchanged = vi.spyOn(globalThis, 'fetch');
    const reports = await runDemo(silent);
    const answers = await Promise.all(exchanged.mock.results.map(({ value }) => value as Promise<Response>));
    const missing = answers.map((answer, index) => exampleMissing(exchanged.mock.calls[index]!, answer));
    exchanged.mockRestore();
    expect(missing.filter((what) => what !== null)).toEqual([]);
    expect(answers.length).toBeGreaterThan(50);
    expect(reports.filter(({ ok }) => !ok)).toEqual([]);
    expect(reports.length).toBeGreaterThan(25);
    const after = reports.filter(({ part }) => part === 'Somebody who moved');
    expect(after.flatMap(({ facts }) => facts)).toEqual(['signature certificate: revoked']);
    const abroad = reports.filter(({ part }) => part.startsWith('Somebody from abroad'));
    expect(abroad.flatMap(({ facts }) => facts)).toEqual(['tried: western', 'tried: western, then era']);
  });

  it('fails where the matcher is needed when there is none', async () => {
    const reports = await runDemo(silent, { withoutMatcher: true });
    const last = reports.at(-1)!;
    expect(last).toMatchObject({ ok: false, code: 'matcher-unavailable' });
    expect(last.step).toContain('believes the card');
  });
});

describe("the card's receipt", () => {
  let system: LocalSystem;
  let faces: Faces;
  beforeAll(async () => {
    [system, faces] = await Promise.all([startLocalSystem(), openFaces()]);
    system.clock.moveTo(inJapan(system.clock.now(), 1, '12:00'));
  });
  afterAll(() => system.stop());

  it('completes nothing with one byte changed, and everything as it was; the audit trail is whole', async () => {
    const person = personWith(await issueCard(system.lab.authority, {}, system.clock.now()));
    await reserveOn(await createPhone(system.origin), person, faces.holderCamera);
    const kiosk = await enrolKiosk(system, 'Test kiosk');
    const { redemption, ...proved } = await claimAt(kiosk, person);
    const agreed = await agree(proved);
    const authorised = await authorise(kiosk, redemption, agreed.message);
    const receipt = await write(agreed, authorised, secret(NEW_PASSWORD).secret);
    const bytes = fromBase64url(receipt.receipt);
    bytes[40]! ^= 1;
    const changed = { ...receipt, receipt: toBase64url(bytes) };
    await expect(complete(kiosk, changed)).rejects.toMatchObject({
      problem: { code: 'card-not-accepted' },
    });
    await complete(kiosk, receipt);
    await system.cron();
    const verdict = await verified();
    expect(verdict).toMatchObject({ unsealed: 0, fault: null, contradictions: [] });
    expect(verdict.events).toBeGreaterThan(5);
  });

  async function verified() {
    const keys = await (await fetch(`${system.origin}/.well-known/jwks.json`)).json();
    return verifyService(localDatabase(system.database), keys, { now: system.clock.now() });
  }

  it('a kiosk that somebody put into the database is found, without events of its own and with them, sealed or not', async () => {
    const faults = async () => (await verified()).contradictions.map(({ fault }) => fault);
    await system.database
      .prepare(
        `INSERT INTO kiosks (id, thumbprint, label, state, enrolled_at) VALUES ('forged', 't', 'l', 'active', 0)`,
      )
      .run();
    expect(await faults()).toEqual(['kiosk-unexplained']);
    await system.database
      .prepare(
        `INSERT INTO audit_events (at, kind, kiosk_id, detail, mac)
          SELECT at, kind, 'forged', detail, mac FROM audit_events WHERE kind IN ('kiosk-offered', 'kiosk-confirmed')`,
      )
      .run();
    await system.cron();
    expect(await faults()).toEqual(['foreign', 'foreign', 'kiosk-unexplained']);
    const { unexplained } = await system.operator.ask('readStatus', {});
    expect(unexplained.events).toBe(2);
    await system.database
      .prepare(
        `INSERT INTO audit_events (at, kind, kiosk_id, detail) VALUES (0, 'kiosk-revoked', 'forged', '{"actor":"x"}')`,
      )
      .run();
    expect(await faults()).toEqual(['foreign', 'foreign', 'foreign', 'kiosk-unexplained']);
  });
});

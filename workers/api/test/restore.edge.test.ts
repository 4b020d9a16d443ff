import { beforeEach, describe, expect, it } from 'vitest';
import { restore } from '#clients/operator/commands/restore.ts';
import { verifyService } from '#clients/operator/commands/audit-service.ts';
import { localDatabase } from '#clients/operator/commands/database.ts';
import { complete } from '#clients/sdk/step2.ts';
import { sealAudit } from '../services/seal-audit.ts';
import { IN_ORDER, type Kiosk, type Phone } from './actors.ts';
import { problemOf, refuses } from './proven.ts';
import { copyOf, putBack as copyBackTo, type Copy } from './restore/copy.ts';
import { confirmedKiosk, endClosure, planClosure, restorable, revoke } from './restore/service.ts';
import { cardAt, createWorld, database, emptyDatabase, rowsOf, type World } from './world.ts';

let world: World;
let kiosk: Kiosk;
let phone: Phone;
let copy: Copy;
const take = async () => void (copy = await copyOf(database));
const putBack = () => restore(restorable(world, copy), 'the copy');
const copyBack = () => copyBackTo(database, copy);
const verify = () =>
  verifyService(localDatabase(database as never), world.ports.tokens.jwks() as never, { now: world.now });
const heartbeat = (of: Kiosk) => of.api.call('heartbeat', { message: IN_ORDER });
const statusOf = (ticket: string) => phone.api.call('getReservation', { token: ticket });
const events = (kind: string) => rowsOf('SELECT * FROM audit_events WHERE kind = ?', kind);

beforeEach(async () => {
  await emptyDatabase();
  world = await createWorld();
  [kiosk, phone] = [await confirmedKiosk(world), await world.phone()];
});

describe('after a restore', () => {
  it('what happened since to reservations of the copy is done again', async () => {
    const first = await cardAt(0);
    await phone.reserve(first);
    const second = await phone.reserve(await cardAt(1));
    await take();
    await kiosk.redeem(first);
    await phone.api.call('cancelReservation', { token: second.ticket });
    await putBack();
    expect(await rowsOf('SELECT state FROM reservations ORDER BY state')).toEqual([
      { state: 'cancelled' },
      { state: 'completed' },
    ]);
    expect(await verify()).toMatchObject({ fault: null, contradictions: [] });
    expect((await problemOf(kiosk.claim(first))).code).toBe('reservation-ended');
  });

  it('a kiosk that was revoked since does not work, and one that enrolled since does, in its place', async () => {
    await take();
    const other = await confirmedKiosk(world);
    await revoke(world, kiosk);
    await putBack();
    expect((await problemOf(heartbeat(kiosk))).code).toBe('kiosk-revoked');
    await heartbeat(other);
    const [row] = await rowsOf('SELECT label FROM kiosks WHERE id = ?', other.id);
    expect(row).toEqual({ label: 'Kiosk under test' });
    expect(await rowsOf('SELECT 1 FROM enrolment_codes WHERE used_at IS NULL')).toEqual([]);
    expect(await verify()).toMatchObject({ fault: null, contradictions: [] });
  });

  it('a closure that was planned since stands, and one that was taken back does not', async () => {
    const early = await planClosure(world);
    await take();
    await endClosure(world, early);
    const late = await planClosure(world);
    await putBack();
    expect(await rowsOf('SELECT id FROM maintenance_windows')).toEqual([{ id: late }]);
  });

  it('failed tries of a card that the copy counts are counted again, a match clears them', async () => {
    world.matcher.outcome = 'no-match';
    const fail = async (card: number) => problemOf(phone.reserve(await cardAt(card)));
    await fail(0);
    await fail(1);
    await take();
    await fail(0);
    await fail(2);
    world.matcher.outcome = 'match';
    await phone.reserve(await cardAt(1));
    await putBack();
    expect(await rowsOf('SELECT failures FROM throttles')).toEqual([{ failures: 2 }]);
    const [event] = await events('database-restored');
    expect(JSON.parse(String(event!['detail']))).toMatchObject({ charges: 1, reservations: 1, strays: 0 });
    expect(await verify()).toMatchObject({ fault: null, contradictions: [] });
  });

  it('the trail goes on from the head it had, and says what the copy was', async () => {
    await take();
    await phone.reserve(await cardAt(0));
    await sealAudit(world.ports, world.now);
    const before = await rowsOf('SELECT seq, chain_hash FROM audit_heads ORDER BY seq');
    await putBack();
    const after = await rowsOf('SELECT seq, chain_hash FROM audit_heads ORDER BY seq');
    expect(after.slice(0, before.length)).toEqual(before);
    const [event] = await events('database-restored');
    expect(event).toMatchObject({ foreign: 0 });
    // Offered and confirmed is what the copy knows.
    expect(JSON.parse(String(event!['detail']))).toMatchObject({
      copy: 2,
      since: world.now,
      until: world.now,
    });
  });

  refuses('reservation-lost', 'a phone that reserved after the copy was taken', async () => {
    await take();
    const { ticket } = await phone.reserve(await cardAt(0));
    await putBack();
    return statusOf(ticket);
  });
  refuses('reservation-lost', 'its cancellation', async () => {
    await take();
    const { ticket } = await phone.reserve(await cardAt(0));
    await putBack();
    return phone.api.call('cancelReservation', { token: ticket });
  });
  it('the words say to reserve once more', async () => {
    await take();
    const { ticket } = await phone.reserve(await cardAt(0));
    await putBack();
    expect((await problemOf(statusOf(ticket))).detail).toContain('reserve once more');
  });

  it('the receipt of a reset that was reserved since is taken, once', async () => {
    const card = await cardAt(0);
    await take();
    await phone.reserve(card);
    const visit = await kiosk.claim(card);
    const { authorisation, agreement } = await kiosk.authorise(visit, card);
    const receipt = await card.reset(authorisation, agreement);
    await putBack();
    await complete(kiosk.api, receipt);
    await complete(kiosk.api, receipt);
    expect(await events('completion-without-row')).toHaveLength(1);
    expect(await verify()).toMatchObject({ fault: null, contradictions: [] });
  });

  it('a run that dies at any point is gone on with', async () => {
    await phone.reserve(await cardAt(0));
    await take();
    await kiosk.redeem(await cardAt(0));
    await sealAudit(world.ports, world.now);
    const { restoration } = world.ports;
    for (const name of ['retake', 'adopt', 'conclude'] as const) {
      await copyBack();
      for (const done of [false, true]) {
        const dying = async (...given: never[]) => {
          if (done) await (restoration[name] as (...all: never[]) => Promise<void>)(...given);
          throw new Error('killed');
        };
        const ports = { ...world.ports, restoration: { ...restoration, [name]: dying } };
        await expect(sealAudit(ports, world.now)).rejects.toThrow('killed');
      }
      await sealAudit(world.ports, world.now);
      expect(await verify()).toMatchObject({ fault: null, contradictions: [] });
    }
    expect(await events('database-restored')).toHaveLength(3);
  });

  it('what the database wrote before it was found to be restored is kept, behind the rest', async () => {
    await take();
    await phone.reserve(await cardAt(0));
    await sealAudit(world.ports, world.now);
    await copyBack();
    await phone.reserve(await cardAt(1));
    await sealAudit(world.ports, world.now);
    expect((await rowsOf('SELECT state FROM reservations')).map(({ state }) => state)).toEqual(['reserved']);
    expect(await verify()).toMatchObject({ fault: null, contradictions: [] });
    const [event] = await events('database-restored');
    expect(JSON.parse(String(event!['detail']))).toMatchObject({ strays: 2, reservations: 1 });
  });
});

describe('while it lasts', () => {
  refuses('service-paused', "a phone's call while the database is being restored", () => {
    world.ports.settings.paused = true;
    return phone.open();
  });
  refuses('service-paused', "a kiosk's", () => {
    world.ports.settings.paused = true;
    return heartbeat(kiosk);
  });

  it('the keys and heads are shown all the same', async () => {
    world.ports.settings.paused = true;
    expect((await world.fetch('https://kaijo.test/.well-known/audit-heads.json')).status).toBe(200);
  });
});

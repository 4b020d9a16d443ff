import { beforeAll, describe, expect, it } from 'vitest';
import { openSession, presentCard } from '#clients/sdk/step1.ts';
import { checkSignatureCertificate, claim, complete, openRedemption } from '#clients/sdk/step2.ts';
import { fromBase64url } from '#schema/contract/bytes.ts';
import { nextIn, ROW_STANDS } from '../domain/heartbeat.ts';
import { createStores } from '../storage/index.ts';
import { IN_ORDER, type Kiosk, type Phone } from './actors.ts';
import { randomPoint, type TestCard } from './card.ts';
import { BESIDES, JOURNEY, overspent, type CallName } from './costs/budgets.ts';
import { Meter, type Cost } from './costs/meter.ts';
import { BYTES, fill, type Kind } from './size/fill.ts';
import { cardAt, createWorld, database, emptyDatabase, lab, rowsOf, type World } from './world.ts';

// What each call costs D1, by D1's own count. `npm run lab -- api:costs` writes what is found here down.

const meter = new Meter(database);
const costs: Partial<Record<CallName, Cost>> = {};
let world: World;
let phone: Phone;
let kiosk: Kiosk;
let among: Partial<Record<CallName, Cost>> | undefined;

/** Does what one call does, and notes what it cost. */
async function spending<T>(name: CallName, work: () => Promise<T>): Promise<T> {
  let answer: T;
  costs[name] = await meter.during(async () => (answer = await work()));
  return answer!;
}

async function walkJourney(card: TestCard): Promise<void> {
  // As every page begins: closures are remembered from here on.
  await spending('getService, asked for the first time', () => phone.api.call('getService'));
  const session = await spending('openSession', () =>
    openSession(phone.api, world.ports.settings.consentVersion),
  );
  const read = await card.evidence(session);
  const present = () => presentCard(phone.api, session, read);
  const presented = await spending('presentCard', present);
  await spending('presentCard, the same again', present);
  const { ticket } = await spending('reserve', () => phone.face(presented));
  await spending('reserve, the same again', () => phone.face(presented));
  const redemption = await spending('openRedemption', () => openRedemption(kiosk.api));
  const kioskKey = await randomPoint();
  const proved = await card.claim(redemption, kioskKey);
  const claimed = await spending('claim', () => claim(kiosk.api, redemption, proved));
  await spending('getReservation', () => phone.api.call('getReservation', { token: ticket }));
  const visit = { redemption, kioskKey, claimed };
  const { authorisation, agreement } = await spending('authorise', () => kiosk.authorise(visit, card));
  const receipt = await card.reset(authorisation, agreement);
  await spending('complete', () => complete(kiosk.api, receipt));
}

/** What a phone may come to besides. */
async function stumble(card: TestCard): Promise<void> {
  const ends: [CallName, World['matcher']['outcome']][] = [
    ['reserve, unusable pictures', { unusable: ['blurred'] }],
    ['reserve, matcher away', 'broken'],
    ['reserve, no match', 'no-match'],
  ];
  for (const [name, outcome] of ends) {
    world.matcher.outcome = 'match';
    const presented = await phone.present(card);
    world.matcher.outcome = outcome;
    await spending(name, () => phone.face(presented).catch(() => null));
  }
  world.matcher.outcome = 'match';
  const retried = await phone.present(card);
  await spending('reserve, after a failed try', () => phone.face(retried));
  const presented = await phone.present(card);
  const { ticket } = await spending('reserve, an earlier one live', () => phone.face(presented));
  const { cardToken: token } = await phone.present(card);
  await spending('challengeLiveness', () => phone.api.call('challengeLiveness', { token }));
  await spending('cancelReservation', () => phone.api.call('cancelReservation', { token: ticket }));
}

/** What a kiosk may come to besides. */
async function giveBack(card: TestCard): Promise<void> {
  const beat = () => kiosk.api.call('heartbeat', { message: IN_ORDER });
  await spending('heartbeat, the first', beat);
  await spending('heartbeat', beat);
  await phone.reserve(card);
  const { redemption } = await kiosk.claim(card);
  const token = redemption.redemption;
  world.now += 60;
  await spending('renew', () => kiosk.api.call('renew', { token }));
  await spending('abort', () => kiosk.api.call('abort', { token, message: { reason: 'idle' } }));
  const visit = await kiosk.claim(card);
  const { authorisation, agreement } = await kiosk.authorise(visit, card);
  await card.reset(authorisation, agreement);
  const message = await card.status(visit.redemption);
  await spending('recover', () => kiosk.api.call('recover', { token: visit.redemption.redemption, message }));
  const certificate = fromBase64url(lab.cards[2]!.profile.certificates.signature!);
  await spending('signatureCertificate', () =>
    checkSignatureCertificate(kiosk.api, visit.redemption, certificate),
  );
}

beforeAll(async () => {
  await emptyDatabase();
  world = await createWorld({
    wrap: (ports) => ({ ...ports, ...createStores(meter.d1, ports.auditMac) }),
  });
  [phone, kiosk] = [await world.phone(), await world.kiosk()];
  await walkJourney(await cardAt(0));
  await stumble(await cardAt(1));
  await giveBack(await cardAt(2));
});

describe('what is stored', () => {
  it.each(Object.keys(BYTES) as Kind[])('%s: no more bytes a row than their budget', async (kind) => {
    expect(await fill(database as never, kind, 5_000, world.now)).toBeLessThan(BYTES[kind]);
  });
});

/** Another visit by somebody of whom nothing is stored, among the rows of others. */
async function walkAmong(): Promise<Partial<Record<CallName, Cost>>> {
  const before = { ...costs };
  await rowsOf("DELETE FROM reservations WHERE ticket LIKE 'eyJ%'");
  await walkJourney(await cardAt(0));
  const after = { ...costs };
  Object.assign(costs, before);
  return after;
}

describe('what a call costs D1', () => {
  it.each(Object.keys(JOURNEY) as CallName[])('%s: the same among thousands of rows', async (name) => {
    among ??= await walkAmong();
    expect(among[name]).toEqual(costs[name]);
  });

  it.each(Object.keys({ ...JOURNEY, ...BESIDES }) as CallName[])('%s: no more than its budget', (name) => {
    expect(overspent(name, costs[name]!)).toEqual([]);
  });

  it('is little for the 55,000 kiosks of the country while they are idle', () => {
    expect((55_000 / nextIn(IN_ORDER)) * costs.heartbeat!.trips).toBeCloseTo(61.1, 1);
    expect((55_000 / ROW_STANDS) * costs['heartbeat, the first']!.written).toBeCloseTo(30.6, 1);
    expect(costs.heartbeat!.written).toBe(0);
  });

  it('is told where it is too much', () => {
    expect(overspent('openSession', { trips: 99, statements: 0, read: 0, written: 0 })).toHaveLength(1);
  });

  it('is what the README says', async () => {
    const lines = Object.entries(costs).map(
      ([name, cost]) => `  ${JSON.stringify(name)}: ${JSON.stringify(cost)}`,
    );
    await expect(`{\n${lines.join(',\n')}\n}\n`).toMatchFileSnapshot('costs/measured.generated.json');
  });
});

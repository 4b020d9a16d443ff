import assert from 'node:assert/strict';
import { decodeJwt } from 'jose';
import { openSession, presentCard, readCard } from '#clients/sdk/step1.ts';
import { agree, authorise, claim, complete, openRedemption, recover, write } from '#clients/sdk/step2.ts';
import { Card } from '#clients/card/card.ts';
import { claimAt, visitKiosk } from '#clients/lab/people/devices.ts';
import { secret } from '#clients/lab/people/people.ts';
import { expectSaid, PROOF, type Clause, type Scene } from './clause.ts';
import type { Holding } from './tokens.ts';
import { abort, cancel, flipped, refusedWith, renew, stepOne, view, type Walk } from './walk.ts';
import type { Asked } from './wire.ts';

// The states of workers/api/README.md, as one holder walks them: each clause goes on where the one before has ended.

const PASSWORD = 'CONFORM26';
const STATES = 'States of a reservation';

type Step = [tried: string, run: (scene: Scene, walk: Walk) => Promise<void>, of?: string];
const EVIDENCE = 'What trust in a card rests on';

const BEFORE: readonly Step[] = [
  [
    'a matched face is a reservation for a day',
    async (scene, walk) => {
      Object.assign(walk, await stepOne(scene));
      const { status, now, expiresAt, matchCode } = walk.reservation;
      assert.deepEqual([status, expiresAt - now, matchCode], ['reserved', 86_400, null]);
      assert.equal(decodeJwt(walk.holding.ticket).exp, expiresAt);
    },
  ],
];

const CLAIMS: readonly Step[] = [
  ['the phone sees it reserved', async (_, walk) => assert.equal((await view(walk)).status, 'reserved')],
  [
    'a card without one claims nothing',
    ({ kiosk, neighbour }) => refusedWith('no-reservation', claimAt(kiosk.api, neighbour)),
  ],
  [
    'a key that was never enrolled claims nothing',
    async ({ client, holder }) => refusedWith('kiosk-unknown', claimAt((await client()).api, holder)),
  ],
  [
    "one card's signature with another's chip is refused",
    async ({ kiosk, holder, neighbour }) => {
      const own = await visitKiosk(kiosk.api, holder);
      const { cardCertificate, binding } = (await visitKiosk(kiosk.api, neighbour)).claim;
      const mixed = { ...own.claim, cardCertificate, binding };
      await refusedWith('card-not-accepted', claim(kiosk.api, own.redemption, mixed));
    },
    EVIDENCE,
  ],
  [
    'evidence made for another visit is refused',
    async ({ kiosk, holder }) => {
      const { claim: evidence } = await visitKiosk(kiosk.api, holder);
      await refusedWith('card-not-accepted', claim(kiosk.api, await openRedemption(kiosk.api), evidence));
    },
    EVIDENCE,
  ],
  [
    "one card's certificate with another's photo is refused",
    async ({ client, consentVersion, holder, neighbour }) => {
      const { api } = await client();
      const session = await openSession(api, consentVersion);
      const [own, other] = [await readCard(session, holder), await readCard(session, neighbour)];
      const evidence = { ...own.evidence, surface: other.evidence.surface };
      await refusedWith('card-not-accepted', presentCard(api, session, { evidence, photo: other.photo }));
    },
    EVIDENCE,
  ],
  [
    'a claim leases it for five minutes, and both screens have one code',
    async ({ kiosk, holder }, walk) => {
      walk.visit = await claimAt(kiosk.api, holder);
      const { matchCode, leaseUntil } = walk.visit.claimed;
      const seen = await view(walk);
      assert.deepEqual([seen.status, seen.matchCode], ['claimed', matchCode]);
      assert.ok(leaseUntil - seen.now <= 300 && leaseUntil - seen.now > 200);
      walk.firstCode = matchCode;
    },
  ],
  [
    'the same claim asked again gets the same answer',
    async ({ kiosk }, { visit }) =>
      assert.deepEqual(await claim(kiosk.api, visit.redemption, visit.claim), visit.claimed),
    'Asking twice',
  ],
  [
    'another visit of the same card finds it in use',
    ({ kiosk, holder }) => refusedWith('reservation-in-use', claimAt(kiosk.api, holder)),
  ],
  ['the phone cannot cancel it now', (_, walk) => refusedWith('reservation-in-use', cancel(walk))],
  [
    'a lease is lengthened, to ten minutes at most',
    async (scene, walk) => {
      const { leaseUntil } = await renew(scene, walk);
      const { now } = await view(walk);
      assert.ok(leaseUntil >= walk.visit.claimed.leaseUntil && leaseUntil - now <= 600);
    },
  ],
  [
    'the same proof once more changes nothing',
    async ({ wire, kiosk }, { visit }) => {
      const token = visit.redemption.redemption;
      const asked: Asked = { method: 'POST', path: '/v1/redemptions/renew', key: kiosk.key, token };
      await wire.nonce();
      const headers = { DPoP: await wire.proof(asked) };
      expectSaid(await wire.ask({ ...asked, headers }), '200');
      expectSaid(await wire.ask({ ...asked, headers }), PROOF);
    },
    'RFC 9449 §11.1',
  ],
  [
    'a visit given back leaves it reserved',
    async (scene, walk) => {
      await walk.visit.card.close({ reset: true });
      assert.equal((await abort(scene, walk)).outcome, 'released');
      const { status, matchCode } = await view(walk);
      assert.deepEqual([status, matchCode], ['reserved', null]);
    },
  ],
  ['its lease is gone', (scene, walk) => refusedWith('claim-lapsed', renew(scene, walk))],
  [
    'the next visit has another code',
    async ({ kiosk, holder }, walk) => {
      walk.visit = await claimAt(kiosk.api, holder);
      assert.notEqual(walk.visit.claimed.matchCode, walk.firstCode);
    },
  ],
];

const RESET: readonly Step[] = [
  [
    'a key agreement that the card did not sign is not authorised',
    async ({ kiosk }, walk) => {
      walk.agreed = await agree(walk.visit);
      const message = { ...walk.agreed.message, r: flipped(walk.agreed.message.r) };
      await refusedWith('card-not-accepted', authorise(kiosk.api, walk.visit.redemption, message));
    },
    EVIDENCE,
  ],
  [
    'an authorisation brings a record of itself',
    async ({ kiosk }, walk) => {
      walk.authorised = await authorise(kiosk.api, walk.visit.redemption, walk.agreed.message);
      const { jti, iss } = decodeJwt(walk.authorised.record);
      assert.deepEqual([jti, iss], [walk.reservation.reservationId, kioskOrigin(walk)]);
    },
  ],
  [
    'from then on only the lease frees it',
    async (scene, walk) => assert.equal((await abort(scene, walk)).outcome, 'leased'),
  ],
  [
    'a receipt that the card did not sign completes nothing',
    async ({ kiosk }, walk) => {
      walk.receipt = await write(walk.agreed, walk.authorised, secret(PASSWORD).secret);
      const receipt = walk.receipt.receipt.slice(0, -2) + flipped(walk.receipt.receipt.slice(-2));
      await refusedWith('card-not-accepted', complete(kiosk.api, { ...walk.receipt, receipt }));
    },
    EVIDENCE,
  ],
  [
    "the card's receipt completes it, and says so again",
    async ({ kiosk }, walk) => {
      const completed = await complete(kiosk.api, walk.receipt);
      assert.equal(completed.reservationId, walk.reservation.reservationId);
      assert.deepEqual(await complete(kiosk.api, walk.receipt), completed);
      assert.equal((await view(walk)).status, 'completed');
    },
  ],
  ['a completed one is not cancelled', (_, walk) => refusedWith('reservation-ended', cancel(walk))],
  [
    'nor claimed: the card has used its ticket',
    async ({ kiosk, holder }, walk) => {
      await walk.visit.card.close({ reset: true });
      await refusedWith('reservation-ended', claimAt(kiosk.api, holder));
    },
  ],
  [
    'the card says afterwards, without a PIN, what it was reset for',
    async ({ kiosk, holder }, walk) => {
      const card = new Card(await holder.reader.open());
      const { outcome, reservationId } = await recover(kiosk.api, card, await openRedemption(kiosk.api));
      await card.close({ reset: true });
      assert.deepEqual([outcome, reservationId], ['completed', walk.reservation.reservationId]);
    },
  ],
];

const AFTER: readonly Step[] = [
  [
    'the same card reserves again: the earlier one is superseded',
    async (scene, walk) => {
      const earlier = await stepOne(scene);
      Object.assign(walk, await stepOne(scene));
      assert.equal((await view(earlier)).status, 'superseded');
      assert.equal((await view(walk)).status, 'reserved');
      await refusedWith('reservation-ended', cancel(earlier));
    },
  ],
  [
    'a cancelled one is ended, and claimed by nobody',
    async ({ kiosk, holder }, walk) => {
      assert.equal((await cancel(walk)).status, 'cancelled');
      await refusedWith('reservation-ended', claimAt(kiosk.api, holder));
    },
  ],
  [
    'an enrolment code that nobody issued is refused',
    async ({ client }) =>
      refusedWith(
        'enrolment-refused',
        (await client()).api.call('enrolKiosk', { message: { code: 'AAAA-AAAA-AAAA-AAAA' } }),
      ),
  ],
];

const kioskOrigin = ({ holding }: Walk) => decodeJwt(holding.ticket).iss;

/** The walk's clauses before and after those that look at its tokens while they are good; `held` is what they look at. */
export function stateClauses(): { before: Clause[]; after: Clause[]; held: () => Holding } {
  const walk = {} as Walk;
  const clauses = (steps: readonly Step[]): Clause[] =>
    steps.map(([tried, run, of = STATES]) => ({ of, tried, run: (scene) => run(scene, walk) }));
  return {
    before: clauses(BEFORE),
    after: clauses([...CLAIMS, ...RESET, ...AFTER]),
    held: () => walk.holding,
  };
}

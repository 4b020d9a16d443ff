import assert from 'node:assert/strict';
import { request } from 'node:http';
import { issueCode } from '#clients/operator/commands/kiosk.ts';
import { agree, authorise, checkSignatureCertificate, complete, write } from '#clients/sdk/step2.ts';
import { openSession, presentCard, readCard, showFace, type Camera } from '#clients/sdk/step1.ts';
import { CAST } from '#clients/lab/people/cast.ts';
import { claimAt, reserveOn } from '#clients/lab/people/devices.ts';
import { secret, type Person } from '#clients/lab/people/people.ts';
import { inJapan } from '#clients/lab/system/clock.ts';
import { fromBase64url } from '#schema/contract/bytes.ts';
import type { OperatorCall } from '#schema/contract/operator-acts.ts';
import { WELL, type Clause, type House, type Scene } from './clause.ts';
import { refusedWith, stepOne, view } from './walk.ts';

// Who is refused, and what becomes of it: faces, cards and kiosks that are not in order.

const PASSWORD = 'CONFORM28';
const FREE_TRIES = 5;

type Trial = readonly [tried: string, run: (scene: Scene, house: House) => Promise<void>];

/** A card that was presented, ready for a face. */
async function presented({ client, consentVersion }: Scene, person: Person) {
  const { api } = await client();
  const session = await openSession(api, consentVersion);
  return { api, card: await presentCard(api, session, await readCard(session, person)) };
}

const tryFace = async (scene: Scene, person: Person, camera: Camera) => {
  const { api, card } = await presented(scene, person);
  return showFace(api, card, camera);
};

/** A face that never moves, whatever it is asked for. */
const still =
  (camera: Camera): Camera =>
  async (steps) => {
    const frames = await camera(steps);
    return frames.map(({ capturedAt }) => ({ image: frames[0]!.image, capturedAt }));
  };

const FACES: readonly Trial[] = [
  [
    "another person's face is refused, and is a try",
    async (scene, { clock }) => {
      clock.moveTo(inJapan(clock.now(), 1, '12:00'));
      await refusedWith('face-no-match', tryFace(scene, scene.holder, scene.strangerCamera));
      assert.equal((await presented(scene, scene.holder)).card.triesLeft, FREE_TRIES - 1);
    },
  ],
  [
    'a face that does not move as it was asked to is refused, and is a try',
    async (scene) => {
      await refusedWith('face-not-live', tryFace(scene, scene.holder, still(scene.camera)));
      assert.equal((await presented(scene, scene.holder)).card.triesLeft, FREE_TRIES - 2);
    },
  ],
  [
    'whoever asks again, and from another phone, is asked for the same movements',
    async (scene) => {
      const [one, other] = [await presented(scene, scene.holder), await presented(scene, scene.holder)];
      const again = await one.api.call('challengeLiveness', { token: one.card.cardToken });
      assert.deepEqual(again.steps, one.card.liveness.steps);
      assert.deepEqual(other.card.liveness.steps, one.card.liveness.steps);
    },
  ],
  [
    'five tries that failed pause the card, on every phone; after that the right face is a reservation',
    async (scene, { clock }) => {
      for (let tries = 2; tries < FREE_TRIES; tries += 1) {
        clock.moveTo(clock.now() + 3_600);
        await refusedWith('face-no-match', tryFace(scene, scene.holder, scene.strangerCamera));
      }
      await refusedWith('face-attempts-paused', presented(scene, scene.holder));
      clock.moveTo(clock.now() + 3_600);
      await tryFace(scene, scene.holder, scene.camera);
      assert.equal((await presented(scene, scene.holder)).card.triesLeft, FREE_TRIES);
    },
  ],
];

async function completedVisit(scene: Scene, person: Person) {
  await reserveOn((await scene.client()).api, person, scene.camera);
  const { redemption, card, ...proved } = await claimAt(scene.kiosk.api, person);
  const agreed = await agree({ card, ...proved });
  const authorised = await authorise(scene.kiosk.api, redemption, agreed.message);
  await complete(scene.kiosk.api, await write(agreed, authorised, secret(PASSWORD).secret));
  await card.close({ reset: true });
  return redemption;
}

const CARDS: readonly Trial[] = [
  [
    'a completed visit may ask once for the signature certificate: good, or revoked by a move',
    async (scene, { clock, issue, revocation }) => {
      clock.moveTo(inJapan(clock.now(), 1, '12:00'));
      for (const [member, status] of [
        [CAST.ninety, 'good'],
        [CAST.moved, 'revoked'],
      ] as const) {
        const person = await issue(member);
        if (status === 'revoked') revocation.revoke(person.signatureCertificate!, 'affiliationChanged');
        const redemption = await completedVisit(scene, person);
        const certificate = fromBase64url(person.signatureCertificate!);
        const asked = () => checkSignatureCertificate(scene.kiosk.api, redemption, certificate);
        assert.equal((await asked()).status, status);
      }
    },
  ],
  ...(
    [
      ['a revoked authentication certificate is refused', 'superseded', 'certificate-revoked'],
      ['one on hold is refused as reported lost', 'certificateHold', 'certificate-on-hold'],
    ] as const
  ).map(([tried, reason, code]): Trial => [
    tried,
    async (scene, { issue, revocation }) => {
      const person = await issue(CAST.fifteen);
      revocation.revoke(person.certificate, reason);
      await refusedWith(code, presented(scene, person));
      await refusedWith(code, claimAt(scene.kiosk.api, person));
    },
  ]),
];

/** A kiosk that has shown its code and waits for its operator. */
async function pendingKiosk({ client }: Scene, { operator }: House, label: string) {
  const code = await issueCode(operator, label);
  const { api } = await client();
  const { thumbprint } = await api.call('enrolKiosk', { message: { code } });
  const move = (call: Extract<OperatorCall, `${string}Kiosks`>) =>
    operator.ask(call as 'confirmKiosks', { shown: [thumbprint] });
  return { code, api, move, beat: () => api.call('heartbeat', { message: WELL }) };
}

const KIOSKS: readonly Trial[] = [
  [
    'a kiosk that no operator confirmed does nothing, nor does one that is suspended or revoked',
    async (scene, house) => {
      house.clock.moveTo(inJapan(house.clock.now(), 1, '12:00'));
      const { api, move, beat } = await pendingKiosk(scene, house, 'States');
      await refusedWith('kiosk-pending', beat());
      await refusedWith('kiosk-pending', claimAt(api, scene.holder));
      await move('confirmKiosks');
      await beat();
      await move('suspendKiosks');
      await refusedWith('kiosk-suspended', claimAt(api, scene.holder));
      await move('resumeKiosks');
      await beat();
      await move('revokeKiosks');
      await refusedWith('kiosk-revoked', beat());
      await refusedWith('kiosk-revoked', claimAt(api, scene.holder));
    },
  ],
  [
    'an enrolment code serves one key',
    async (scene, house) => {
      const { code } = await pendingKiosk(scene, house, 'Once');
      const other = (await scene.client()).api.call('enrolKiosk', { message: { code } });
      await refusedWith('enrolment-refused', other);
    },
  ],
  [
    'what a revoked kiosk held without an authorisation is free at once',
    async (scene, house) => {
      const { api, move } = await pendingKiosk(scene, house, 'Freed');
      await move('confirmKiosks');
      const made = await stepOne(scene);
      const { card } = await claimAt(api, scene.holder);
      await card.close({ reset: true });
      await move('revokeKiosks');
      assert.equal((await view(made)).status, 'reserved');
    },
  ],
  [
    'a certificate that has run out is refused',
    async (scene, { clock }) => {
      clock.moveTo(inJapan(clock.now(), 3_650, '12:00'));
      await refusedWith('certificate-expired', presented(scene, scene.holder));
    },
  ],
];

const DOOR: readonly Clause[] = [
  {
    of: 'RFC 9110 §15.5.20',
    tried: 'a request for another host than the one of the service',
    async run({ wire }) {
      const { hostname, port } = new URL(wire.origin);
      const status = await new Promise((resolve, reject) => {
        const headers = { Host: 'elsewhere.example' };
        request({ hostname, port, path: '/v1/service', headers }, (response) => {
          response.resume();
          resolve(response.statusCode);
        })
          .on('error', reject)
          .end();
      });
      assert.equal(status, 421);
    },
  },
];

const clauses = (of: string, trials: readonly Trial[], house: House): Clause[] =>
  trials.map(([tried, run]) => ({ of, tried, run: (scene) => run(scene, house) }));

/** Clauses that the operator and the authorities of a deployment are needed for. The last one leaves the clock ten years ahead. */
export const refusedClauses = (house: House): Clause[] => [
  ...DOOR,
  ...clauses('One sequence for each card, and tries', FACES, house),
  ...clauses('What trust in a card rests on', CARDS, house),
  ...clauses('Kiosks', KIOSKS, house),
];

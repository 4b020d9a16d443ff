import { Buffer } from 'node:buffer';
import {
  challengeOf,
  chip,
  must,
  objectsOf,
  readFile,
  selectJpki,
  selectSurface,
  sha256,
  verify,
  type Apdu,
} from './card.ts';
import { client, type Client } from './dpop.ts';
import { kioskKey, openChannel } from './reset.ts';

// Both STEPs, as somebody wrote them who has the OpenAPI document, the README of the card's dialogue, and a card on a port.

const [origin, desk, pin, number, code, password] = process.argv.slice(2) as [
  string,
  string,
  string,
  string,
  string,
  string,
];

/** What stands beside this program: a card, and a camera before a face. */
async function at(path: string, body: unknown): Promise<never> {
  const response = await fetch(desk + path, { method: 'POST', body: JSON.stringify(body) });
  return (await response.json()) as never;
}
const apdu: Apdu = async (command) =>
  Buffer.from(
    ((await at('/apdu', { command: command.toString('hex') })) as { answer: string }).answer,
    'hex',
  );
const powerOff = () => at('/off', {});

async function reserve(phone: Client): Promise<string> {
  const { consentVersion } = await phone.call('/v1/service', 'get');
  const session = await phone.call('/v1/sessions', 'post', { body: { consentVersion } });
  await selectJpki(apdu);
  const proof = await chip(apdu, pin, challengeOf('step1', session.audience, session.session, session.nonce));
  await selectSurface(apdu);
  await verify(apdu, '0012', number);
  const face = objectsOf(objectsOf(await readFile(apdu, '0002'))[0]!.value);
  const of = (...tags: number[]) =>
    Buffer.concat(tags.map((tag) => face.find((object) => object.tag === tag)!.whole));
  const signature = face.find(({ tag }) => tag === 0xdf28)!.value;
  const issuer = await readFile(apdu, '0004');
  const card = await phone.call('/v1/sessions/card', 'post', {
    token: session.session,
    body: {
      ...proof.sent,
      surface: {
        signature: signature.toString('base64url'),
        issuerCertificate: issuer.toString('base64url'),
        holderDigest: sha256(of(0xdf22, 0xdf23, 0xdf24)).toString('base64url'),
        textDigest: sha256(of(0xdf25, 0xdf26)).toString('base64url'),
      },
    },
    files: [['photo', 'application/octet-stream', of(0xdf27)]],
  });
  await powerOff();
  const frames = (await at('/frames', { steps: card.liveness.steps })) as {
    image: string;
    capturedAt: number;
  }[];
  const made = await phone.call('/v1/reservations', 'post', {
    token: card.cardToken,
    body: { challenge: card.liveness.challenge, capturedAt: frames.map(({ capturedAt }) => capturedAt) },
    files: frames.map(({ image }) => ['frame', 'image/jpeg', Buffer.from(image, 'base64')] as const),
  });
  return made.ticket;
}

async function enrol(kiosk: Client): Promise<void> {
  const { thumbprint } = await kiosk.call('/v1/kiosk/enrolment', 'post', { body: { code } });
  await at('/confirm', { thumbprint });
}

async function reset(kiosk: Client): Promise<string> {
  const visit = await kiosk.call('/v1/redemptions', 'post');
  const token = visit.redemption;
  const key = kioskKey();
  await selectJpki(apdu);
  const statusNonce = challengeOf('claim', visit.audience, token, visit.nonce).subarray(0, 16);
  const status = await must(apdu, '00cadf01', statusNonce, '00');
  const proof = await chip(apdu, pin, challengeOf('step2', visit.audience, token, visit.nonce, key.point));
  const point = key.point.toString('base64url');
  const claimed = await kiosk.call('/v1/redemptions/claim', 'post', {
    token,
    body: { ...proof.sent, kioskKey: point, status: status.toString('base64url') },
  });
  const agreed = await openChannel(apdu, key);
  const cardCertificate = proof.cardCertificate.toString('base64url');
  const cardId = agreed.cardId.toString('base64url');
  const authorised = await kiosk.call('/v1/redemptions/authorise', 'post', {
    token,
    body: {
      kioskKey: point,
      cardKey: agreed.cardKey.toString('base64url'),
      r: agreed.r.toString('base64url'),
      cardId,
      signature: agreed.signature.toString('base64url'),
      cardCertificate,
    },
  });
  const external = await agreed.channel(0x82, 0, 0, Buffer.from(authorised.authorisation, 'base64url'));
  if (external.sw !== 0x9000) throw new Error(`authorisation: ${external.sw.toString(16)}`);
  const receipt = await agreed.channel(0x2c, 0x02, 0x9b, Buffer.from(password, 'ascii'));
  if (receipt.sw !== 0x9000) throw new Error(`password: ${receipt.sw.toString(16)}`);
  const { reservationId } = await kiosk.call('/v1/redemptions/complete', 'post', {
    body: { cardId, receipt: receipt.data.toString('base64url'), cardCertificate, record: authorised.record },
  });
  await powerOff();
  if (reservationId !== claimed.reservationId) throw new Error('another reservation was completed');
  return reservationId;
}

const phone = client(origin);
const ticket = await reserve(phone);
const kiosk = client(origin);
await enrol(kiosk);
const reservationId = await reset(kiosk);
const { status, reservationId: own } = await phone.call('/v1/reservations/current', 'get', { token: ticket });
await selectJpki(apdu);
await verify(apdu, '001b', password);
process.stdout.write(`${JSON.stringify({ status, same: own === reservationId })}\n`);

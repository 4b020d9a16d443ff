import { encodeCommand } from '#clients/card/apdu/command.ts';
import { matchingNumberB } from '#clients/card/applets/matching-number.ts';
import { claimNonce, recoverNonce } from '#clients/card/dialogue/challenge.ts';
import { deriveChannelKeys, agree } from '#clients/card/reset/key-agreement.ts';
import { SecureMessaging } from '#clients/card/reset/secure-messaging.ts';
import { pointOf, signRsa } from '#clients/lab/card/issuer/keys.ts';
import { fromBase64url, sha256 } from '#schema/contract/bytes.ts';
import {
  ascii,
  bindingMessage,
  CARD_PURPOSES,
  cardChallengeInput,
  concat,
  digestInfo,
  encodeBindingReply,
  encodeKeyAgreement,
  encodeResetRecord,
  fromHex,
  keyAgreementMessage,
  receiptMessage,
  statusMessage,
  toHex,
  type Octets,
} from '#schema/contract/card.ts';
import { ISSUER, keys, settled, signed } from './keys.ts';

// What a card says, by the project's own code and the lab keys of the file.

const filled = (length: number, byte: number): Octets => new Uint8Array(length).fill(byte);
export const CARD_ID = Uint8Array.from({ length: 16 }, (_, index) => 0xa0 + index);
export const R = filled(16, 0x33);
const server = {
  audience: ISSUER,
  token: 'redemption.token.text',
  nonce: 'bm9uY2Vub25jZW5vbmNlbm9uY2Vub25jZW5vbmNlMTI',
};

/** An attestation: the message, and the signature that stays while the message is the same. */
async function attested(name: string, message: Octets) {
  const text = toHex(message);
  return { message: text, signature: settled(name, text, await signed(keys.attestation, message)) };
}

async function challenge(step: 'step1' | 'step2') {
  const purpose = CARD_PURPOSES[step];
  const tokenHash = await sha256(ascii(server.token));
  const kioskKeyHash = await sha256(pointOf(keys.kiosk));
  const input = cardChallengeInput({
    purpose,
    audience: server.audience,
    tokenHash,
    nonce: fromBase64url(server.nonce),
    ...(step === 'step2' ? { kioskKeyHash } : {}),
  });
  const digest = await sha256(input);
  return {
    key: 'authentication',
    purpose,
    ...server,
    ...(step === 'step2' ? { kioskKey: toHex(pointOf(keys.kiosk)) } : {}),
    message: toHex(input),
    challenge: toHex(digest),
    digestInfo: toHex(digestInfo(digest)),
    signature: toHex(await signRsa(keys.authentication, input)),
  };
}

async function binding() {
  const cardChallenge = fromHex('00112233445566778899aabbccddeeff'.repeat(2));
  const facts = {
    cardId: CARD_ID,
    authCertificateHash: filled(32, 0x11),
    photoSignatureHash: filled(32, 0x22),
  };
  const { message, signature } = await attested('binding', bindingMessage({ ...facts, cardChallenge }));
  const answer = encodeBindingReply({ ...facts, signature: fromHex(signature) });
  const bind = { name: 'binding', cla: 0, ins: 0xca, p1: 0xdf, p2: 2, data: cardChallenge, le: 256 };
  return {
    key: 'attestation',
    ...Object.fromEntries(Object.entries(facts).map(([name, bytes]) => [name, toHex(bytes)])),
    cardChallenge: toHex(cardChallenge),
    command: toHex(encodeCommand(bind)),
    message,
    signature,
    answer: `${toHex(answer)}9000`,
  };
}

async function keyAgreement() {
  const [kioskKey, cardKey] = [pointOf(keys.kiosk), pointOf(keys.card)];
  const message = keyAgreementMessage(CARD_ID, kioskKey, cardKey, R);
  const said = await attested('keyAgreement', message);
  const z = await agree(await agreeing(), cardKey);
  const shared = toHex(z);
  const { enc, mac } = await deriveChannelKeys(z, R);
  const answer = encodeKeyAgreement({ cardKey, r: R, cardId: CARD_ID, signature: fromHex(said.signature) });
  return {
    key: 'attestation',
    cardId: toHex(CARD_ID),
    kioskKey: toHex(kioskKey),
    cardKey: toHex(cardKey),
    r: toHex(R),
    ...said,
    answer: toHex(answer),
    z: shared,
    kenc: toHex(enc),
    kmac: toHex(mac),
  };
}

const agreeing = () =>
  crypto.subtle.importKey('jwk', { ...keys.kiosk }, { name: 'ECDH', namedCurve: 'P-256' }, false, [
    'deriveBits',
  ]);

/** The first command of the channel above, and two answers to it: refused, and a receipt. */
async function secureMessaging(receipt: string) {
  const { kenc, kmac } = await keyAgreement();
  const password = 'NEWPW123';
  const channel = () => new SecureMessaging({ enc: fromHex(kenc), mac: fromHex(kmac) });
  const reset = { name: 'reset', cla: 0, ins: 0x2c, p1: 2, p2: 0x9b, data: ascii(password), le: 256 };
  const answered = (data: Octets, sw: number) => {
    const card = channel();
    card.open(channel().protect(reset));
    return `${toHex(card.seal({ data, sw }).data)}9000`;
  };
  return {
    keys: 'keyAgreement',
    password,
    command: toHex(encodeCommand(channel().protect(reset))),
    refusal: answered(new Uint8Array(), 0x6982),
    receipt: answered(fromHex(receipt), 0x9000),
  };
}

const matchingNumbers = () =>
  (
    [
      { birthDate: '19900401', expiryYear: '2034', securityCode: '0123' },
      { birthDate: '20190430', expiryYear: '2029', securityCode: '9999' },
      { birthDate: '20190501', expiryYear: '2029', securityCode: '0000' },
      { birthDate: '19261225', expiryYear: '2030', securityCode: '4711' },
      { birthDate: '19890107', expiryYear: '2031', securityCode: '8080' },
      { birthDate: '19850715', expiryYear: '2030', securityCode: '4711', years: 'western' },
    ] as const
  ).map((printed) => ({
    ...printed,
    matchingNumberB: String.fromCharCode(...matchingNumberB(printed)),
  }));

/** `ticketHash`: what the card was reset for. */
export async function cardVectors(ticketHash: Octets) {
  const record = encodeResetRecord({ counter: 1, tries: 5, ticketHash });
  const said = {
    key: 'attestation',
    cardId: toHex(CARD_ID),
    counter: 1,
    tries: 5,
    ticketHash: toHex(ticketHash),
  };
  const receipt = await attested('receipt', receiptMessage(CARD_ID, record));
  const nonce = await claimNonce(server);
  const status = await attested('status', statusMessage(CARD_ID, nonce, record));
  const whole = (signature: string) => toHex(concat(record, fromHex(signature)));
  return {
    step1Challenge: await challenge('step1'),
    step2Challenge: await challenge('step2'),
    statusNonces: { ...server, claim: toHex(nonce), recover: toHex(await recoverNonce(server)) },
    binding: await binding(),
    keyAgreement: await keyAgreement(),
    secureMessaging: await secureMessaging(whole(receipt.signature)),
    receipt: { ...said, ...receipt, receipt: whole(receipt.signature) },
    status: { ...said, nonce: toHex(nonce), ...status, status: whole(status.signature) },
    matchingNumberB: { vectors: matchingNumbers() },
  };
}

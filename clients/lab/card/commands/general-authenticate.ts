import {
  BerError,
  encodeKeyAgreement,
  keyAgreementMessage,
  readOnly,
  readSequence,
  type Octets,
} from '#schema/contract/card.ts';
import { SW } from '#clients/card/apdu/status-word.ts';
import { sha256 } from '#schema/contract/bytes.ts';
import { agree, createEphemeralKey, deriveChannelKeys } from '#clients/card/reset/key-agreement.ts';
import { SecureMessaging } from '#clients/card/reset/secure-messaging.ts';
import { answer, word, type CardCommand, type Reply } from '../apdu.ts';
import { attest, endReset, type Chip } from '../chip.ts';

/** GENERAL AUTHENTICATE (INS 86): P-256 key agreement, signed by the card. A channel under way ends, whatever comes. */
export async function generalAuthenticate(chip: Chip, { p1, p2, data, le }: CardCommand): Promise<Reply> {
  endReset(chip);
  if (p1 !== 0 || p2 !== 0) return word(SW.wrongParameters);
  if (chip.state.application?.name !== 'jpki') return word(SW.conditions);
  if (!chip.state.verified.has('userPin')) return word(SW.securityStatus);
  if (le === null || le < 256) return word(SW.wrongLength);
  const kioskKey = kioskKeyOf(data);
  return kioskKey ? agreeOnKeys(chip, kioskKey) : word(SW.wrongData);
}

async function agreeOnKeys(chip: Chip, kioskKey: Octets): Promise<Reply> {
  const own = await createEphemeralKey();
  const z = await sharedSecret(own.privateKey, kioskKey);
  if (!z) return word(SW.wrongData);
  const r = crypto.getRandomValues(new Uint8Array(16));
  const messaging = new SecureMessaging(await deriveChannelKeys(z, r));
  chip.state.reset = { messaging, r, kioskKeyHash: await sha256(kioskKey), ticketHash: null };
  const { cardId } = chip.identity;
  const signature = await attest(chip, keyAgreementMessage(cardId, kioskKey, own.publicKey, r));
  return answer(encodeKeyAgreement({ cardKey: own.publicKey, r, cardId, signature }));
}

/** Undefined when the point is not on the curve. */
const sharedSecret = (privateKey: CryptoKey, point: Octets): Promise<Octets | undefined> =>
  agree(privateKey, point).catch(() => undefined);

function kioskKeyOf(data: Octets): Octets | undefined {
  try {
    return readSequence(readOnly(data, 0x7c).value, [[0x80, 65]])[0];
  } catch (error) {
    if (error instanceof BerError) return undefined;
    throw error;
  }
}

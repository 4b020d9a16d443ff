import {
  bindingMessage,
  concat,
  encodeBindingReply,
  encodeResetRecord,
  statusMessage,
  type Octets,
} from '#schema/contract/card.ts';
import { SW } from '#clients/card/apdu/status-word.ts';
import { answer, word, type CardCommand, type Reply } from '../apdu.ts';
import { attest, type Chip } from '../chip.ts';

/** GET DATA (INS CA) in JPKI, both objects of the lab profile: DF01 reset status, DF02 binding evidence. */
export function getData(chip: Chip, { p1, p2, data, le }: CardCommand): Reply | Promise<Reply> {
  const object = chip.state.application?.name === 'jpki' ? OBJECTS[(p1 << 8) | p2] : undefined;
  if (!object) return word(SW.referenceNotFound);
  if (data.length !== object.length || le === null || le < 256) return word(SW.wrongLength);
  return object.answer(chip, data);
}

const OBJECTS: Record<
  number,
  { length: number; answer: (chip: Chip, data: Octets) => Reply | Promise<Reply> }
> = {
  0xdf01: { length: 16, answer: status },
  0xdf02: { length: 32, answer: binding },
};

/** Needs no PIN: it names no secret, and a kiosk must be able to settle a torn write. */
async function status(chip: Chip, nonce: Octets): Promise<Reply> {
  const { counter, ticketHash } = chip.memory.reset;
  const record = encodeResetRecord({ counter, tries: chip.memory.tries('signaturePassword'), ticketHash });
  return answer(concat(record, await attest(chip, statusMessage(chip.identity.cardId, nonce, record))));
}

async function binding(chip: Chip, cardChallenge: Octets): Promise<Reply> {
  if (!chip.state.verified.has('userPin')) return word(SW.securityStatus);
  const { cardId, authCertificateHash, photoSignatureHash } = chip.identity;
  const facts = { cardId, authCertificateHash, photoSignatureHash };
  const signature = await attest(chip, bindingMessage({ ...facts, cardChallenge }));
  return answer(encodeBindingReply({ ...facts, signature }));
}

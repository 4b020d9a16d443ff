import {
  decodeKeyAgreement,
  signaturePasswordFaults,
  SIGNED_RECORD_LENGTH,
  tlv,
  type KeyAgreement,
  type Octets,
} from '#schema/contract/card.ts';
import type { Command, Response } from '../apdu/command.ts';
import { refusal, SW } from '../apdu/status-word.ts';
import type { Card } from '../card.ts';
import { CardFailure } from '../failure.ts';
import { agree, deriveChannelKeys, type EphemeralKey } from './key-agreement.ts';
import { SecureMessaging, SecureMessagingError } from './secure-messaging.ts';

/** A card ready to be reset: a secure channel, and the agreement the back end has to see. */
export interface OpenChannel {
  agreement: KeyAgreement;
  channel: SecureChannel;
}

/** GENERAL AUTHENTICATE: agrees on keys with the card. The user PIN must be verified and the profile required before. */
export async function openChannel(card: Card, kioskKey: EphemeralKey): Promise<OpenChannel> {
  const data = tlv(0x7c, tlv(0x80, kioskKey.publicKey));
  const command = { name: 'GENERAL AUTHENTICATE', cla: 0, ins: 0x86, p1: 0, p2: 0, data, le: 256 };
  const reply = await card.ask(command);
  try {
    const agreement = decodeKeyAgreement(reply);
    const z = await agree(kioskKey.privateKey, agreement.cardKey);
    const messaging = new SecureMessaging(await deriveChannelKeys(z, agreement.r));
    card.keep(messaging);
    return { agreement, channel: new SecureChannel(card, messaging) };
  } catch (cause) {
    throw new CardFailure('card-data', { command: command.name, cause });
  }
}

/** The card's side of a reset, inside secure messaging. Ends with the next SELECT, key agreement, reset or power-off. */
export class SecureChannel {
  readonly #card: Card;
  readonly #messaging: SecureMessaging;

  constructor(card: Card, messaging: SecureMessaging) {
    this.#card = card;
    this.#messaging = messaging;
  }

  get alive(): boolean {
    return this.#messaging.alive;
  }

  /** EXTERNAL AUTHENTICATE. The card's r is spent whatever the answer. Throws `authorisation-refused`. */
  async authorise(authorisation: Uint8Array): Promise<void> {
    const command = { name: 'EXTERNAL AUTHENTICATE', cla: 0, ins: 0x82, p1: 0, p2: 0, data: authorisation };
    const { sw } = await this.#exchange(command);
    if (sw !== SW.ok)
      throw new CardFailure('authorisation-refused', { command: command.name, statusWord: sw });
  }

  /**
   * RESET RETRY COUNTER: sets the new signature password (ASCII bytes, which the caller overwrites) and answers the
   * card's receipt, 99 bytes. Throws `password-rule` before or after asking the card; the authorisation then still
   * stands, so that the person can type again.
   */
  async setPassword(password: Uint8Array): Promise<Octets> {
    const passwordFaults = signaturePasswordFaults(password);
    if (passwordFaults.length > 0) throw new CardFailure('password-rule', { passwordFaults });
    const command = { name: 'RESET RETRY COUNTER', cla: 0, ins: 0x2c, p1: 0x02, p2: 0x9b, data: password };
    const { data, sw } = await this.#exchange(command);
    if (sw === SW.wrongData)
      throw new CardFailure('password-rule', { command: command.name, statusWord: sw });
    if (sw !== SW.ok) throw refusal(command.name, sw);
    if (data.length !== SIGNED_RECORD_LENGTH) throw new CardFailure('card-data', { command: command.name });
    return data;
  }

  /** Ends the channel on this side. */
  destroy(): void {
    this.#messaging.destroy();
  }

  async #exchange(command: Command): Promise<Response> {
    try {
      const reply = await this.#card.send(this.#messaging.protect(command));
      if (reply.sw !== SW.ok) throw this.#lost(command, reply.sw);
      return this.#messaging.unprotect(reply);
    } catch (cause) {
      if (cause instanceof SecureMessagingError) throw this.#lost(command, cause.statusWord);
      throw cause;
    }
  }

  /** A plain status word, or a MAC that does not fit: nothing said in this channel can be trusted any more. */
  #lost(command: Command, statusWord: number): CardFailure {
    this.destroy();
    return new CardFailure('channel-lost', { command: command.name, statusWord });
  }
}

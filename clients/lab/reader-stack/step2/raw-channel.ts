import { decodeKeyAgreement, tlv, type KeyAgreement, type Octets } from '#schema/contract/card.ts';
import type { Command, Response } from '#clients/card/apdu/command.ts';
import type { Card } from '#clients/card/card.ts';
import { agree, createEphemeralKey, deriveChannelKeys } from '#clients/card/reset/key-agreement.ts';
import { SecureMessaging } from '#clients/card/reset/secure-messaging.ts';

const COMMANDS = {
  externalAuthenticate: { name: 'EXTERNAL AUTHENTICATE', cla: 0, ins: 0x82, p1: 0, p2: 0 },
  resetRetryCounter: { name: 'RESET RETRY COUNTER', cla: 0, ins: 0x2c, p1: 0x02, p2: 0x9b },
} as const;

/** A secure channel without the checks that keep a client from asking what the card must refuse. */
export class RawChannel {
  readonly agreement: KeyAgreement;
  /** The kiosk's point. */
  readonly publicKey: Octets;
  readonly #card: Card;
  readonly #messaging: SecureMessaging;

  private constructor(card: Card, publicKey: Octets, agreement: KeyAgreement, messaging: SecureMessaging) {
    this.#card = card;
    this.publicKey = publicKey;
    this.agreement = agreement;
    this.#messaging = messaging;
  }

  /** The user PIN must be verified before. */
  static async open(card: Card): Promise<RawChannel> {
    const { publicKey, privateKey } = await createEphemeralKey();
    const data = tlv(0x7c, tlv(0x80, publicKey));
    const command = { name: 'GENERAL AUTHENTICATE', cla: 0, ins: 0x86, p1: 0, p2: 0, data, le: 256 };
    const agreement = decodeKeyAgreement(await card.ask(command));
    const keys = await deriveChannelKeys(await agree(privateKey, agreement.cardKey), agreement.r);
    return new RawChannel(card, publicKey, agreement, new SecureMessaging(keys));
  }

  /** What the card answers inside the channel. */
  async ask(command: keyof typeof COMMANDS, data: Uint8Array): Promise<Response> {
    return this.#messaging.unprotect(await this.#card.send(this.#protect(command, data)));
  }

  /** The outer status word when one bit of the protected command is changed on the wire. */
  async spoil(command: keyof typeof COMMANDS, data: Uint8Array, byte: number): Promise<number> {
    const { data: sent, ...rest } = this.#protect(command, data);
    const changed = Uint8Array.from(sent!, (value, index) => (index === byte ? value ^ 1 : value));
    return (await this.#card.send({ ...rest, data: changed })).sw;
  }

  #protect(command: keyof typeof COMMANDS, data: Uint8Array): Command {
    return this.#messaging.protect({ ...COMMANDS[command], data });
  }
}

import { describe, expect, it } from 'vitest';
import { ascii, concat, copyOf, encodeKeyAgreement, fromHex, type Octets } from '#schema/contract/card.ts';
import type { Response } from '../apdu/command.ts';
import { Card } from '../card.ts';
import { deriveChannelKeys, agree, createEphemeralKey } from './key-agreement.ts';
import { SecureMessaging } from './secure-messaging.ts';
import { parseCommand } from '#clients/lab/card/apdu.ts';
import { openChannel } from './secure-channel.ts';

const ok = (data: Uint8Array): Octets => concat(data, Uint8Array.of(0x90, 0));

/** A card that agrees on keys and then answers everything inside the channel with `reply`. */
function oddCard(reply: Response, cardKey?: Octets): Card {
  let messaging: SecureMessaging | null = null;
  const agreeWith = async (kioskKey: Octets): Promise<Octets> => {
    const own = await createEphemeralKey();
    const r = new Uint8Array(16);
    messaging = new SecureMessaging(await deriveChannelKeys(await agree(own.privateKey, kioskKey), r));
    const rest = { r, cardId: new Uint8Array(16), signature: new Uint8Array(64) };
    return encodeKeyAgreement({ cardKey: cardKey ?? own.publicKey, ...rest });
  };
  const transceive = async (apdu: Uint8Array): Promise<Octets> => {
    const command = parseCommand(apdu)!;
    if (command.ins === 0x86) return ok(await agreeWith(command.data.slice(4)));
    messaging!.open({ name: '', ...command, le: 256 });
    return ok(messaging!.seal(reply).data);
  };
  return new Card({ transceive, close: async () => undefined });
}

const openOn = async (card: Card) => (await openChannel(card, await createEphemeralKey())).channel;
const PASSWORD = () => ascii('ABC123');

describe('a card that does not keep to the profile', () => {
  it.each([
    ['a piece of a receipt', { data: new Uint8Array(98), sw: 0x9000 }, 'card-data'],
    ['no receipt', { data: new Uint8Array(), sw: 0x9000 }, 'card-data'],
    ['a rule of its own', { data: new Uint8Array(), sw: 0x6a80 }, 'password-rule'],
    ['a word of its own', { data: new Uint8Array(), sw: 0x6f00 }, 'card-refused'],
  ])('with %s says so', async (_, reply, code) => {
    const channel = await openOn(oddCard(reply));
    await expect(channel.setPassword(PASSWORD())).rejects.toMatchObject({ code });
    expect(channel.alive).toBe(true);
  });

  it('with a key beside the curve, or no agreement at all, says so', async () => {
    const offCurve = copyOf((await createEphemeralKey()).publicKey);
    offCurve[64]! ^= 1;
    const reply = { data: new Uint8Array(), sw: 0x9000 };
    await expect(openOn(oddCard(reply, offCurve))).rejects.toMatchObject({ code: 'card-data' });
    const mute = new Card({ transceive: async () => fromHex('7C009000'), close: async () => undefined });
    await expect(openOn(mute)).rejects.toMatchObject({ code: 'card-data' });
  });

  it('is sent nothing when the rule is broken here already', async () => {
    const channel = await openOn(oddCard({ data: new Uint8Array(99), sw: 0x9000 }));
    for (const [weak, fault] of [
      ['ABC12', 'too-short'],
      ['ABCDEFGH123456789', 'too-long'],
      ['ABC-123', 'character'],
      ['123456', 'no-letter'],
      ['ABCDEF', 'no-digit'],
    ] as const)
      await expect(channel.setPassword(ascii(weak))).rejects.toMatchObject({
        code: 'password-rule',
        facts: { passwordFaults: [fault] },
      });
    expect(await channel.setPassword(PASSWORD())).toHaveLength(99);
  });
});

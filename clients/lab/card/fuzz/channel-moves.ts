import { ascii, decodeKeyAgreement, tlv, type Octets } from '#schema/contract/card.ts';
import { encodeCommand } from '#clients/card/apdu/command.ts';
import { JPKI_AID } from '#clients/card/applets/jpki.ts';
import { agree, createEphemeralKey, deriveChannelKeys } from '#clients/card/reset/key-agreement.ts';
import { SecureMessaging, SecureMessagingError } from '#clients/card/reset/secure-messaging.ts';
import { damaged } from './plain-moves.ts';
import type { World } from './world.ts';

/** Sends one APDU to the card under test. `password` is what a reset in it would set. */
export type Say = (apdu: Octets, within?: Within) => Promise<Octets>;
export interface Within {
  password: Octets;
  /** The status word inside the answer, where the terminal can open it. */
  open(answer: Octets): number | null;
}

/** Opens a channel as a kiosk does, or as one that is not as careful. */
export async function openChannel(world: World, say: Say): Promise<void> {
  const { random, secrets } = world;
  await say(encodeCommand({ name: '', cla: 0, ins: 0xa4, p1: 4, p2: 0x0c, data: JPKI_AID }));
  if (random.below(8) > 0)
    await say(encodeCommand({ name: '', cla: 0, ins: 0x20, p1: 0, p2: 0x98, data: secrets.userPin! }));
  const key = await createEphemeralKey();
  const data = tlv(0x7c, tlv(0x80, key.publicKey));
  const apdu = encodeCommand({ name: '', cla: 0, ins: 0x86, p1: 0, p2: 0, data, le: 256 });
  const answer = await say(random.below(16) === 0 ? damaged(apdu, random) : apdu);
  if (answer.length < 100) return;
  const agreement = decodeKeyAgreement(answer.slice(0, -2));
  const keys = await deriveChannelKeys(await agree(key.privateKey, agreement.cardKey), agreement.r);
  world.channel = { agreement, kioskKey: key.publicKey, messaging: new SecureMessaging(keys) };
}

/** Opens a channel, has a reset authorised and carries it out. */
export async function resetWhole(world: World, say: Say): Promise<void> {
  await openChannel(world, say);
  await speak(world, say, 'authorise');
  await speak(world, say, 'reset');
}

/** Says something inside the channel, meant for it or not. */
export const speakWithin = (world: World, say: Say): Promise<void> =>
  speak(world, say, world.random.one(SPEECHES));

const SPEECHES = ['authorise', 'forge', 'reset', 'weak', 'other', 'noise'] as const;

async function speak(world: World, say: Say, speech: (typeof SPEECHES)[number]): Promise<void> {
  if (!world.channel?.messaging.alive) return;
  const { random } = world;
  const authorisation = await world.authorise(world.channel, random.bytes(32));
  const good = ascii(`${random.text(3, 'ABCXYZ')}${random.text(6, '0123456789')}`);
  const speeches = {
    authorise: { ins: 0x82, p1: 0, p2: 0, data: authorisation },
    forge: { ins: 0x82, p1: 0, p2: 0, data: damaged(authorisation, random).slice(0, 220) },
    reset: { ins: 0x2c, p1: 0x02, p2: 0x9b, data: good },
    weak: { ins: 0x2c, p1: 0x02, p2: 0x9b, data: ascii(random.text(random.below(18), 'AB1-')) },
    other: { ins: 0x2c, p1: 0x02, p2: 0x98, data: good },
    noise: { ins: random.below(256), p1: random.below(256), p2: random.below(256), data: random.bytes(20) },
  };
  await sayWithin(world, say, { name: '', cla: 0, ...speeches[speech] });
}

async function sayWithin(
  { channel, random }: World,
  say: Say,
  command: Parameters<SecureMessaging['protect']>[0] & { data: Octets },
): Promise<void> {
  const { messaging } = channel!;
  const protectedCommand = attempt(() => messaging.protect(command));
  if (!protectedCommand) return;
  const apdu = encodeCommand(protectedCommand);
  const broken = random.below(12) === 0;
  await say(broken ? damaged(apdu, random) : apdu, {
    password: command.data,
    open: (answer) =>
      attempt(() => messaging.unprotect({ data: answer.slice(0, -2), sw: 0x9000 }))?.sw ?? null,
  });
}

/** Undefined when the channel had ended. */
function attempt<T>(work: () => T): T | undefined {
  try {
    return work();
  } catch (error) {
    if (error instanceof SecureMessagingError) return undefined;
    throw error;
  }
}

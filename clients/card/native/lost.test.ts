import { beforeAll, describe, expect, it } from 'vitest';
import { Card } from '../card.ts';
import { step1Challenge } from '../dialogue/challenge.ts';
import { precheck } from '../dialogue/precheck.ts';
import { proveStep1 } from '../dialogue/step1.ts';
import { FakePhone, shellOn } from '../test/fake-phone.ts';
import { NOW, PIN } from '#clients/lab/people/cast.ts';
import { openLab } from '#clients/lab/people/lab.ts';
import { printed, secret } from '#clients/lab/people/people.ts';
import type { PersonalisedCard } from '#clients/lab/card/profile.ts';
import { inMemoryStore } from '#clients/lab/card/store/memory-store.ts';
import { VirtualCard } from '#clients/lab/card/virtual-card.ts';
import { findShellReader, type ShellReader } from './client.ts';

let issued: PersonalisedCard;
beforeAll(async () => {
  issued = await (await openLab()).issue();
});

const words = () => ({ hold: 'hold', slowly: 'slowly', reading: 'reading', done: 'done', lost: 'lost' });

/** What STEP 1 has a card do, each in a reading of its own. */
const READINGS = {
  'the first look': (card: Card) => precheck(card, NOW),
  'the proof': async (card: Card) => {
    const server = { token: 'token', audience: 'https://kaijo.example', nonce: 'A'.repeat(43) };
    const challenge = await step1Challenge(server);
    return proveStep1({ card, pin: secret(PIN), matchingNumberB: printed(), challenge });
  },
};
type Reading = (card: Card) => Promise<unknown>;

/** A phone on which the card is taken away when so many commands were answered. */
async function phoneWith(platform: 'ios' | 'android', answered: number) {
  const phone = new FakePhone(platform);
  const { channel } = shellOn(phone, { platform });
  const reader = (await findShellReader(words, { channel }))!;
  const chip = new VirtualCard({ profile: issued.profile, store: inMemoryStore(issued.memory) });
  phone.liftAfter(answered);
  await phone.hold(chip);
  return { phone, reader, chip };
}

async function read(reader: ShellReader, reading: Reading): Promise<string> {
  const card = new Card(await reader.open());
  try {
    await reading(card);
    return 'read';
  } catch (error) {
    return (error as { code: string }).code;
  } finally {
    await card.close({ reset: true });
  }
}

/** What the packages of each platform are asked to do around the commands of a reading, and how it ends. */
const BEGUN = {
  ios: ['request IsoDep: hold', 'buzz', 'say reading'],
  android: ['request IsoDep: hold', 'timeout', 'buzz'],
};
const LOST = { ios: ['error lost'], android: ['cancel'] };
const DONE = { ios: ['buzz', 'say done', 'cancel'], android: ['buzz', 'cancel'] };
/** iOS says that the card went away; Android only that it did not answer. */
const SAID = { ios: 'card-removed', android: 'link-lost' };

describe.each(['ios', 'android'] as const)('on %s', (platform) => {
  it.each(Object.entries(READINGS))(
    'a card lost at any command of %s is a lost card, and the next reading goes through',
    async (_what, reading: Reading) => {
      const whole = await phoneWith(platform, Infinity);
      expect(await read(whole.reader, reading)).toBe('read');
      const commands = whole.phone.commands.length;
      expect(commands).toBeGreaterThan(5);
      const outcomes = await Promise.all(
        Array.from({ length: commands }, async (_, answered) => {
          const { phone, reader, chip } = await phoneWith(platform, answered);
          const lost = await read(reader, reading);
          const did = [...phone.did];
          phone.did.length = 0;
          phone.liftAfter(Infinity);
          await phone.hold(chip);
          return { lost, did, again: await read(reader, reading), doing: phone.did };
        }),
      );
      const expected = {
        lost: SAID[platform],
        did: [...BEGUN[platform], ...LOST[platform]],
        again: 'read',
        doing: [...BEGUN[platform], ...DONE[platform]],
      };
      expect(outcomes).toEqual(outcomes.map(() => expected));
    },
  );
});

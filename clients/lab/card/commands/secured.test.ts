import { beforeAll, describe, expect, it } from 'vitest';
import { fromBase64url, sha256 } from '#schema/contract/bytes.ts';
import {
  ascii,
  copyOf,
  decodeKeyAgreement,
  decodeSignedRecord,
  fromHex,
  tlv,
  toHex,
  type Octets,
} from '#schema/contract/card.ts';
import { encodeCommand } from '#clients/card/apdu/command.ts';
import { agree, createEphemeralKey, deriveChannelKeys } from '#clients/card/reset/key-agreement.ts';
import { SecureMessaging } from '#clients/card/reset/secure-messaging.ts';
import { NEW_PASSWORD, PASSWORD, PIN } from '#clients/lab/people/cast.ts';
import { openLab, type Lab } from '#clients/lab/people/lab.ts';
import { insert } from '#clients/lab/people/people.ts';
import { authorise } from '#clients/lab/card/issuer/reset-authority.ts';
import { deviations } from '#clients/card/test/script.ts';
import type { PersonalisedCard } from '../profile.ts';
import type { VirtualCard } from '../virtual-card.ts';

// The card alone, against a terminal that is not as careful as the client.

const JPKI = ['00 A4 04 0C 0A D392F000260100000001', '9000', 'JPKI'] as const;
const userPin = [`00 20 00 98 04 ${toHex(ascii(PIN))}`, '9000', 'user PIN'] as const;

let lab: Lab;
let made: PersonalisedCard;
beforeAll(async () => {
  lab = await openLab();
  made = await lab.issue();
});

async function ready(): Promise<VirtualCard> {
  const { chip } = await insert(made);
  expect(await deviations(chip, [JPKI, userPin])).toEqual([]);
  return chip;
}

const agreementCommand = (point: Octets) => ({
  name: 'GENERAL AUTHENTICATE',
  cla: 0,
  ins: 0x86,
  p1: 0,
  p2: 0,
  data: tlv(0x7c, tlv(0x80, point)),
  le: 256,
});

/** A channel in which anything can be said. */
async function channel(chip: VirtualCard) {
  const own = await createEphemeralKey();
  const reply = await chip.process(encodeCommand(agreementCommand(own.publicKey)));
  const agreement = decodeKeyAgreement(reply.slice(0, -2));
  const keys = await deriveChannelKeys(await agree(own.privateKey, agreement.cardKey), agreement.r);
  const messaging = new SecureMessaging(keys);
  const protect = (ins: number, p1: number, p2: number, data: Uint8Array) =>
    encodeCommand(messaging.protect({ name: '', cla: 0, ins, p1, p2, data: copyOf(data) }));
  const say = async (...command: Parameters<typeof protect>) => {
    const reply = await chip.process(protect(...command));
    return messaging.unprotect({ data: reply.slice(0, -2), sw: 0x9000 });
  };
  const request = { agreement, kioskKey: own.publicKey, ticketHash: await sha256(ascii('ticket')) };
  const authorisation = async (changed: Parameters<typeof authorise>[2] = {}) =>
    fromBase64url(await authorise(lab.authority, request, changed));
  return { protect, say, authorisation };
}

describe('GENERAL AUTHENTICATE', () => {
  it('wants a point on the curve, and nothing beside it', async () => {
    const chip = await ready();
    const { publicKey } = await createEphemeralKey();
    const offCurve = copyOf(publicKey);
    offCurve[64]! ^= 1;
    const inHex = (point: Octets) => toHex(encodeCommand(agreementCommand(point)));
    expect(
      await deviations(chip, [
        [inHex(offCurve), '6A80', 'a point beside the curve'],
        [inHex(new Uint8Array(65)), '6A80', 'no point at all'],
        [inHex(publicKey.slice(0, 33)), '6A80', 'too short'],
        ['00 86 00 00 02 7C00 00', '6A80', 'empty'],
        ['00 86 00 00 05 7C03800100 00', '6A80', 'one byte'],
        [inHex(publicKey).slice(0, -2), '6700', 'no answer asked for'],
        [inHex(publicKey).replace('00860000', '00860100'), '6A86', 'P1'],
        [inHex(publicKey), '7C81A9 *169 9000', 'right'],
      ]),
    ).toEqual([]);
  });

  it('is only there in JPKI', async () => {
    const { chip } = await insert(made);
    const { publicKey } = await createEphemeralKey();
    const command = toHex(encodeCommand(agreementCommand(publicKey)));
    const surface = ['00 A4 04 0C 0A D3921000310001010402', '9000', 'surface'] as const;
    expect(await deviations(chip, [surface, [command, '6985', 'not here']])).toEqual([]);
  });

  it('makes a new key and a new r each time', async () => {
    const chip = await ready();
    const { publicKey } = await createEphemeralKey();
    const command = () => chip.process(encodeCommand(agreementCommand(publicKey)));
    const [first, second] = [await command(), await command()].map((reply) =>
      decodeKeyAgreement(reply.slice(0, -2)),
    );
    expect(toHex(first!.cardKey)).not.toBe(toHex(second!.cardKey));
    expect(toHex(first!.r)).not.toBe(toHex(second!.r));
  });
});

describe('RESET RETRY COUNTER', () => {
  it('refuses a weak password by the rule of the card, and then takes a good one', async () => {
    const { say, authorisation } = await channel(await ready());
    expect((await say(0x82, 0, 0, await authorisation())).sw).toBe(0x9000);
    for (const weak of ['', 'SHORT', 'ALLLETTERS', '12345678', 'lower123', 'TOOLONG1234567890', 'ABC 123'])
      expect((await say(0x2c, 0x02, 0x9b, ascii(weak))).sw).toBe(0x6a80);
    const done = await say(0x2c, 0x02, 0x9b, ascii(NEW_PASSWORD));
    expect(done.sw).toBe(0x9000);
    expect(decodeSignedRecord(done.data)).toMatchObject({ counter: 1, tries: 5 });
  });

  it('forgets that the old password was verified', async () => {
    const chip = await ready();
    const password = ascii(PASSWORD);
    const open = [
      `00 20 00 9B ${toHex(Uint8Array.of(password.length))} ${toHex(password)}`,
      '9000',
      'old',
    ] as const;
    expect(await deviations(chip, [open, ['00 B0 81 00 02', '3082 9000', 'certificate: open']])).toEqual([]);
    const { say, authorisation } = await channel(chip);
    await say(0x82, 0, 0, await authorisation());
    expect((await say(0x2c, 0x02, 0x9b, ascii(NEW_PASSWORD))).sw).toBe(0x9000);
    expect(await deviations(chip, [['00 B0 81 00 02', '6982', 'certificate: closed']])).toEqual([]);
  });

  it('names the signature password, and no other', async () => {
    const { say, authorisation } = await channel(await ready());
    await say(0x82, 0, 0, await authorisation());
    expect((await say(0x2c, 0x02, 0x98, ascii('1234'))).sw).toBe(0x6a86);
    expect((await say(0x2c, 0x00, 0x9b, ascii(NEW_PASSWORD))).sw).toBe(0x6a86);
    expect((await say(0x2c, 0x02, 0x9b, ascii(NEW_PASSWORD))).sw).toBe(0x9000);
  });

  it('is not there in the clear, nor is EXTERNAL AUTHENTICATE', async () => {
    const chip = await ready();
    const { authorisation } = await channel(chip);
    const sealed = await authorisation();
    expect(
      await deviations(chip, [
        [`00 82 00 00 ${sealed.length.toString(16)} ${toHex(sealed)}`, '6D00', 'in the clear'],
        [`00 2C 02 9B 0A ${toHex(ascii(NEW_PASSWORD))}`, '6D00', 'in the clear'],
      ]),
    ).toEqual([]);
  });

  it('stops counting at the end of its counter', async () => {
    const full = structuredClone(made);
    full.memory.reset.counter = 0xffff;
    const { chip } = await insert(full);
    expect(await deviations(chip, [JPKI, userPin])).toEqual([]);
    const { say, authorisation } = await channel(chip);
    expect((await say(0x82, 0, 0, await authorisation())).sw).toBe(0x9000);
    expect((await say(0x2c, 0x02, 0x9b, ascii(NEW_PASSWORD))).sw).toBe(0x6985);
  });
});

describe('EXTERNAL AUTHENTICATE', () => {
  it('spends r for good: not even one of zeroes is taken after it', async () => {
    const { say, authorisation } = await channel(await ready());
    expect((await say(0x82, 0, 0, new Uint8Array(20))).sw).toBe(0x6300);
    expect((await say(0x82, 0, 0, await authorisation())).sw).toBe(0x6300);
    expect((await say(0x82, 0, 0, await authorisation({ r: new Uint8Array(16) }))).sw).toBe(0x6300);
  });

  it('takes back what was authorised, however it is called the second time', async () => {
    const { say, authorisation } = await channel(await ready());
    expect((await say(0x82, 0, 0, await authorisation())).sw).toBe(0x9000);
    expect((await say(0x82, 1, 0, new Uint8Array())).sw).toBe(0x6a86);
    expect((await say(0x2c, 0x02, 0x9b, ascii(NEW_PASSWORD))).sw).toBe(0x6982);
  });
});

describe('a secure channel', () => {
  it.each([
    ['a key agreement that fails', '00 86 00 00 02 7C00 00', '6a80'],
    ['a SELECT that finds nothing', '00 A4 04 0C 0A D392F0002601000000FF', '6a82'],
  ])('ends at %s', async (_, command, word) => {
    const chip = await ready();
    const { protect, authorisation } = await channel(chip);
    const genuine = protect(0x82, 0, 0, await authorisation());
    expect(toHex(await chip.process(fromHex(command)))).toBe(word);
    expect(toHex(await chip.process(genuine))).toBe('6882');
  });
});

describe('other commands inside secure messaging', () => {
  it('are unknown, and do not end the channel', async () => {
    const { say, authorisation } = await channel(await ready());
    expect((await say(0xb0, 0, 0, new Uint8Array())).sw).toBe(0x6d00);
    expect((await say(0x20, 0, 0x98, ascii(PIN))).sw).toBe(0x6d00);
    expect((await say(0x82, 0, 0, await authorisation())).sw).toBe(0x9000);
  });

  it('are refused where there is no channel', async () => {
    const chip = await ready();
    expect(toHex(await chip.process(fromHex('0C 2C 02 9B 01 00 00')))).toBe('6882');
  });
});

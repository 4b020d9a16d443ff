import assert from 'node:assert/strict';
import { fromBase64url, toBase64url } from '#schema/contract/bytes.ts';
import { ascii, tlv } from '#schema/contract/card.ts';
import { selectJpki } from '#clients/card/applets/jpki.ts';
import { readTries, SIGNATURE_PASSWORD_REFERENCE, verify } from '#clients/card/pin.ts';
import { createEphemeralKey } from '#clients/card/reset/key-agreement.ts';
import { openReset, writePassword } from '#clients/card/dialogue/step2.ts';
import { NEW_PASSWORD, PASSWORD } from '#clients/lab/people/cast.ts';
import { secret } from '#clients/lab/people/people.ts';
import { assertFails, assertReceipt, type Bench } from './bench.ts';
import type { Ready } from './kiosk.ts';
import { RawChannel } from './raw-channel.ts';

export type Lines = Record<string, (bench: Bench) => Promise<void>>;

const plain = { name: 'plain', cla: 0, p1: 0, p2: 0 } as const;

/** An authorisation with one bit of one byte changed. */
const flipped = (authorisation: string, byte: number): string =>
  toBase64url(fromBase64url(authorisation).map((value, index) => (index === byte ? value ^ 1 : value)));

async function refuses(bench: Bench, authorisation: (ready: Ready) => Promise<string>): Promise<void> {
  const ready = await bench.kiosk.ready();
  const attempt = writePassword(ready.open.channel, await authorisation(ready), ascii(NEW_PASSWORD));
  await assertFails(attempt, 'authorisation-refused', 0x6300);
}

/** What a reset needs, and what the card says when it is missing. */
export const REFUSALS: Lines = {
  'no PIN: key agreement is 6982': async (bench) => {
    await bench.blockedCard();
    const card = await bench.kiosk.open();
    await selectJpki(card);
    const { publicKey } = await createEphemeralKey();
    const data = tlv(0x7c, tlv(0x80, publicKey));
    assert.equal((await card.send({ ...plain, ins: 0x86, data, le: 256 })).sw, 0x6982);
  },

  'no authorisation: the new password is 6982': async (bench) => {
    const { open } = await bench.kiosk.ready();
    await assertFails(open.channel.setPassword(ascii(NEW_PASSWORD)), 'card-refused', 0x6982);
  },

  'outside secure messaging: the reset commands do not exist': async (bench) => {
    const { card } = await bench.kiosk.ready();
    assert.equal((await card.send({ ...plain, ins: 0x82, data: new Uint8Array(64) })).sw, 0x6d00);
    const data = ascii(NEW_PASSWORD);
    assert.equal((await card.send({ ...plain, ins: 0x2c, p1: 2, p2: 0x9b, data })).sw, 0x6d00);
  },

  'authorisation 9000; weak password 6A80, then a good one 9000 with the same authorisation; receipt verifies':
    async (bench) => {
      const { card, cardCertificate } = await bench.kiosk.ready();
      const channel = await RawChannel.open(card);
      const ready = { cardCertificate, open: channel, kioskKey: channel };
      const authorisation = fromBase64url(await bench.authorisationFor(ready));
      assert.equal((await channel.ask('externalAuthenticate', authorisation)).sw, 0x9000);
      assert.equal((await channel.ask('resetRetryCounter', ascii('ONLYLETTERS'))).sw, 0x6a80);
      const { data, sw } = await channel.ask('resetRetryCounter', ascii(NEW_PASSWORD));
      assert.equal(sw, 0x9000);
      await assertReceipt(ready, data);
      assert.equal((await channel.ask('resetRetryCounter', ascii('AGAIN777'))).sw, 0x6982, 'a second reset');
    },

  'counter 63C0 → 63C5; old password 63C4; new password 9000': async ({ kiosk }) => {
    const card = await kiosk.open();
    await selectJpki(card);
    const counter = () => readTries(card, SIGNATURE_PASSWORD_REFERENCE);
    assert.equal(await counter(), 5);
    await assertFails(verify(card, SIGNATURE_PASSWORD_REFERENCE, secret(PASSWORD)), 'pin-wrong', 0x63c4);
    await verify(card, SIGNATURE_PASSWORD_REFERENCE, secret(NEW_PASSWORD));
    assert.equal(await counter(), 5);
  },

  'replay in the same channel: 6300': async (bench) => {
    await bench.blockedCard();
    const ready = await bench.kiosk.ready();
    const authorisation = fromBase64url(await bench.authorisationFor(ready));
    await ready.open.channel.authorise(authorisation);
    await assertFails(ready.open.channel.authorise(authorisation), 'authorisation-refused', 0x6300);
    // And what the first one permitted is gone with it.
    await assertFails(ready.open.channel.setPassword(ascii(NEW_PASSWORD)), 'card-refused', 0x6982);
  },

  'replay in a new channel: 6300': async (bench) => {
    const before = await bench.authorisationFor(await bench.kiosk.ready());
    await refuses(bench, async () => before);
  },

  'tampered authorisation: 6300, whichever of its fields it is': async (bench) => {
    const sealed = fromBase64url(await bench.authorisationFor(await bench.kiosk.ready()));
    for (const field of fieldsOf(sealed)) {
      await refuses(bench, async (ready) => flipped(await bench.authorisationFor(ready), field));
    }
    assert.equal((await bench.desk.memory()).reset.counter, 0, 'resets');
  },

  'r is spent by a refused authorisation: the right one after it is 6300': async (bench) => {
    const ready = await bench.kiosk.ready();
    const right = await bench.authorisationFor(ready);
    const { channel } = ready.open;
    await assertFails(channel.authorise(fromBase64url(flipped(right, 5))), 'authorisation-refused', 0x6300);
    await assertFails(channel.authorise(fromBase64url(right)), 'authorisation-refused', 0x6300);
  },

  'one bit flipped on the wire: 6988 in the clear, then 6882': async (bench) => {
    for (const byte of [3, 21, 30]) {
      const { card } = await bench.kiosk.ready();
      const channel = await RawChannel.open(card);
      assert.equal(await channel.spoil('resetRetryCounter', ascii(NEW_PASSWORD), byte), 0x6988);
      assert.equal(await channel.spoil('resetRetryCounter', ascii(NEW_PASSWORD), -1), 0x6882);
    }
  },

  'a new key agreement ends the channel before it': async (bench) => {
    const ready = await bench.kiosk.ready();
    await openReset({ card: ready.card, kioskKey: await createEphemeralKey() });
    await assertFails(ready.open.channel.setPassword(ascii(NEW_PASSWORD)), 'channel-lost');
  },
};

/** Where the value of each TLV begins. */
function fieldsOf(sealed: Uint8Array): number[] {
  const starts: number[] = [];
  for (let at = 0; at < sealed.length; at += 2 + sealed[at + 1]!) starts.push(at + 2);
  return starts;
}

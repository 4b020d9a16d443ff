import { beforeAll, describe, expect, it } from 'vitest';
import { fromBase64url, toBase64url } from '#schema/contract/bytes.ts';
import {
  ascii,
  copyOf,
  decodeSignedRecord,
  fromHex,
  SIGNATURE_PASSWORD,
  toHex,
} from '#schema/contract/card.ts';
import { faultyTransport } from '#clients/lab/card/faults.ts';
import { createAuthority } from '#clients/lab/card/issuer/authority.ts';
import type { PersonalisedCard } from '#clients/lab/card/profile.ts';
import { insertCard } from '#clients/lab/card/virtual-card.ts';
import { readTokenModel, selectJpki } from '../applets/jpki.ts';
import { Card } from '../card.ts';
import { writePassword } from '../dialogue/step2.ts';
import { readTries, SIGNATURE_PASSWORD_REFERENCE, USER_PIN, verify } from '../pin.ts';
import { NEW_PASSWORD, PASSWORD, PIN } from '#clients/lab/people/cast.ts';
import { openLab, type Lab } from '#clients/lab/people/lab.ts';
import { insert, secret } from '#clients/lab/people/people.ts';
import { authorise } from '#clients/lab/card/issuer/reset-authority.ts';
import { resetDesk } from '../test/reset-desk.ts';
import { createEphemeralKey } from './key-agreement.ts';
import { openChannel } from './secure-channel.ts';

// The table of clients/card/README.md, "VC-RESET": everything a reset must not accept.

let lab: Lab;
let made: PersonalisedCard;
beforeAll(async () => {
  lab = await openLab();
  made = await lab.issue();
});

const refused = (statusWord: number) => ({ code: 'card-refused', facts: { statusWord } });
const notAuthorised = { code: 'authorisation-refused', facts: { statusWord: 0x6300 } };
const lost = (statusWord: number) => ({ code: 'channel-lost', facts: { statusWord } });

async function opened() {
  const inserted = await insert(made);
  return { ...inserted, desk: await resetDesk(lab.authority, inserted.card) };
}
/** The password is as it was: the old one opens, and the reset counter stands where it stood. */
async function expectUnchanged(card: Card) {
  await selectJpki(card);
  await verify(card, SIGNATURE_PASSWORD_REFERENCE, secret(PASSWORD));
  expect(await readTries(card, SIGNATURE_PASSWORD_REFERENCE)).toBe(5);
}

describe('a reset needs', () => {
  it('the user PIN before the key agreement', async () => {
    const { card } = await insert(made);
    await selectJpki(card);
    await expect(openChannel(card, await createEphemeralKey())).rejects.toMatchObject(refused(0x6982));
  });

  it('the user PIN still verified when the password is set', async () => {
    const { card, desk } = await opened();
    await desk.channel.authorise(fromBase64url(await desk.authorisation()));
    await expect(verify(card, USER_PIN, secret('0000'))).rejects.toMatchObject({ code: 'pin-wrong' });
    await expect(desk.channel.setPassword(ascii(NEW_PASSWORD))).rejects.toMatchObject(refused(0x6982));
    await expectUnchanged(card);
  });

  it('an authorisation', async () => {
    const { card, desk } = await opened();
    await expect(desk.channel.setPassword(ascii(NEW_PASSWORD))).rejects.toMatchObject(refused(0x6982));
    await expectUnchanged(card);
  });
});

describe('an authorisation is refused', () => {
  it.each([
    ['of another card', { cardId: new Uint8Array(16) }],
    ['for another r', { r: new Uint8Array(16) }],
    ['for another kiosk key', { kioskKeyHash: new Uint8Array(32) }],
    ['of a key the card does not know', { issuerKeyId: new Uint8Array(8) }],
  ])('%s', async (_, changed) => {
    const { card, desk } = await opened();
    const authorisation = await desk.authorisation(changed);
    await expect(writePassword(desk.channel, authorisation, ascii(NEW_PASSWORD))).rejects.toMatchObject(
      notAuthorised,
    );
    await expectUnchanged(card);
  });

  it('of another authority that names the key of this one', async () => {
    const { card, desk } = await opened();
    const { kid } = lab.authority.resetAuthority;
    const other = await createAuthority(0);
    const forged = await authorise({ ...other, resetAuthority: { ...other.resetAuthority, kid } }, desk);
    await expect(desk.channel.authorise(fromBase64url(forged))).rejects.toMatchObject(notAuthorised);
    await expectUnchanged(card);
  });

  it('with any byte changed', async () => {
    const genuine = fromBase64url(await (await opened()).desk.authorisation());
    const { card, desk } = await opened();
    for (const at of [0, 2, 5, 23, 60, 100, 140, genuine.length - 1]) {
      const changed = copyOf(genuine);
      changed[at]! ^= 1;
      await expect(desk.channel.authorise(changed)).rejects.toMatchObject(notAuthorised);
    }
    expect(genuine.indexOf(SIGNATURE_PASSWORD)).toBeGreaterThan(0);
    await expectUnchanged(card);
  });

  it('after one refusal, even when it is genuine: r is spent', async () => {
    const { card, desk } = await opened();
    const genuine = fromBase64url(await desk.authorisation());
    await expect(desk.channel.authorise(new Uint8Array(214))).rejects.toMatchObject(notAuthorised);
    await expect(desk.channel.authorise(genuine)).rejects.toMatchObject(notAuthorised);
    await expectUnchanged(card);
  });

  it('a second time: in the same channel, and in another', async () => {
    const { card, desk } = await opened();
    const authorisation = await desk.authorisation();
    await writePassword(desk.channel, authorisation, ascii(NEW_PASSWORD));
    await expect(desk.channel.setPassword(ascii('SECOND123'))).rejects.toMatchObject(refused(0x6982));
    await expect(desk.channel.authorise(fromBase64url(authorisation))).rejects.toMatchObject(notAuthorised);
    const again = await resetDesk(lab.authority, card);
    await expect(again.channel.authorise(fromBase64url(authorisation))).rejects.toMatchObject(notAuthorised);
    await selectJpki(card);
    await verify(card, SIGNATURE_PASSWORD_REFERENCE, secret(NEW_PASSWORD));
  });

  it('and takes an earlier one of this channel with it', async () => {
    const { card, desk } = await opened();
    await desk.channel.authorise(fromBase64url(await desk.authorisation()));
    await expect(desk.channel.authorise(new Uint8Array(214))).rejects.toMatchObject(notAuthorised);
    await expect(desk.channel.setPassword(ascii(NEW_PASSWORD))).rejects.toMatchObject(refused(0x6982));
    await expectUnchanged(card);
  });
});

describe('a secure channel ends', () => {
  const endings: [
    string,
    (card: Card, chip: Awaited<ReturnType<typeof opened>>['chip']) => Promise<unknown>,
  ][] = [
    ['SELECT of the same application', (card) => selectJpki(card)],
    ['another key agreement', async (card) => openChannel(card, await createEphemeralKey())],
    ['reset', (_, chip) => chip.reset()],
    ['power off', async (_, chip) => [await chip.powerOff(), await chip.powerOn()]],
  ];
  it.each(endings)('on both sides at %s', async (_, end) => {
    const { card, chip, desk } = await opened();
    const authorisation = fromBase64url(await desk.authorisation());
    await end(card, chip);
    await expect(desk.channel.authorise(authorisation)).rejects.toMatchObject({ code: 'channel-lost' });
    expect(desk.channel.alive).toBe(false);
    expect(toHex(await chip.process(fromHex('0C82000001 00')))).toMatch(/^(6882|6987)$/);
  });

  it('for good when one bit changes on the way', async () => {
    const { chip } = await insert(made);
    let flip = false;
    const link = faultyTransport(await insertCard(chip), {
      command: (apdu) => {
        if (flip) apdu[20]! ^= 1;
        return apdu;
      },
    });
    const card = new Card(link);
    const desk = await resetDesk(lab.authority, card);
    flip = true;
    const authorisation = fromBase64url(await desk.authorisation());
    await expect(desk.channel.authorise(authorisation)).rejects.toMatchObject(lost(0x6988));
    flip = false;
    await expect(desk.channel.authorise(authorisation)).rejects.toMatchObject(lost(0x6882));
    expect(toHex(await chip.process(fromHex('0C82000001 00')))).toBe('6882');
    await expectUnchanged(card);
  });

  it('but not at a command in the clear', async () => {
    const { card, desk } = await opened();
    expect(await readTokenModel(card)).toBe('VCARD');
    const receipt = await writePassword(desk.channel, await desk.authorisation(), ascii(NEW_PASSWORD));
    expect(decodeSignedRecord(receipt).counter).toBe(1);
  });
});

describe('the new password', () => {
  it('is never in the clear on the way to the card, and never in what the card keeps', async () => {
    const { chip, store } = await insert(made);
    const sent: Uint8Array[] = [];
    const spy = faultyTransport(await insertCard(chip), {
      command: (apdu) => (sent.push(copyOf(apdu)), apdu),
    });
    const desk = await resetDesk(lab.authority, new Card(spy));
    await writePassword(desk.channel, await desk.authorisation(), ascii(NEW_PASSWORD));
    const wire = sent.map((apdu) => Buffer.from(apdu).toString('latin1')).join('\n');
    expect(wire).toContain(PIN);
    expect(wire).not.toContain(NEW_PASSWORD);
    const kept = JSON.stringify(await store.load());
    expect(kept).not.toContain(NEW_PASSWORD);
    expect(kept).not.toContain(toBase64url(ascii(NEW_PASSWORD)));
  });
});

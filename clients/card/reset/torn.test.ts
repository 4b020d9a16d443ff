import { beforeAll, describe, expect, it } from 'vitest';
import { ascii, decodeSignedRecord, statusMessage, toHex } from '#schema/contract/card.ts';
import { Card } from '../card.ts';
import { readStatus, writePassword } from '../dialogue/step2.ts';
import { selectJpki } from '../applets/jpki.ts';
import { SIGNATURE_PASSWORD_REFERENCE, USER_PIN, readTries, verify } from '../pin.ts';
import { attestedBy } from '../test/checks.ts';
import { NEW_PASSWORD, PASSWORD, PIN } from '#clients/lab/people/cast.ts';
import { openLab, type Lab } from '#clients/lab/people/lab.ts';
import { insert, secret } from '#clients/lab/people/people.ts';
import { resetDesk } from '../test/reset-desk.ts';
import {
  faultyTransport,
  type LinkFaults,
  tearingStore,
  type CardWrite,
  type TearMoment,
} from '#clients/lab/card/faults.ts';
import type { PersonalisedCard } from '#clients/lab/card/profile.ts';
import { inMemoryStore, type MemoryStore } from '#clients/lab/card/store/memory-store.ts';
import { insertCard } from '#clients/lab/card/virtual-card.ts';

// A card pulled in the middle of a write, at every point at which it can be.

const NONCE = ascii('nonce of recover');
let lab: Lab;
let made: PersonalisedCard;
beforeAll(async () => {
  lab = await openLab();
  made = await lab.issue({ variant: { tries: { signaturePassword: 0 } } });
});

/** The card put back on a reader: what it says of itself, and which password opens it. */
async function putBack(store: MemoryStore) {
  const { card } = await insert(made, { store });
  const { status, cardId, cardCertificate } = await readStatus(card, NONCE);
  const { counter, tries, ticketHash, record, signature } = decodeSignedRecord(status);
  expect(attestedBy(cardCertificate, statusMessage(cardId, NONCE, record), signature)).toBe(true);
  return { card, counter, tries, ticketHash: toHex(ticketHash) };
}

const isReset = (apdu: Uint8Array) => apdu[0] === 0x0c && apdu[1] === 0x2c;
const NO_TICKET = '00'.repeat(32);

describe('a card pulled before it kept the new password', () => {
  const cases: [string, (write: CardWrite) => TearMoment | null, LinkFaults][] = [
    ['while the command was on its way', () => null, { command: (apdu) => (isReset(apdu) ? null : apdu) }],
    ['just before the commit', (write) => (write === 'reset' ? 'before-commit' : null), {}],
  ];
  it.each(cases)('%s, is as it was, and a new authorisation for the same ticket works', async (...given) => {
    const [, moment, faults] = given;
    const memory = inMemoryStore(made.memory);
    const { chip } = await insert(made, { store: tearingStore(memory, moment) });
    const card = new Card(faultyTransport(await insertCard(chip), faults));
    const desk = await resetDesk(lab.authority, card);
    const writing = writePassword(desk.channel, await desk.authorisation(), ascii(NEW_PASSWORD));
    await expect(writing).rejects.toMatchObject({ code: 'link-lost' });
    expect(desk.channel.alive).toBe(false);

    const back = await putBack(memory);
    expect(back).toMatchObject({ counter: 0, tries: 0, ticketHash: NO_TICKET });
    const again = await resetDesk(lab.authority, back.card);
    await writePassword(again.channel, await again.authorisation(), ascii(NEW_PASSWORD));
    expect(await putBack(memory)).toMatchObject({ counter: 1, tries: 5, ticketHash: toHex(desk.ticketHash) });
  });
});

describe('a card pulled after it kept the new password', () => {
  const cases: [string, (write: CardWrite) => TearMoment | null, LinkFaults][] = [
    ['just after the commit', (write) => (write === 'reset' ? 'after-commit' : null), {}],
    [
      'while the receipt was on its way',
      () => null,
      { answer: (answer, apdu) => (isReset(apdu) ? null : answer) },
    ],
  ];
  it.each(cases)('%s, says which ticket it was for, and has the new password', async (...given) => {
    const [, moment, faults] = given;
    const memory = inMemoryStore(made.memory);
    const { chip } = await insert(made, { store: tearingStore(memory, moment) });
    const card = new Card(faultyTransport(await insertCard(chip), faults));
    const desk = await resetDesk(lab.authority, card);
    const writing = writePassword(desk.channel, await desk.authorisation(), ascii(NEW_PASSWORD));
    await expect(writing).rejects.toMatchObject({ code: 'link-lost' });

    const back = await putBack(memory);
    expect(back).toMatchObject({ counter: 1, tries: 5, ticketHash: toHex(desk.ticketHash) });
    await selectJpki(back.card);
    await expect(verify(back.card, SIGNATURE_PASSWORD_REFERENCE, secret(PASSWORD))).rejects.toMatchObject({
      code: 'pin-wrong',
    });
    await verify(back.card, SIGNATURE_PASSWORD_REFERENCE, secret(NEW_PASSWORD));
  });
});

describe('a card pulled while a PIN is compared', () => {
  it.each([
    ['before the try was counted', 'before-commit', '0000', 3],
    ['after the try was counted, wrong PIN', 'after-commit', '0000', 2],
    // The comparison never happened: that it would have been right is not known, and the try is gone
    ['after the try was counted, right PIN', 'after-commit', PIN, 2],
  ] as const)('%s: no try is free', async (_, moment, pin, left) => {
    const memory = inMemoryStore(made.memory);
    let first = true;
    const once = () => {
      const torn = first ? moment : null;
      first = false;
      return torn;
    };
    const { card } = await insert(made, { store: tearingStore(memory, once) });
    await selectJpki(card);
    await expect(verify(card, USER_PIN, secret(pin))).rejects.toMatchObject({ code: 'link-lost' });
    const { card: back } = await insert(made, { store: memory });
    await selectJpki(back);
    expect(await readTries(back, USER_PIN)).toBe(left);
  });

  it('has spent every try when pulled each time: guessing with a hand on the card is no way round', async () => {
    const memory = inMemoryStore(made.memory);
    const answers: unknown[] = [];
    for (let round = 0; round < 5; round += 1) {
      const store = tearingStore(memory, () => 'after-commit');
      const { card } = await insert(made, { store });
      await selectJpki(card);
      const attempt = verify(card, USER_PIN, { ...secret('0000'), confirmLastTry: true });
      answers.push(await attempt.catch(({ code }) => code));
    }
    expect(answers).toEqual(['link-lost', 'link-lost', 'link-lost', 'pin-blocked', 'pin-blocked']);
  });
});

describe('a store that fails', () => {
  it('leaves the card without power, and says why', async () => {
    const memory = inMemoryStore(made.memory);
    const cause = new Error('no space left');
    const failing: MemoryStore = {
      load: memory.load,
      save: async () => {
        throw cause;
      },
    };
    const { chip, card } = await insert(made, { store: failing });
    await selectJpki(card);
    await expect(verify(card, USER_PIN, secret(PIN))).rejects.toMatchObject({ code: 'link-lost', cause });
    expect(await chip.process(Uint8Array.of(0, 0xa4, 0, 0))).toHaveLength(0);
    expect((await memory.load()).references.userPin.tries).toBe(3);
  });
});

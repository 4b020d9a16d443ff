import { beforeAll, describe, expect, it } from 'vitest';
import { ascii, decodeSignedRecord } from '#schema/contract/card.ts';
import { Card } from '#clients/card/card.ts';
import { writePassword } from '#clients/card/dialogue/step2.ts';
import { proveStep1 } from '#clients/card/dialogue/step1.ts';
import { selectJpki } from '#clients/card/applets/jpki.ts';
import { readTries, USER_PIN } from '#clients/card/pin.ts';
import { chainingTransport } from '#clients/card/test/chaining-transport.ts';
import { NEW_PASSWORD, PIN } from '#clients/lab/people/cast.ts';
import { openLab, type Lab } from '#clients/lab/people/lab.ts';
import { insert, printed, secret } from '#clients/lab/people/people.ts';
import { resetDesk } from '#clients/card/test/reset-desk.ts';
import { transportContract } from '#clients/card/test/transport-contract.ts';
import { faultyTransport } from './faults.ts';
import type { PersonalisedCard } from './profile.ts';
import { inMemoryStore } from './store/memory-store.ts';
import { insertCard, VirtualCard } from './virtual-card.ts';

const place = (wrap: typeof insertCard) => async (made: PersonalisedCard) => {
  const chip = new VirtualCard({ profile: made.profile, store: inMemoryStore(made.memory) });
  return { open: () => wrap(chip), pull: () => chip.powerOff(), end: () => chip.powerOff() };
};
transportContract('a virtual card in this process', place(insertCard));
transportContract(
  'a reader that hands answers over in pieces',
  place(async (chip) => chainingTransport(await insertCard(chip))),
);

describe('a reader that hands answers over in pieces', () => {
  let lab: Lab;
  let made: PersonalisedCard;
  beforeAll(async () => {
    lab = await openLab();
    made = await lab.issue();
  });

  it('carries both steps', async () => {
    const { chip } = await insert(made, { traits: { filler: 3 } });
    const card = new Card(chainingTransport(await insertCard(chip)));
    const proof = await proveStep1({
      card,
      pin: secret(PIN),
      challenge: new Uint8Array(32),
      matchingNumberB: printed(),
    });
    expect(proof.authSignature).toHaveLength(256);
    const desk = await resetDesk(lab.authority, card);
    const receipt = await writePassword(desk.channel, await desk.authorisation(), ascii(NEW_PASSWORD));
    expect(decodeSignedRecord(receipt).counter).toBe(1);
  });

  it('may be slow', async () => {
    const { chip } = await insert(made);
    const card = new Card(faultyTransport(await insertCard(chip), { delay: (_, index) => 20 * (index % 2) }));
    const start = performance.now();
    await selectJpki(card);
    expect(await readTries(card, USER_PIN)).toBe(3);
    expect(performance.now() - start).toBeGreaterThan(15);
  });
});

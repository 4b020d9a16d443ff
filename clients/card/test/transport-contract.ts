import { afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { fromBase64url } from '#schema/contract/bytes.ts';
import { toHex } from '#schema/contract/card.ts';
import { Card } from '../card.ts';
import { readCertificate, selectJpki, signWithAuthKey, JPKI } from '../applets/jpki.ts';
import { readTries, USER_PIN, verify } from '../pin.ts';
import type { CardTransport } from '../reader.ts';
import type { PersonalisedCard } from '#clients/lab/card/profile.ts';
import { PIN } from '#clients/lab/people/cast.ts';
import { openLab } from '#clients/lab/people/lab.ts';
import { secret } from '#clients/lab/people/people.ts';

/** A reader with a lab card on it. */
export interface Desk {
  /** A link to the card, as `Reader.open` answers it. */
  open(): Promise<CardTransport>;
  /** Takes the card off the reader, whatever is under way. */
  pull(): Promise<void>;
  /** Leaves nothing behind. */
  end(): Promise<void>;
}

/** What every link to a card has to do. Run it over a new reader before anything else: clients/card/README.md. */
export function transportContract(name: string, place: (card: PersonalisedCard) => Promise<Desk>): void {
  describe(`${name} is a link to a card`, () => {
    let made: PersonalisedCard;
    let desk: Desk;
    beforeAll(async () => {
      made = await (await openLab()).issue();
    });
    beforeEach(async () => {
      desk = await place(made);
    });
    afterEach(() => desk.end());

    it('carries the longest short commands and answers whole', async () => {
      const card = new Card(await desk.open());
      await selectJpki(card);
      const certificate = await readCertificate(card, JPKI.authCertificate);
      expect(toHex(certificate)).toBe(toHex(fromBase64url(made.profile.certificates.auth)));
      const longest = { name: 'longest', cla: 0x80, ins: 0x2a, p1: 3, p2: 0x97, data: new Uint8Array(255) };
      expect((await card.send({ ...longest, le: 256 })).sw).toBe(0x6982);
      await verify(card, USER_PIN, secret(PIN));
      expect((await card.send({ ...longest, le: 256 })).data).toHaveLength(256);
      await card.close({ reset: true });
    });

    it('ends verified PINs when it is closed with a reset', async () => {
      const first = new Card(await desk.open());
      await selectJpki(first);
      await verify(first, USER_PIN, secret(PIN));
      await first.close({ reset: true });
      const second = new Card(await desk.open());
      await selectJpki(second);
      await expect(signWithAuthKey(second, new Uint8Array(32))).rejects.toMatchObject({
        facts: { statusWord: 0x6982 },
      });
      await second.close({ reset: true });
    });

    it('says so when the card is gone, and keeps saying so', async () => {
      const card = new Card(await desk.open());
      await selectJpki(card);
      await desk.pull();
      const codes = [];
      for (let again = 0; again < 2; again += 1)
        codes.push(await readTries(card, USER_PIN).catch(({ code }: { code: string }) => code));
      for (const code of codes) expect(code).toMatch(/^(link-lost|card-removed|no-card)$/);
      await card.close({ reset: true });
    });
  });
}

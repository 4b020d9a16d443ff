import assert from 'node:assert/strict';
import {
  decodeSignedRecord,
  receiptMessage,
  statusMessage,
  toHex,
  type Octets,
} from '#schema/contract/card.ts';
import { CardFailure, type CardFailureCode } from '#clients/card/failure.ts';
import { sha256 } from '#schema/contract/bytes.ts';
import { readStatus } from '#clients/card/dialogue/step2.ts';
import type { OpenChannel } from '#clients/card/reset/secure-channel.ts';
import { attestedBy } from '#clients/card/test/checks.ts';
import { authorise } from '#clients/lab/card/issuer/reset-authority.ts';
import type { CardOnDesk } from '../card-on-desk.ts';
import type { Pcscd } from '../pcscd.ts';
import type { BridgeProcess } from './bridge-process.ts';
import { TICKET, type Kiosk, type Ready } from './kiosk.ts';

/** What an authorisation is asked for with. */
export type Agreed = { kioskKey: { publicKey: Octets }; open: Pick<OpenChannel, 'agreement'> };

/** Everything between a page and a card: each part can be broken by itself. */
export class Bench {
  readonly desk: CardOnDesk;
  readonly bridge: BridgeProcess;
  readonly kiosk: Kiosk;
  pcscd: Pcscd;

  constructor(pcscd: Pcscd, desk: CardOnDesk, bridge: BridgeProcess, kiosk: Kiosk) {
    this.pcscd = pcscd;
    this.desk = desk;
    this.bridge = bridge;
    this.kiosk = kiosk;
  }

  /** A card whose signature password is blocked, away from all dialogues, before the kiosk. */
  async blockedCard(how: Parameters<CardOnDesk['fresh']>[0] = {}): Promise<void> {
    await this.kiosk.release();
    await this.desk.fresh({ ...how, tries: { signaturePassword: 0 } });
    await this.kiosk.reach('present');
  }

  /** What a lab authority answers to `POST /v1/redemptions/authorise`. */
  async authorisationFor({ open, kioskKey }: Agreed): Promise<string> {
    const ticketHash = await sha256(TICKET);
    return authorise(this.desk.authority, { ...open, kioskKey: kioskKey.publicKey, ticketHash });
  }

  /** The card's record of its last reset, signature checked. */
  async status(): Promise<{ counter: number; tries: number; forTicket: boolean }> {
    const nonce = crypto.getRandomValues(new Uint8Array(16));
    const { status, cardId, cardCertificate } = await readStatus(await this.kiosk.open(), nonce);
    const { record, signature, counter, tries, ticketHash } = decodeSignedRecord(status);
    assert.ok(
      attestedBy(cardCertificate, statusMessage(cardId, nonce, record), signature),
      'status signature',
    );
    return { counter, tries, forTicket: toHex(ticketHash) === toHex(await sha256(TICKET)) };
  }
}

/** A receipt must be signed by the card it came from, and say what it is for. */
export async function assertReceipt(
  { cardCertificate, open }: Pick<Ready, 'cardCertificate'> & Pick<Agreed, 'open'>,
  receipt: Octets,
  counter = 1,
): Promise<void> {
  const said = decodeSignedRecord(receipt);
  const message = receiptMessage(open.agreement.cardId, said.record);
  assert.ok(attestedBy(cardCertificate, message, said.signature), 'receipt signature');
  assert.deepEqual(
    { counter: said.counter, tries: said.tries, ticketHash: toHex(said.ticketHash) },
    { counter, tries: 5, ticketHash: toHex(await sha256(TICKET)) },
  );
}

/** Something must fail, in just this way. */
export async function assertFails(
  work: Promise<unknown>,
  code: CardFailureCode,
  statusWord?: number,
): Promise<void> {
  const failure = await work.then(
    () => null,
    (error: unknown) => error,
  );
  assert.ok(failure instanceof CardFailure, `a CardFailure ${code}, not ${String(failure)}`);
  assert.equal(failure.code, code);
  if (statusWord !== undefined) assert.equal(failure.facts.statusWord?.toString(16), statusWord.toString(16));
}

import { WebSocket } from 'ws';
import { ascii, type Octets } from '#schema/contract/card.ts';
import { Card } from '#clients/card/card.ts';
import { step2Challenge } from '#clients/card/dialogue/challenge.ts';
import type { ChipProof } from '#clients/card/dialogue/proof.ts';
import { openReset, proveStep2 } from '#clients/card/dialogue/step2.ts';
import { BridgeReader } from '#clients/card/pcsc/client.ts';
import type { Socket } from '#clients/card/pcsc/link.ts';
import type { Pairing } from '#clients/card/pcsc/pairing.ts';
import type { ReaderState } from '#clients/card/reader.ts';
import { createEphemeralKey } from '#clients/card/reset/key-agreement.ts';
import type { OpenChannel } from '#clients/card/reset/secure-channel.ts';
import { PIN, secret } from '#clients/card/test/lab.ts';
import { ORIGIN } from './bridge-process.ts';

const PATIENCE = 10_000;

/** A card as far as it must be before an authorisation is asked for. */
export interface Ready {
  card: Card;
  kioskKey: Octets;
  proof: ChipProof;
  open: OpenChannel;
}

/** The page's side of STEP 2: everything that a kiosk does with the card, over the bridge. */
export class Kiosk {
  readonly reader: BridgeReader;
  readonly states: ReaderState[] = [];
  readonly #unwatch: () => void;
  #card: Card | null = null;
  #onState: () => void = () => undefined;

  constructor(pairing: Pairing) {
    this.reader = new BridgeReader(pairing, {
      // A browser sets the origin by itself.
      connect: (url, protocol) => new WebSocket(url, protocol, { origin: ORIGIN }) as Socket,
      timing: { firstRetry: 50, lastRetry: 200 },
    });
    this.#unwatch = this.reader.watch((state) => {
      this.states.push(state);
      this.#onState();
    });
  }

  /** Until the reader is in a state. */
  async reach(wanted: ReaderState): Promise<void> {
    if (this.states.at(-1) === wanted) return;
    const { promise, resolve, reject } = Promise.withResolvers<void>();
    const timer = setTimeout(() => reject(new Error(`not ${wanted}: ${this.states.join(', ')}`)), PATIENCE);
    this.#onState = () => this.states.at(-1) === wanted && resolve();
    await promise.finally(() => clearTimeout(timer));
  }

  /** Opens the card; whatever was open before is given back. */
  async open(): Promise<Card> {
    await this.release();
    this.#card = new Card(await this.reader.open());
    return this.#card;
  }

  async release(): Promise<void> {
    await this.#card?.close({ reset: true });
    this.#card = null;
  }

  /** PIN, chip evidence and key agreement. */
  async ready(): Promise<Ready> {
    await this.reach('present');
    const card = await this.open();
    const key = await createEphemeralKey();
    const challenge = await step2Challenge(SERVER, key.publicKey);
    const proof = await proveStep2({ card, pin: secret(PIN), challenge });
    return { card, kioskKey: key.publicKey, proof, open: await openReset({ card, kioskKey: key }) };
  }

  async close(): Promise<void> {
    await this.release();
    this.#unwatch();
  }
}

/** What a back end would have answered when the step was opened. */
export const SERVER = {
  token: 'redemption.of.this-visit',
  audience: 'https://kaijo.example',
  nonce: 'bm9uY2Vub25jZW5vbmNlbm9uY2Vub25jZW5vbmNlMTI',
};

/** The reservation's ticket, whose hash the card remembers. */
export const TICKET = ascii('ticket.of.this-reservation');

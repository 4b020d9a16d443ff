import { WebSocket } from 'ws';
import { ascii } from '#schema/contract/card.ts';
import type { RedemptionReply } from '#schema/contract/redemption.ts';
import { Card } from '#clients/card/card.ts';
import { openReset } from '#clients/card/dialogue/step2.ts';
import { BridgeReader } from '#clients/card/pcsc/client.ts';
import type { Socket } from '#clients/card/pcsc/link.ts';
import type { Pairing } from '#clients/card/pcsc/pairing.ts';
import type { ReaderState } from '#clients/card/reader.ts';
import type { OpenChannel } from '#clients/card/reset/secure-channel.ts';
import { NOW, PIN } from '#clients/lab/people/cast.ts';
import { secret } from '#clients/lab/people/people.ts';
import { proveCard, type Proved } from '#clients/sdk/step2.ts';
import { ORIGIN } from './bridge-process.ts';

const PATIENCE = 10_000;

/** A card as far as it must be before an authorisation is asked for. */
export interface Ready extends Proved {
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
    const proved = await proveCard(await this.open(), REDEMPTION, secret(PIN));
    return { ...proved, open: await openReset(proved) };
  }

  async close(): Promise<void> {
    await this.release();
    this.#unwatch();
  }
}

/** What a back end would have answered when the step was opened. */
const REDEMPTION: RedemptionReply = {
  redemption: 'redemption.of.this-visit',
  expiresAt: NOW + 1_200,
  audience: 'https://kaijo.example',
  nonce: 'bm9uY2Vub25jZW5vbmNlbm9uY2Vub25jZW5vbmNlMTI',
  support: 'ACDEFHJK',
};

/** The reservation's ticket, whose hash the card remembers. */
export const TICKET = ascii('ticket.of.this-reservation');

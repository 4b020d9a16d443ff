import { fromBase64url, toBase64url } from '../../../../schema/contract/bytes.ts';
import {
  ERRANDS,
  readPageMessage,
  VERSION,
  type Device,
  type KeptReceipt,
  type PageMessage,
  type ShellMessage,
} from '../../../card/native/messages.ts';
import type { RemoteFailure } from '../../../card/remote-reader.ts';
import { runErrand, type Errands } from './errands.ts';
import { nfcFailure, type Nfc, type NfcErrors } from './nfc.ts';

/** NFC-A, NFC-B, and no reading of NDEF, which these cards do not have and which would select something. */
const READER_MODE = 0x01 | 0x02 | 0x80;
/** How long to wait for a card: iOS ends a reading after about 60 s by itself. */
const WAIT_FOR_CARD = 55_000;
/** Android's own limit is a third of a second, and a card takes longer for a signature. */
const ANSWER = 5_000;
/** Nor may Android ask a card that computes whether it is still there: it counts silence as a card that was taken away. */
const PRESENCE_CHECK = 5_000;
/** iOS refuses a reading that follows another too soon, and takes it a moment later. */
const BUSY = { times: 3, pause: 700 };
/** Milliseconds in which nobody closes a sheet that has only begun to appear. */
const QUICKEST = 250;

export interface ShellParts {
  nfc: Nfc;
  errors: NfcErrors;
  platform: Device['platform'];
  /** As the phone calls itself; empty where it does not. */
  model: string;
  errands: Errands;
  /** What is shown where the page cannot be had; null: nothing. */
  keep(receipt: KeptReceipt | null): void;
  /** To the page. */
  send(text: string): void;
  /** The hand that holds the phone feels that a card was found, and that it may go. */
  buzz(): void;
  /** Milliseconds to wait for a card, before iOS is asked again, and in which nobody closes its sheet. */
  waitForCard?: number;
  busyPause?: number;
  quickest?: number;
}

/** The app's side: one reading at a time, for the page in the web view. Nothing is logged or kept. */
export class Shell {
  readonly #parts: ShellParts;
  #state: 'idle' | 'waiting' | 'open' = 'idle';
  /** Counts readings: what is left of one before has no say in this one. */
  #reading = 0;
  /** Counts pages: what one before asked is not answered to this one, whose questions have the same numbers. */
  #page = 0;

  constructor(parts: ShellParts) {
    this.#parts = parts;
  }

  /** Something the page said. */
  async hear(text: string): Promise<void> {
    const message = readPageMessage(text);
    if (message) await this.#carryOut(message);
  }

  /** NFC was turned on or off in the phone's settings (Android). */
  nfcChanged(on: boolean): void {
    this.#send({ type: 'nfc', on });
  }

  /** Another page, or the same one anew: what the page before held is let go. */
  async pageGone(): Promise<void> {
    this.#page += 1;
    await this.#letGo();
  }

  async #letGo(): Promise<void> {
    if (this.#state === 'idle') return;
    this.#state = 'idle';
    await this.#parts.nfc.cancelTechnologyRequest({ delayMsAndroid: 0 }).catch(() => undefined);
  }

  async #carryOut(message: PageMessage): Promise<void> {
    switch (message.type) {
      case 'hello':
        return this.#greet();
      case 'open':
        return this.#answer(message.id, () => this.#open(message.say));
      case 'say':
        return this.#say(message.say);
      case 'apdu':
        return this.#answer(message.id, () => this.#transceive(message.data));
      case 'close':
        return this.#answer(message.id, () => this.#close(message.ok, message.say));
      case 'keep':
        return this.#parts.keep(message.receipt);
      default:
        return runErrand(this.#parts.errands, message);
    }
  }

  async #greet(): Promise<void> {
    const { platform, model } = this.#parts;
    const device = { platform, model: model.slice(0, 60) };
    this.#send({ type: 'ready', version: VERSION, nfc: await this.#isOn(), can: [...ERRANDS], device });
  }

  async #isOn(): Promise<boolean> {
    const { nfc } = this.#parts;
    try {
      if (!(await nfc.isSupported())) return false;
      await nfc.start();
      return await nfc.isEnabled();
    } catch {
      return false;
    }
  }

  async #open(say: string): Promise<void> {
    if (this.#state !== 'idle') throw new Failed('reader-busy');
    const { nfc, platform, buzz, waitForCard = WAIT_FOR_CARD } = this.#parts;
    this.#state = 'waiting';
    const reading = (this.#reading += 1);
    const timer = setTimeout(() => void nfc.cancelTechnologyRequest().catch(() => undefined), waitForCard);
    try {
      await this.#request(say, reading);
      if (platform === 'android') await nfc.setTimeout(ANSWER);
      if (!this.#isWaiting(reading)) throw new Failed('no-card');
      this.#state = 'open';
      buzz();
    } catch (error) {
      if (this.#isWaiting(reading)) await this.#letGo();
      throw error;
    } finally {
      clearTimeout(timer);
    }
  }

  async #request(alertMessage: string, reading: number): Promise<void> {
    const { nfc, busyPause = BUSY.pause } = this.#parts;
    const how = {
      alertMessage,
      isReaderModeEnabled: true,
      readerModeFlags: READER_MODE,
      readerModeDelay: PRESENCE_CHECK,
    };
    for (let time = 1; ; time += 1) {
      const asked = Date.now();
      try {
        const card = await nfc.requestTechnology('IsoDep', how);
        // Android: something that is no such card, or a card that was away before it could be spoken to.
        if (card === null) throw new Failed('link-lost');
        return;
      } catch (error) {
        if (time === BUSY.times || !this.#isWaiting(reading) || !this.#isPassing(error, Date.now() - asked))
          throw error;
        await new Promise((resolve) => setTimeout(resolve, busyPause));
      }
    }
  }

  #isWaiting(reading: number): boolean {
    return this.#state === 'waiting' && this.#reading === reading;
  }

  /**
   * Whether iOS takes a reading a moment later: it is busy, or the package has told this reading of the end of the one
   * before. `after`: milliseconds since it was asked for.
   */
  #isPassing(error: unknown, after: number): boolean {
    const { errors, platform, quickest = QUICKEST } = this.#parts;
    if (error instanceof errors.SystemBusy) return true;
    return platform === 'ios' && error instanceof errors.UserCancel && after < quickest;
  }

  async #transceive(data: string): Promise<string> {
    if (this.#state !== 'open') throw new Failed('card-removed');
    const command = Array.from(fromBase64url(data));
    try {
      return toBase64url(Uint8Array.from(await this.#exchange(command)));
    } finally {
      command.fill(0);
    }
  }

  /** Bytes as they are, so that iOS sees from them whether an answer is expected at all. */
  async #exchange(command: number[]): Promise<number[]> {
    const { nfc, platform } = this.#parts;
    if (platform === 'android') return nfc.isoDepHandler.transceive(command);
    const { response, sw1, sw2 } = await nfc.sendCommandAPDUIOS(command);
    return [...response, sw1, sw2];
  }

  /** Ends the reading or the wait for a card. The field goes off, and the card forgets every PIN. */
  async #close(ok: boolean, say: string): Promise<void> {
    const { nfc, platform, buzz } = this.#parts;
    const before = this.#state;
    this.#state = 'idle';
    if (before === 'idle') return;
    if (before === 'open' && ok) buzz();
    if (platform === 'ios' && !ok) return nfc.invalidateSessionWithErrorIOS(say);
    await this.#say(say);
    await nfc.cancelTechnologyRequest({ delayMsAndroid: 0 });
  }

  async #say(text: string): Promise<void> {
    const { nfc, platform } = this.#parts;
    // Only iOS has a sheet; a sheet that is gone already need not say anything.
    if (platform === 'ios') await nfc.setAlertMessageIOS(text).catch(() => undefined);
  }

  async #answer(id: number, work: () => Promise<string | void>): Promise<void> {
    const page = this.#page;
    const answer = await this.#outcome(id, work);
    if (page === this.#page) this.#send(answer);
  }

  async #outcome(id: number, work: () => Promise<string | void>): Promise<ShellMessage> {
    try {
      const data = await work();
      return data === undefined ? { type: 'done', id } : { type: 'answer', id, data };
    } catch (error) {
      const code = error instanceof Failed ? error.code : nfcFailure(error, this.#parts.errors);
      return { type: 'failed', id, code };
    }
  }

  #send(message: ShellMessage): void {
    this.#parts.send(JSON.stringify(message));
  }
}

class Failed extends Error {
  override name = 'Failed';
  readonly code: RemoteFailure;

  constructor(code: RemoteFailure) {
    super(code);
    this.code = code;
  }
}

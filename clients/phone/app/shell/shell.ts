import { fromBase64url, toBase64url } from '../../../../schema/contract/bytes.ts';
import {
  ERRANDS,
  readPageMessage,
  VERSION,
  type Device,
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

export interface ShellParts {
  nfc: Nfc;
  errors: NfcErrors;
  platform: Device['platform'];
  /** As the phone calls itself; empty where it does not. */
  model: string;
  errands: Errands;
  /** To the page. */
  send(text: string): void;
  /** The hand that holds the phone feels that a card was found, and that it may go. */
  buzz(): void;
  /** Milliseconds to wait for a card, and before iOS is asked again. */
  waitForCard?: number;
  busyPause?: number;
}

/** The app's side: one reading at a time, for the page in the web view. Nothing is logged or kept. */
export class Shell {
  readonly #parts: ShellParts;
  #state: 'idle' | 'waiting' | 'open' = 'idle';

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
    const timer = setTimeout(() => void nfc.cancelTechnologyRequest().catch(() => undefined), waitForCard);
    try {
      await this.#request(say);
      if (platform === 'android') await nfc.setTimeout(ANSWER);
      this.#state = 'open';
      buzz();
    } catch (error) {
      await this.pageGone();
      throw error;
    } finally {
      clearTimeout(timer);
    }
  }

  async #request(alertMessage: string): Promise<void> {
    const { nfc, errors, busyPause = BUSY.pause } = this.#parts;
    const how = {
      alertMessage,
      isReaderModeEnabled: true,
      readerModeFlags: READER_MODE,
      readerModeDelay: PRESENCE_CHECK,
    };
    for (let time = 1; ; time += 1) {
      try {
        return void (await nfc.requestTechnology('IsoDep', how));
      } catch (error) {
        if (!(error instanceof errors.SystemBusy) || time === BUSY.times) throw error;
        await new Promise((resolve) => setTimeout(resolve, busyPause));
      }
    }
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
    try {
      const data = await work();
      this.#send(data === undefined ? { type: 'done', id } : { type: 'answer', id, data });
    } catch (error) {
      const code = error instanceof Failed ? error.code : nfcFailure(error, this.#parts.errors);
      this.#send({ type: 'failed', id, code });
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

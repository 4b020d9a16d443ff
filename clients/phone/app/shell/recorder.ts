import { readPageMessage, type Device, type ShellMessage } from '../../../card/native/messages.ts';
import { nameOf, type Nfc, type NfcErrors } from './nfc.ts';
import type { Call, Sequence, SequenceEvent } from './sequence.ts';

interface RecorderParts {
  errors: NfcErrors;
  device: Device;
  /** Called when a reading is over. */
  ended(sequence: Sequence): void;
  /** Milliseconds, of a clock that runs evenly. */
  now(): number;
}

const LOST = { lost: true } as const;
type New = SequenceEvent extends infer E ? (E extends SequenceEvent ? Omit<E, 'at'> : never) : never;

/** For developers: writes down what phone and package do while a card is read, so that a test can do it again. */
export class Recorder {
  readonly #parts: RecorderParts;
  #began = 0;
  #events: SequenceEvent[] = [];
  /** What the page waits for, by the number of its question. */
  readonly #asked = new Map<number, 'open' | 'apdu' | 'close'>();

  constructor(parts: RecorderParts) {
    this.#parts = parts;
  }

  /** The package as it is, and written down. */
  antenna(nfc: Nfc): Nfc {
    const write =
      <A extends unknown[], R>(call: Call, work: (...args: A) => Promise<R>) =>
      (...args: A): Promise<R> =>
        this.#write(call, () => work(...args));
    return {
      ...nfc,
      requestTechnology: write('requestTechnology', nfc.requestTechnology),
      cancelTechnologyRequest: write('cancelTechnologyRequest', nfc.cancelTechnologyRequest),
      isoDepHandler: { transceive: write('transceive', (bytes) => nfc.isoDepHandler.transceive(bytes)) },
      sendCommandAPDUIOS: write('sendCommandAPDUIOS', nfc.sendCommandAPDUIOS),
      setAlertMessageIOS: write('setAlertMessageIOS', nfc.setAlertMessageIOS),
      invalidateSessionWithErrorIOS: write(
        'invalidateSessionWithErrorIOS',
        nfc.invalidateSessionWithErrorIOS,
      ),
      setTimeout: write('setTimeout', nfc.setTimeout),
    };
  }

  /** Something the page said to the shell. */
  heard(text: string): void {
    const message = readPageMessage(text);
    switch (message?.type) {
      case 'open':
      case 'apdu':
      case 'close':
        this.#asked.set(message.id, message.type);
        return this.#add({ page: message.type, ...(message.type === 'close' && !message.ok && LOST) });
      case 'say':
        return this.#add({ page: 'say' });
    }
  }

  /** Something the shell said to the page. */
  said(text: string): void {
    const message = JSON.parse(text) as ShellMessage;
    if (message.type !== 'done' && message.type !== 'answer' && message.type !== 'failed') return;
    const code = message.type === 'failed' ? { code: message.code } : {};
    this.#add({ shell: message.type, ...code });
    const asked = this.#asked.get(message.id);
    this.#asked.delete(message.id);
    if (asked === 'close' || (asked === 'open' && message.type === 'failed')) this.#end();
  }

  /** The page was loaded anew. */
  gone(): void {
    if (this.#events.length > 0) this.#add({ page: 'gone' });
  }

  async #write<R>(call: Call, work: () => Promise<R>): Promise<R> {
    const at = this.#at();
    const took = () => ({ at, took: this.#at() - at, call });
    try {
      const answer = await work();
      const nothing = call === 'requestTechnology' && answer === null ? { nothing: true as const } : {};
      this.#events.push({ ...took(), ...nothing });
      return answer;
    } catch (error) {
      this.#events.push({ ...took(), fails: nameOf(error, this.#parts.errors) });
      throw error;
    }
  }

  #at(): number {
    const now = Math.round(this.#parts.now());
    if (this.#events.length === 0 && this.#asked.size === 0) this.#began = now;
    return now - this.#began;
  }

  #add(event: New): void {
    this.#events.push({ at: this.#at(), ...event } as SequenceEvent);
  }

  #end(): void {
    const { platform, model } = this.#parts.device;
    const events = this.#events.sort((one, other) => one.at - other.at);
    this.#events = [];
    this.#parts.ended({ platform, from: 'phone', model, events });
  }
}

import type { RemoteFailure } from '../../../card/remote-reader.ts';
import type { ErrorName } from './nfc.ts';

/** What the shell asks of the NFC package while a card is read. */
export type Call =
  | 'requestTechnology'
  | 'cancelTechnologyRequest'
  | 'setTimeout'
  | 'transceive'
  | 'sendCommandAPDUIOS'
  | 'setAlertMessageIOS'
  | 'invalidateSessionWithErrorIOS';

/** Something that happened; `at` and `took` are milliseconds. */
export type SequenceEvent =
  /** The page asked; `lost`: it closes because a command failed; `gone`: it was loaded anew. */
  | { at: number; page: 'open' | 'say' | 'apdu' | 'close' | 'gone'; lost?: true }
  /** A call of the package, answered after a while, as it was asked or with an error; `nothing`: with no card in it. */
  | { at: number; took: number; call: Call; fails?: ErrorName; nothing?: true }
  /** The shell answered the page. */
  | { at: number; shell: 'done' | 'answer' | 'failed'; code?: RemoteFailure };

/** Readings as kinds and times, in order. No command, no answer of a card and no word is in it. */
export interface Sequence {
  platform: 'ios' | 'android';
  /** A phone recorded it, or a person read it in the package's source. */
  from: 'phone' | 'source';
  /** As the phone calls itself; empty where it does not, or where there was none. */
  model: string;
  events: SequenceEvent[];
}

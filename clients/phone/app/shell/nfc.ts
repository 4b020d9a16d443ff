import type { RemoteFailure } from '../../../card/remote-reader.ts';

/** The part of `react-native-nfc-manager` 3.17.2 that is used; its default export has it. */
export interface Nfc {
  start(): Promise<void>;
  isSupported(): Promise<boolean>;
  /** iOS always says true: there NFC cannot be turned off. */
  isEnabled(): Promise<boolean>;
  /** Resolves when a card is in the field. */
  requestTechnology(tech: 'IsoDep', options: TechnologyOptions): Promise<unknown>;
  cancelTechnologyRequest(options?: { delayMsAndroid?: number }): Promise<void>;
  isoDepHandler: { transceive(bytes: number[]): Promise<number[]> };
  sendCommandAPDUIOS(bytes: number[]): Promise<{ response: number[]; sw1: number; sw2: number }>;
  setAlertMessageIOS(text: string): Promise<void>;
  invalidateSessionWithErrorIOS(text: string): Promise<void>;
  /** Android: how long one answer of the card may take, in milliseconds. */
  setTimeout(milliseconds: number): Promise<void>;
}

export interface TechnologyOptions {
  alertMessage: string;
  isReaderModeEnabled: boolean;
  readerModeFlags: number;
  /** Android: milliseconds between two checks whether the card is still there. */
  readerModeDelay: number;
}

/** What the package's errors that mean something of their own are to the page, by their class. */
const MEANING = {
  UserCancel: 'no-card',
  Timeout: 'no-card',
  SystemBusy: 'reader-busy',
  RadioDisabled: 'reader-lost',
  UnsupportedFeature: 'reader-lost',
  TagConnectionLost: 'card-removed',
  TagNotConnected: 'card-removed',
  // The person closed the sheet in the middle, or its minute is over.
  SessionInvalidated: 'link-lost',
  RetryExceeded: 'link-lost',
  TagResponseError: 'link-lost',
  PacketTooLong: 'link-lost',
  Unexpected: 'link-lost',
  SecurityViolation: 'link-lost',
} as const satisfies Record<string, RemoteFailure>;

/** Those classes (`NfcError`). */
export type NfcErrors = Record<ErrorClass, new (...args: never[]) => Error>;

/** The package has one class for all other errors, on Android for all but a cancellation, and tells them apart by their text. */
const TEXTS = {
  'no nfc support': 'reader-lost',
  'You can only issue one request at a time': 'reader-busy',
  'Not support in this device': 'reader-lost',
  'Duplicated registration': 'reader-busy',
  // TagLostException, IOException and SecurityException alike.
  'transceive fail': 'link-lost',
  'no tech request available': 'link-lost',
  'you should requestTagEvent first': 'link-lost',
  'fail to get current activity': 'link-lost',
  'Not connected': 'link-lost',
  'Not even registered': 'link-lost',
  'No active session': 'link-lost',
} as const satisfies Record<string, RemoteFailure>;

type ErrorClass = keyof typeof MEANING;
type ErrorText = keyof typeof TEXTS;
/** `other`: not said, as it might hold anything. */
export type ErrorName = ErrorClass | ErrorText | 'other';
export const ERROR_CLASSES = Object.keys(MEANING) as ErrorClass[];
export const ERROR_TEXTS = Object.keys(TEXTS) as ErrorText[];

/** An error of the package by its class, or by its text where that is one of the package's own. */
export function nameOf(error: unknown, errors: NfcErrors): ErrorName {
  const known = ERROR_CLASSES.find((name) => error instanceof errors[name]);
  const text = error instanceof Error ? error.message : String(error);
  return known ?? ERROR_TEXTS.find((own) => own === text) ?? 'other';
}

/** What an error of the package means to the page; what it does not know is a lost link. */
export function nfcFailure(error: unknown, errors: NfcErrors): RemoteFailure {
  const name = nameOf(error, errors);
  return name === 'other' ? 'link-lost' : { ...MEANING, ...TEXTS }[name];
}

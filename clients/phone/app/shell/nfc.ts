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
} as const satisfies Record<string, RemoteFailure>;

/** Those classes (`NfcError`). */
export type NfcErrors = Record<keyof typeof MEANING, new (...args: never[]) => Error>;

/** On Android the package has one class for all errors but a cancellation, and tells them apart by their text. */
const ANDROID: Record<string, RemoteFailure> = {
  'no nfc support': 'reader-lost',
  'You can only issue one request at a time': 'reader-busy',
};

/** What an error of the package means to the page; what it does not know is a lost link. */
export function nfcFailure(error: unknown, errors: NfcErrors): RemoteFailure {
  const names = Object.keys(MEANING) as (keyof NfcErrors)[];
  const known = names.find((name) => error instanceof errors[name]);
  if (known) return MEANING[known];
  return ANDROID[error instanceof Error ? error.message : String(error)] ?? 'link-lost';
}

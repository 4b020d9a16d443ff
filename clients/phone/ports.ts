import type { Device } from '#clients/card/native/messages.ts';
import type { Reader } from '#clients/card/reader.ts';
import type { Api } from '#clients/sdk/index.ts';
import type { FrameFacts, PoseStep } from '#schema/contract/face.ts';
import type { CardDesk } from './effects/card-desk.ts';
import type { Trail } from './effects/trail.ts';
import type { Drawer } from './drawer.ts';
import type { Errands } from './receipt/errands.ts';
import type { PhoneTrouble } from './state/trouble.ts';
import type { EngineState, Place, ReaderKind, Reservation } from './state/types.ts';

/** Everything that survives closing the app. The key cannot be exported. */
export interface Kept {
  ticket: string;
  key: CryptoKeyPair;
  view: Reservation;
}

/** Where it survives. */
export interface Keeper {
  load(): Promise<Kept | null>;
  save(kept: Kept): Promise<void>;
  clear(): Promise<void>;
}

/** A head position: looking ahead, or one of the movements. */
export type Aim = 'straight' | PoseStep;

/** A running camera. Its picture is never kept but by `shoot`. */
export interface Sight {
  /** A `<video>` or `<canvas>`, to be put on the page; its picture is not mirrored. */
  element: HTMLVideoElement | HTMLCanvasElement;
  /** Tells what the person is asked to do; only a simulated camera listens. */
  aim(aim: Aim): void;
  close(): void;
}

export interface Camera {
  /** What this camera is, where that has to be said on screen. */
  kind: 'device' | 'simulated';
  /**
   * Throws `PhoneFailure`: denied, missing, busy, silent, a program. `lost` is called when the picture ends or stands
   * still afterwards: a call came, another app took the camera.
   */
  open(lost: () => void): Promise<Sight>;
}

/** Looks at one picture of the camera and says what the service would say of it. */
export interface HintEngine {
  /** Fetches and starts the engine once; later calls do nothing. */
  load(tell: (engine: EngineState) => void): void;
  /** Null while it is not ready. */
  look(picture: ImageData): Promise<FrameFacts | null>;
}

/** A reader that may have to wait for a card, and can be told to give that up. */
export interface PhoneReader extends Reader {
  cancel?(): Promise<void>;
}

export interface FoundReader {
  kind: ReaderKind;
  reader: PhoneReader | null;
  /** As the shell says, or the browser where there is none. */
  platform?: Device['platform'];
  /** Where a card is held to it; null: not known. */
  place?: Place | null;
  errands?: Errands;
}

/** What this page holds between effects. */
export interface Holding {
  key: CryptoKeyPair | null;
  kept: Kept | null;
  reader: PhoneReader | null;
  desk: Promise<CardDesk> | null;
  errands: Errands;
}

/** Everything outside the state machine: what the effects act on. */
export interface World {
  /** `key` proves who calls, where a call needs that. */
  api(key?: CryptoKeyPair): Api;
  makeKey(): Promise<CryptoKeyPair>;
  keeper: Keeper;
  trail: Trail;
  drawer: Drawer;
  holding: Holding;
  engine: HintEngine;
  /** The way to cards on this phone, found once. */
  findReader(): Promise<FoundReader>;
  desk(reader: Reader): Promise<CardDesk>;
  /** Fetches this app again. */
  reload(): void;
  /** Unix seconds. */
  now(): number;
}

/** Something of the phone did not work. */
export class PhoneFailure extends Error {
  override name = 'PhoneFailure';
  readonly code: PhoneTrouble;

  constructor(code: PhoneTrouble, cause?: unknown) {
    super(code, { cause });
    this.code = code;
  }
}

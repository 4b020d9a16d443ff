import { matchingNumberB, type BirthYears } from '#clients/card/applets/matching-number.ts';
import type { Step1Proof } from '#clients/card/dialogue/step1.ts';
import { ascii } from '#schema/contract/card.ts';
import type { Forgettable } from './state/effects.ts';
import type { NumberField } from './state/types.ts';

/** Digits of a birth date that is printed in years of an era. */
const AS_PRINTED = 6;

/** One picture for the service. */
export interface Shot {
  image: Uint8Array<ArrayBuffer>;
  /** Milliseconds since the first. */
  capturedAt: number;
}

/**
 * Where everything lies that no state, no log and no storage may hold: the PIN, the numbers of the card's front, what
 * the card proved, the pictures. `forget` overwrites.
 */
export interface Drawer {
  putPin(pin: Uint8Array): void;
  /** ASCII digits; of the birth date the six of an era as printed, or YYYYMMDD. */
  putNumber(field: NumberField, digits: Uint8Array): void;
  putProof(proof: Step1Proof): void;
  putShots(shots: readonly Shot[]): void;
  pin(): Uint8Array;
  /** 照合番号B. A copy, which the caller overwrites. */
  matchingNumber(years?: BirthYears): Uint8Array;
  proof(): Step1Proof;
  shots(): readonly Shot[];
  forget(what: readonly Forgettable[]): void;
}

export function createDrawer(): Drawer {
  let pin: Uint8Array | null = null;
  let proof: Step1Proof | null = null;
  let shots: readonly Shot[] = [];
  const numbers = new Map<NumberField, Uint8Array>();
  const text = (field: NumberField) => String.fromCharCode(...there(numbers.get(field), field));
  const forgetting: Record<Forgettable, () => void> = {
    pin: () => void (pin = wiped(pin)),
    numbers: () => {
      for (const digits of numbers.values()) digits.fill(0);
      numbers.clear();
    },
    card: () => {
      proof?.photo.fill(0);
      proof = null;
    },
    frames: () => {
      for (const { image } of shots) image.fill(0);
      shots = [];
    },
    kept: () => {},
  };
  const forget = (what: readonly Forgettable[]) => what.forEach((one) => forgetting[one]());
  return {
    putPin(next) {
      forget(['pin']);
      pin = next;
    },
    putNumber(field, digits) {
      numbers.get(field)?.fill(0);
      numbers.set(field, digits);
    },
    putProof(next) {
      forget(['card']);
      proof = next;
    },
    putShots(next) {
      forget(['frames']);
      shots = next;
    },
    pin: () => there(pin, 'pin'),
    matchingNumber: (years) => numberOf(text('birth'), text('expiry'), text('code'), years),
    proof: () => there(proof, 'proof'),
    shots: () => shots,
    forget,
  };
}

function numberOf(birthDate: string, expiryYear: string, securityCode: string, years: BirthYears = 'era') {
  return birthDate.length === AS_PRINTED
    ? ascii(birthDate + expiryYear + securityCode)
    : matchingNumberB({ birthDate, expiryYear, securityCode, years });
}

function there<T>(value: T | null | undefined, what: string): T {
  if (value === null || value === undefined) throw new Error(`the drawer holds no ${what}`);
  return value;
}

function wiped(bytes: Uint8Array | null): null {
  bytes?.fill(0);
  return null;
}

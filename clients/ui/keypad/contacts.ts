/** A key as the glass knows it. `box` in CSS pixels; `own`: it acts only on a press that can be no slip of the one before. */
export interface KeyPlace {
  box: Pick<DOMRect, 'left' | 'top' | 'right' | 'bottom'>;
  own: boolean;
}

/** One contact with the glass at one moment. Times in milliseconds of a monotonic clock, places and sizes in CSS pixels. */
export interface Contact {
  pointer: number;
  at: number;
  x: number;
  y: number;
  /** Larger side of what touches; 0 or 1 where the glass does not say. */
  size: number;
}

/** What a contact that has ended means: the key is pressed, was meant but not taken, or it was nothing. */
export type Decision = 'taken' | 'not-taken' | 'nothing';

/** A finger cannot leave the glass and come back in less; a contact that flickers does. */
const LIFTED = 45;
/** Nor can it press twice within this; honest doubles are 150 ms apart. */
const APART = 100;
/** How far the same finger may be from where it was, but never as far as the key beside. */
const NEAR = 40;
/** A tap. A contact that stays longer while others come and go is a hand that rests. */
const BRIEF = 300;
/** A key of its own needs a finger that has travelled. */
const TRAVEL = 350;

interface Held {
  key: KeyPlace;
  down: Contact;
  /** Another contact came or went meanwhile. */
  disturbed: boolean;
  /** Another that came later has pressed its key meanwhile. */
  overtaken: boolean;
  ignored: boolean;
  /** Too soon after the last key for one that needs a press of its own. */
  early: boolean;
}

/** Tells keys that were meant from what a shaking, resting or slipping hand does to the glass. Pure, but for what it remembers. */
export class Contacts {
  readonly #held = new Map<number, Held>();
  #last: { down: Contact; up: Contact } | null = null;
  #takenAt = -Infinity;

  /** A contact begins on a key. */
  down(contact: Contact, key: KeyPlace): void {
    const sides = [key.box.right - key.box.left, key.box.bottom - key.box.top];
    const broad = contact.size > Math.max(...sides);
    const near = Math.min(NEAR, Math.min(...sides) / 2);
    const early = key.own && contact.at < this.#takenAt + TRAVEL;
    const ignored = broad || this.#bounces(contact, near);
    if (!ignored) this.#disturb();
    this.#held.set(contact.pointer, {
      key,
      down: contact,
      disturbed: false,
      overtaken: false,
      ignored,
      early,
    });
  }

  /** A contact ends, wherever it has slipped to. */
  up(contact: Contact): Decision {
    const held = this.#held.get(contact.pointer);
    if (!held) return 'nothing';
    this.#held.delete(contact.pointer);
    const { key, down, ignored, early } = held;
    this.#last = { down, up: contact };
    // Nobody meant it: no sound either.
    if (ignored) return 'nothing';
    this.#disturb();
    if (rests(held, contact)) return 'nothing';
    if (early || !isInside(contact, key)) return 'not-taken';
    for (const other of this.#held.values()) if (other.down.at < down.at) other.overtaken = true;
    return 'taken';
  }

  /** The system took the contact away. */
  cancel(pointer: number): void {
    this.#held.delete(pointer);
  }

  /** A key was taken, by whatever means. */
  typed(at: number): void {
    this.#takenAt = at;
  }

  #bounces(contact: Contact, near: number): boolean {
    if (!this.#last) return false;
    const { down, up } = this.#last;
    const same = Math.hypot(contact.x - up.x, contact.y - up.y) <= near;
    return same && (contact.at - up.at < LIFTED || contact.at - down.at < APART);
  }

  #disturb(): void {
    for (const held of this.#held.values()) held.disturbed = true;
  }
}

const rests = ({ disturbed, overtaken, down }: Held, up: Contact): boolean =>
  overtaken || (disturbed && up.at - down.at > BRIEF);

const isInside = ({ x, y }: Contact, { box }: KeyPlace): boolean =>
  x >= box.left && x <= box.right && y >= box.top && y <= box.bottom;

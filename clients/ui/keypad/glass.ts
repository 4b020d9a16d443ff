import { createContext } from 'preact';
import { useContext, useState } from 'preact/hooks';
import { Contacts, type Contact } from './contacts.ts';

/** Told of every press of a key whether it was taken; an app may let it be heard. */
export const KeyTone = createContext<(taken: boolean) => void>(() => {});

type At = PointerEvent & { currentTarget: HTMLElement };

/** What makes a button a key of a pad. */
export interface KeyProps {
  /** Tells keys from other buttons. */
  'data-key': '';
  onPointerDown: (event: At) => void;
  onPointerUp: (event: At) => void;
  onPointerCancel: (event: At) => void;
  onClick: (event: MouseEvent) => void;
}

/**
 * The keys of one pad: each acts when the finger leaves the glass inside it, and only if the press was meant. `own`: a key
 * that needs a press of its own.
 * @param press does what the key says; false when it could not be taken.
 */
export type KeyMaker = (press: () => boolean, own?: 'own') => KeyProps;

const contactOf = (event: At): Contact => ({
  pointer: event.pointerId,
  at: event.timeStamp,
  x: event.clientX,
  y: event.clientY,
  size: Math.max(event.width, event.height),
});

/** Answers what makes keys of the buttons of a pad. */
export function useKeys(): KeyMaker {
  const [glass] = useState(() => new Contacts());
  const tone = useContext(KeyTone);
  return (press, own) => {
    const act = (at: number) => {
      const taken = press();
      if (taken) glass.typed(at);
      tone(taken);
    };
    return {
      'data-key': '',
      onPointerDown(event) {
        // Wherever the finger slips to, its end is told to this key.
        event.currentTarget.setPointerCapture(event.pointerId);
        const box = event.currentTarget.getBoundingClientRect();
        glass.down(contactOf(event), { box, own: own === 'own' });
      },
      onPointerUp(event) {
        const decision = glass.up(contactOf(event));
        if (decision === 'taken') act(event.timeStamp);
        else if (decision === 'not-taken') tone(false);
      },
      onPointerCancel: (event) => glass.cancel(event.pointerId),
      onClick(event) {
        // Of a keyboard or a screen reader: what a pointer did was decided as it was let go.
        if (event.detail === 0) act(event.timeStamp);
      },
    };
  };
}

import type { ComponentChildren } from 'preact';
import { useId, useLayoutEffect, useRef } from 'preact/hooks';
import { useSpeech } from '../words.tsx';
import { TroubleNotice } from './trouble.tsx';

interface DialogProps {
  title: string;
  /** Escape, or the button that leaves. */
  onClose: () => void;
  children: ComponentChildren;
}

/**
 * What is asked before something is done. The browser keeps the focus in it; the heading has it first, so that a key
 * pressed twice does nothing.
 */
export function Dialog({ title, onClose, children }: DialogProps) {
  const box = useRef<HTMLDialogElement>(null);
  const heading = useId();
  useLayoutEffect(() => {
    const before = document.activeElement;
    const dialog = box.current!;
    dialog.showModal();
    return () => {
      // What is behind an open dialog takes no focus.
      dialog.close();
      if (before instanceof HTMLElement) before.focus();
    };
  }, []);
  return (
    <dialog
      ref={box}
      aria-labelledby={heading}
      onCancel={(event) => {
        event.preventDefault();
        onClose();
      }}
    >
      <h2 id={heading} tabIndex={-1} autoFocus>
        {title}
      </h2>
      {children}
    </dialog>
  );
}

interface FormProps {
  /** What the button does. */
  act: string;
  send: () => Promise<void>;
  onClose: () => void;
  /** Why it was not done. */
  fault: string | null;
  /** What there is to know before it is done. */
  said?: string | null;
  more?: ComponentChildren;
  children?: ComponentChildren;
}

/** The fields of a dialog, what is to be known, and its two buttons. */
export function DialogForm({ act, send, onClose, fault, said, more, children }: FormProps) {
  const { calendar } = useSpeech().words;
  const submit = (event: Event) => {
    event.preventDefault();
    void send();
  };
  return (
    <form onSubmit={submit}>
      {children}
      <div role="status">{said && <p class="weight">{said}</p>}</div>
      {fault !== null && <TroubleNotice said={fault} />}
      {more}
      <p class="aside">{calendar.actor}</p>
      <p class="buttons">
        <button type="submit" class="main">
          {act}
        </button>
        <button type="button" onClick={onClose}>
          {calendar.cancel}
        </button>
      </p>
    </form>
  );
}

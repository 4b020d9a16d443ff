import { Button } from '#clients/ui/index.ts';
import { useEffect, useRef, useState } from 'preact/hooks';
import { useWords } from '../words.ts';
import { useKiosk } from './context.tsx';

/** Ends the visit. `once`: without asking, where nothing was typed that could be lost. */
export function StopButton({ at = 'asked' }: { at?: 'asked' | 'once' }) {
  const { shared } = useWords();
  const { dispatch } = useKiosk();
  const [asking, setAsking] = useState(false);
  const stop = () => dispatch({ type: 'cancel' });
  return (
    <>
      <Button look="secondary" onPress={at === 'once' ? stop : () => setAsking(true)}>
        {shared.actions.cancel}
      </Button>
      {asking && <StopDialog onStop={stop} onGo={() => setAsking(false)} />}
    </>
  );
}

interface StopDialogProps {
  onStop: () => void;
  onGo: () => void;
}

function StopDialog({ onStop, onGo }: StopDialogProps) {
  const { visit, shared } = useWords();
  const dialog = useRef<HTMLDialogElement>(null);
  useEffect(() => dialog.current?.showModal(), []);
  return (
    <dialog ref={dialog} class="idle stop" aria-labelledby="stop-title" onClose={onGo}>
      <h2 id="stop-title">{visit.stop.title}</h2>
      <p>{visit.stop.text}</p>
      <div class="actions">
        <Button onPress={onGo}>{visit.idle.go}</Button>
        <Button look="danger" onPress={onStop}>
          {shared.actions.cancel}
        </Button>
      </div>
    </dialog>
  );
}

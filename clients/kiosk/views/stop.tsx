import { Button } from '#clients/ui/index.ts';
import { useWords } from '../words.ts';
import { useKiosk } from './context.tsx';

/** Ends the visit. `once`: without asking, where nothing was typed that could be lost. */
export function StopButton({ at = 'asked' }: { at?: 'asked' | 'once' }) {
  const { shared } = useWords();
  const { dispatch } = useKiosk();
  const stop = () => dispatch(at === 'once' ? { type: 'cancel' } : { type: 'open', what: 'stop' });
  return (
    <Button look="secondary" place="stop" onPress={stop}>
      {shared.actions.cancel}
    </Button>
  );
}

import { Button, useSpeech } from '#clients/ui/index.ts';
import { useApp } from '../app.tsx';

/** The way back, where the one way forward is a key of the keypad. */
export function BackButton() {
  const { dispatch } = useApp();
  return (
    <Button look="quiet" onPress={() => dispatch({ type: 'back' })}>
      {useSpeech().words.shared.actions.back}
    </Button>
  );
}

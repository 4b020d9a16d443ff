import { AdviceText, Button, Countdown, Screen, useSpeech } from '#clients/ui/index.ts';
import { useApp } from '../app.tsx';
import type { Outage } from '../state/types.ts';
import type { PhoneWords } from '#clients/words/words.ts';
import { adviceOf } from './advice-of.ts';
import { Help } from './help.tsx';

/** A call did not get through. Nothing is lost: it is made again when the person, or the network, is ready. */
export function OutageScreen({ outage }: { outage: Outage }) {
  const { state, dispatch } = useApp();
  const { words } = useSpeech<PhoneWords>();
  const { trouble, retryAt } = outage;
  const advice = adviceOf(trouble, words);
  const wait = state.now < retryAt;
  return (
    <Screen
      id="outage"
      title={advice.title}
      actions={
        <>
          <Button disabled={wait} onPress={() => dispatch({ type: 'retry' })}>
            {words.shared.actions.retry}
          </Button>
          <Button look="quiet" onPress={() => dispatch({ type: 'leave' })}>
            {words.shared.actions.cancel}
          </Button>
        </>
      }
    >
      <AdviceText advice={advice} />
      {wait && (
        <p>
          <Countdown until={retryAt} />
        </p>
      )}
      {trouble.from === 'service' && <Help support={trouble.support} />}
    </Screen>
  );
}

import { Button, Screen } from '#clients/ui/index.ts';
import { useApp } from '../app.tsx';
import { deadEndOf, mayGoOn } from '../state/arrival.ts';
import { useWords } from '../words.ts';
import { DeadEndNotice } from './dead-end.tsx';
import { StoreLink } from './get-app.tsx';
import { Help } from './help.tsx';
import { useStepLine } from './step-line.ts';

/** What stands against going on. A reservation that no kiosk could take is the person's to make, but nobody is led to it. */
export function Check() {
  const { state, dispatch } = useApp();
  const { check, shared } = useWords();
  const line = useStepLine('check');
  return (
    <Screen
      id="check"
      title={check.title}
      {...line}
      actions={
        <>
          <StoreLink />
          {mayGoOn(state) && (
            <Button look="secondary" onPress={() => dispatch({ type: 'next' })}>
              {check.next}
            </Button>
          )}
          <Button look="quiet" onPress={() => dispatch({ type: 'back' })}>
            {shared.actions.back}
          </Button>
        </>
      }
    >
      <DeadEndNotice />
      {deadEndOf(state) === 'closed' && <Help support={null} />}
      {!state.service && <p role="status">{check.asking}</p>}
    </Screen>
  );
}

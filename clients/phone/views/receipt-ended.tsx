import { AdviceText, Button, Screen } from '#clients/ui/index.ts';
import { usePhase } from '../app.tsx';
import { statusOf } from '../state/receipt.ts';
import type { Reservation } from '../state/types.ts';
import { useWords } from '../words.ts';
import { NotYou } from './not-you.tsx';

/** Endings that may be somebody else's doing, and what is said of them. */
const BY_WHOM: Partial<Record<Reservation['status'], 'done' | 'newer'>> = {
  completed: 'done',
  superseded: 'newer',
};

/** What became of the reservation, and the way to another one. */
export function Ended() {
  const { state, dispatch } = usePhase('receipt');
  const { receipt } = useWords();
  const status = statusOf(state)!;
  if (status === 'lost') return <Lost />;
  const said = BY_WHOM[status];
  return (
    <Screen
      id={`receipt-${status}`}
      title={receipt.titles[status]}
      actions={
        <>
          {!said && <Button onPress={() => dispatch({ type: 'begin' })}>{receipt.reserveAgain}</Button>}
          <Button look={said ? 'primary' : 'quiet'} onPress={() => dispatch({ type: 'leave' })}>
            {receipt.close}
          </Button>
        </>
      }
    >
      <p>{receipt[said ?? 'again']}</p>
      {said && <NotYou />}
    </Screen>
  );
}

/** A fault of the service took it: that is said, and that the card is untouched. */
function Lost() {
  const { dispatch } = usePhase('receipt');
  const { receipt, shared } = useWords();
  const advice = shared.problems['reservation-lost'];
  return (
    <Screen
      id="receipt-lost"
      title={advice.title}
      actions={
        <>
          <Button onPress={() => dispatch({ type: 'begin' })}>{receipt.reserveAgain}</Button>
          <Button look="quiet" onPress={() => dispatch({ type: 'leave' })}>
            {receipt.close}
          </Button>
        </>
      }
    >
      <AdviceText advice={advice} />
    </Screen>
  );
}

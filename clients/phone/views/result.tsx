import { Button, CheckIcon, Screen } from '#clients/ui/index.ts';
import { useApp } from '../app.tsx';
import { useWords } from '../words.ts';
import { Windows } from './windows.tsx';

/** The face matched, and the reservation is made. */
export function Result() {
  const { state, dispatch } = useApp();
  const { result, receipt } = useWords();
  const { reservation, saved } = state;
  return (
    <Screen
      id="result"
      title={result.title}
      actions={<Button onPress={() => dispatch({ type: 'next' })}>{result.next}</Button>}
    >
      <p class="fact good big">
        <CheckIcon /> <span>{result.matched}</span>
      </p>
      <p>{result.erased}</p>
      {!saved && <p class="notice">{result.notSaved}</p>}
      {reservation && reservation.windows.length > 0 && (
        <section class="block">
          <h2>{receipt.windows}</h2>
          <Windows windows={reservation.windows} now={state.now + state.skew} />
        </section>
      )}
    </Screen>
  );
}

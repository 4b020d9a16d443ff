import { AdviceText, Button, Countdown, Screen, useSpeech } from '#clients/ui/index.ts';
import { usePhase } from '../app.tsx';
import { mustWait } from '../state/step.ts';
import type { PhoneTrouble } from '../state/trouble.ts';
import type { Phase } from '../state/types.ts';
import type { PhoneWords } from '#clients/words/words.ts';
import { adviceOf } from './advice-of.ts';
import { Help, Office } from './help.tsx';

type RefusedPhase = Extract<Phase, { name: 'refused' }>;

const CONTINUES = new Set<PhoneTrouble>(['away', 'reloaded']);

const isContinuing = ({ trouble }: Pick<RefusedPhase, 'trouble'>): boolean =>
  trouble.from === 'phone' && CONTINUES.has(trouble.code);

/** What the way on is called: nothing failed for a person who was away. */
function labelOf({ trouble, resume }: RefusedPhase, { reload, shared }: PhoneWords): string {
  if (resume === 'reload') return reload;
  return isContinuing({ trouble }) ? shared.actions.next : shared.actions.retry;
}

/** Why it does not go on: what happened, what to do now, and a way on where there is one. */
export function Refused() {
  const { phase, state, dispatch } = usePhase('refused');
  const { words } = useSpeech<PhoneWords>();
  const { shared } = words;
  const advice = adviceOf(phase.trouble, words);
  const wait = mustWait(state);
  const failed = !isContinuing(phase);
  const leave = () => dispatch({ type: 'leave' });
  return (
    <Screen
      id={`refused-${phase.resume ?? 'end'}`}
      title={advice.title}
      actions={
        phase.resume === 'extended' ? (
          <Extended />
        ) : phase.resume ? (
          <>
            <Button disabled={wait} onPress={() => dispatch({ type: 'retry' })}>
              {labelOf(phase, words)}
            </Button>
            <Button look="quiet" onPress={leave}>
              {shared.actions.cancel}
            </Button>
          </>
        ) : (
          <Button onPress={leave}>{shared.actions.close}</Button>
        )
      }
    >
      <AdviceText advice={advice} />
      {wait && (
        <p class="strong">
          <Countdown until={state.waitUntil!} />
        </p>
      )}
      {phase.resume === 'extended' && <p>{words.extended.ask}</p>}
      {failed && <Office said={advice.next} />}
      {failed && <Help support={phase.trouble.from === 'service' ? phase.trouble.support : null} />}
    </Screen>
  );
}

/** The printed date is over: the end for most, not for who has a later one in the extra field. */
function Extended() {
  const { dispatch } = usePhase('refused');
  const { extended, shared } = useSpeech<PhoneWords>().words;
  return (
    <>
      <Button onPress={() => dispatch({ type: 'leave' })}>{shared.actions.close}</Button>
      <Button look="secondary" onPress={() => dispatch({ type: 'retry' })}>
        {extended.yes}
      </Button>
    </>
  );
}

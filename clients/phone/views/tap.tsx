import { Button, Screen } from '#clients/ui/index.ts';
import { usePhase } from '../app.tsx';
import { isSlow } from '../state/tap.ts';
import { useWords } from '../words.ts';
import { BackButton } from './back-button.tsx';
import { Dotted } from './bullets.tsx';
import { HoldPicture } from './hold-picture.tsx';
import { TroubleBox } from './trouble-box.tsx';
import { useStepLine } from './step-line.ts';

/** The first tap. */
export function Tap() {
  const { phase, state, dispatch } = usePhase('tap');
  const { place } = state.reader;
  const found = state.reader.state === 'present';
  const { tap, shared } = useWords();
  const line = useStepLine('tap');
  const status = phase.busy ? (found ? tap.busy : isSlow(state) ? tap.slowly : tap.waiting) : null;
  const begin = phase.trouble ? shared.actions.retry : tap.begin;
  return (
    <Screen
      id="tap"
      title={tap.title}
      {...line}
      actions={
        <>
          {!phase.busy && (
            <Button key={begin} onPress={() => dispatch({ type: 'next' })}>
              {begin}
            </Button>
          )}
          <BackButton />
        </>
      }
    >
      {phase.trouble && <TroubleBox trouble={phase.trouble} />}
      <p>{tap.place}</p>
      <HoldPicture place={place} found={found} />
      <p role="status" class="busy">
        {status && <span key={status}>{status}</span>}
      </p>
      <details class="more">
        <summary>{tap.help}</summary>
        <Dotted lines={[tap.where[place ?? 'any'], tap.sleeve]} />
      </details>
    </Screen>
  );
}

import { useEffect } from 'preact/hooks';
import { Button, Progress, Screen, useAnnounce } from '#clients/ui/index.ts';
import type { CardStep } from '#clients/card/dialogue/proof.ts';
import { usePhase } from '../app.tsx';
import { isSlow } from '../state/tap.ts';
import type { Phase } from '../state/types.ts';
import { useWords } from '../words.ts';
import { BackButton } from './back-button.tsx';
import { HoldPicture } from './hold-picture.tsx';
import { TroubleBox } from './trouble-box.tsx';
import { useStepLine } from './step-line.ts';

const LINES = ['select', 'pin', 'sign', 'photo', 'send'] as const;
type Line = (typeof LINES)[number];

/** Which line of the list a step of the card belongs to. */
const LINE_OF: Record<CardStep, Line> = {
  select: 'select',
  pin: 'pin',
  certificates: 'sign',
  sign: 'sign',
  bind: 'sign',
  photo: 'photo',
  agree: 'send',
  authorise: 'send',
  write: 'send',
};

type HoldPhase = Extract<Phase, { name: 'hold' }>;
const lineOf = ({ stage, step }: HoldPhase): Line =>
  stage === 'sending' ? 'send' : step === null ? 'select' : LINE_OF[step];

/** Until there is something to hold the card for, nobody is told to hold it. */
function Opening() {
  const { hold } = useWords();
  const stepLine = useStepLine('hold');
  return (
    <Screen id="hold-opening" title={hold.opening} {...stepLine} actions={<BackButton />}>
      <progress class="endless" aria-label={hold.opening} />
    </Screen>
  );
}

/** The second tap, step by step. */
export function Hold() {
  const { phase, state, dispatch } = usePhase('hold');
  const { hold, tap, shared } = useWords();
  const stepLine = useStepLine('hold');
  const announce = useAnnounce();
  const line = lineOf(phase);
  useEffect(() => {
    if (phase.stage !== 'opening' && !phase.trouble) announce(hold.steps[line]);
  }, [line, phase.stage, phase.trouble]);
  const waiting = phase.stage === 'card' && phase.step === null;
  if (phase.stage === 'opening') return <Opening />;
  const actions = (phase.trouble || waiting) && (
    <>
      {phase.trouble && <Button onPress={() => dispatch({ type: 'next' })}>{shared.actions.retry}</Button>}
      <BackButton />
    </>
  );
  return (
    <Screen id="hold" title={hold.title} {...stepLine} actions={actions}>
      {phase.trouble ? <TroubleBox trouble={phase.trouble} /> : <p class="strong">{hold.still}</p>}
      <HoldPicture place={state.reader.place} found={phase.step !== null} />
      <p role="status" class="busy">
        {waiting && isSlow(state) && <span>{tap.slowly}</span>}
      </p>
      {!phase.trouble && (
        <Progress steps={LINES.map((name) => hold.steps[name])} current={LINES.indexOf(line)} />
      )}
    </Screen>
  );
}

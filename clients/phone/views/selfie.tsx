import { Button, Countdown, Screen } from '#clients/ui/index.ts';
import { usePhase, useApp } from '../app.tsx';
import { mustWait } from '../state/step.ts';
import type { Trouble } from '../state/trouble.ts';
import { useWords } from '../words.ts';
import { Around } from './around.tsx';
import { Dotted, Ticks } from './bullets.tsx';
import { TimeLeft } from './time-left.tsx';
import { TroubleBox } from './trouble-box.tsx';
import { useStepLine } from './step-line.ts';
import { Viewfinder } from './viewfinder.tsx';

export function Selfie() {
  const { phase } = usePhase('selfie');
  switch (phase.stage) {
    case 'ready':
    case 'asking':
      return <Ready />;
    case 'shooting':
      return <Viewfinder />;
    case 'sending':
      return <Sending />;
  }
}

/** What to expect, or why the last try did not do, and the button that starts the camera. */
function Ready() {
  const { phase, state, dispatch } = usePhase('selfie');
  const { selfie, shared } = useWords();
  const line = useStepLine('selfie');
  const wait = mustWait(state);
  const loading = state.engine.name === 'loading' || state.engine.name === 'idle';
  const manual = state.engine.name === 'failed';
  const blocked = wait || loading || phase.stage === 'asking';
  return (
    <Screen
      id={phase.trouble ? 'selfie-again' : 'selfie'}
      title={selfie.title}
      {...line}
      actions={
        <>
          <Button disabled={blocked} onPress={() => dispatch({ type: 'shoot' })}>
            {phase.trouble ? selfie.again : selfie.begin}
          </Button>
          <Button look="quiet" onPress={() => dispatch({ type: 'leave' })}>
            {shared.actions.cancel}
          </Button>
        </>
      }
    >
      {phase.trouble ? <Again trouble={phase.trouble} /> : <p>{selfie.lead}</p>}
      <TimeLeft />
      {wait && <Wait until={state.waitUntil!} />}
      <Ticks lines={[selfie.alone, selfie.face, selfie.follow, manual ? selfie.manual : selfie.automatic]} />
      <Advice />
      {loading && <EngineProgress />}
      <CameraChoice />
    </Screen>
  );
}

/** Before the first try, for whom the check may be harder. */
function Advice() {
  const { advice } = useWords().selfie;
  return (
    <details class="more">
      <summary>{advice.title}</summary>
      <Dotted lines={[advice.old, advice.glasses, advice.slow]} />
    </details>
  );
}

function Again({ trouble }: { trouble: Trouble }) {
  const { selfie } = useWords();
  const service = trouble.from === 'service' ? trouble : null;
  const reasons = service?.reasons.map((reason) => selfie.reasons[reason]) ?? [];
  const left = service?.triesLeft ?? null;
  return (
    <>
      <TroubleBox trouble={trouble} reasons={reasons} />
      {left !== null && left > 0 && <p>{selfie.triesLeft({ count: left })}</p>}
    </>
  );
}

function Wait({ until }: { until: number }) {
  const { tryAgainIn } = useWords().shared;
  return (
    <p class="strong">
      <Around say={(wait) => tryAgainIn({ wait })}>
        <Countdown until={until} />
      </Around>
    </p>
  );
}

function EngineProgress() {
  const { state } = useApp();
  const { selfie } = useWords();
  const percent = Math.floor(state.engine.share * 100);
  return (
    <div class="engine">
      <label for="engine-progress">
        <Around say={(value) => selfie.engine({ percent: value })}>{percent}</Around>
      </label>
      <progress id="engine-progress" max={100} value={percent} />
    </div>
  );
}

/** Lab build only: the camera of this device, or prepared pictures. */
function CameraChoice() {
  const { cameras, chooseCamera } = useApp();
  const { lab } = useWords();
  if (cameras.length < 2) return null;
  return (
    <label class="lab-choice">
      {lab.camera}
      <select onChange={(event) => chooseCamera(Number(event.currentTarget.value))}>
        {cameras.map(({ kind }, at) => (
          <option key={kind} value={at}>
            {lab[kind]}
          </option>
        ))}
      </select>
    </label>
  );
}

function Sending() {
  const { selfie } = useWords();
  const line = useStepLine('selfie');
  return (
    <Screen id="selfie-sending" title={selfie.sending} {...line}>
      <progress class="endless" aria-label={selfie.sending} />
    </Screen>
  );
}

import { useEffect, useLayoutEffect, useRef, useState } from 'preact/hooks';
import { Button, CheckIcon, Screen, useAnnounce } from '#clients/ui/index.ts';
import { usePhase } from '../app.tsx';
import type { Shot } from '../drawer.ts';
import { PhoneFailure, type Aim } from '../ports.ts';
import { aimOf, beginGuide, type Guide } from '../selfie/guide.ts';
import { runPresentation, type Running } from '../selfie/session.ts';
import { isEnding } from '../state/selfie.ts';
import type { PhoneWords } from '#clients/words/words.ts';
import { useWords } from '../words.ts';

/** Arrows outside the oval, on a drawing of 300 × 400; a mirror: the person's left is on the left. */
const MOVEMENTS: Record<Exclude<Aim, 'straight'>, string> = {
  left: 'M4 230l30-26v15h8v22h-8v15z',
  right: 'M296 230l-30-26v15h-8v22h8v15z',
  up: 'M150 62l26 18h-15v9h-22v-9h-15z',
  down: 'M150 398l-26-18h15v-9h22v9h15z',
  nearer: 'M4 300h38v-14l20 22-20 22v-14H4zM296 300h-38v-14l-20 22 20 22v-14h38z',
};

/** The camera with the oval, one instruction at a time, and pictures taken by themselves. */
export function Viewfinder() {
  const { state, dispatch } = usePhase('selfie');
  const { selfie, shared } = useWords();
  const host = useRef<HTMLDivElement>(null);
  const { guide, running, open } = usePresentation(host);
  const told = open ? tell(guide, selfie) : selfie.opening;
  const announce = useAnnounce();
  const ending = isEnding(state);
  useEffect(() => announce(ending ? selfie.ending : told), [told, ending]);
  const manual = state.engine.name === 'failed';
  return (
    <Screen
      id="viewfinder"
      title={selfie.shootingTitle}
      actions={
        <>
          {manual && open && <Button onPress={() => void running.current?.take()}>{selfie.shutter}</Button>}
          <Button look="quiet" onPress={() => dispatch({ type: 'back' })}>
            {shared.actions.cancel}
          </Button>
        </>
      }
    >
      <div class="viewfinder">
        <div class={`sight ${guide.hint.kind}`}>
          <div class="sight-picture" ref={host} role="img" aria-label={selfie.camera} />
          <Oval guide={guide} open={open} />
          <p class="instruction" aria-hidden="true">
            <span key={told}>{told}</span>
            {ending && <small>{selfie.ending}</small>}
          </p>
          <Taken guide={guide} />
        </div>
      </div>
    </Screen>
  );
}

type SelfieWords = PhoneWords['selfie'];

function tell({ hint }: Guide, words: SelfieWords): string {
  if (hint.kind === 'fix') return words.reasons[hint.reason];
  return hint.kind === 'aim' ? words.aims[hint.aim] : words.hold;
}

/** The oval for the face, and beside it where the head is to go: never over the face. */
function Oval({ guide, open }: { guide: Guide; open: boolean }) {
  const aim: Aim = aimOf(guide);
  const shown = open && guide.hint.kind === 'aim' && aim !== 'straight';
  return (
    <svg class="oval" viewBox="0 0 300 400" aria-hidden="true" focusable="false">
      <path
        class="oval-outside"
        fill-rule="evenodd"
        d="M0 0h300v400H0zM150 94a102 136 0 1 0 0 272a102 136 0 1 0 0-272z"
      />
      <ellipse class="oval-line" cx="150" cy="230" rx="102" ry="136" />
      {shown && <path class="movement" d={MOVEMENTS[aim]} />}
    </svg>
  );
}

function Taken({ guide }: { guide: Guide }) {
  const { selfie } = useWords();
  const of = guide.aims.length;
  return (
    <div class="taken" role="img" aria-label={selfie.taken({ count: guide.at, of })}>
      {guide.aims.map((_, at) => (
        <span key={at} class={at < guide.at ? 'taken-dot done' : 'taken-dot'}>
          {at < guide.at && <CheckIcon />}
        </span>
      ))}
    </div>
  );
}

/** Opens the camera, shows it in `host`, and runs one presentation for as long as this view is there. */
function usePresentation(host: { current: HTMLDivElement | null }) {
  const { state, dispatch, drawer, engine, camera } = usePhase('selfie');
  const steps = state.visit.liveness?.steps ?? [];
  const [guide, setGuide] = useState(() => beginGuide(steps));
  const running = useRef<Running | null>(null);
  const [open, setOpen] = useState(false);
  useLayoutEffect(() => {
    let gone = false;
    let close = () => {};
    const fail = (error: unknown) => {
      const code = error instanceof PhoneFailure ? error.code : 'fault';
      if (!gone) dispatch({ type: 'not-captured', code });
    };
    const done = (shots: readonly Shot[]) => {
      drawer.putShots(shots);
      dispatch({ type: 'captured' });
    };
    const begin = async () => {
      const sight = await camera.open(() => fail(new PhoneFailure('camera-lost')));
      if (gone) return sight.close();
      setOpen(true);
      close = () => sight.close();
      host.current?.append(sight.element);
      running.current = runPresentation({ sight, engine, steps, onGuide: setGuide, onDone: done });
    };
    begin().catch(fail);
    return () => {
      gone = true;
      running.current?.stop();
      close();
      host.current?.replaceChildren();
    };
  }, []);
  return { guide, running, open };
}

import { useEffect, useLayoutEffect, useRef, useState } from 'preact/hooks';
import { ArrowIcon, Button, CheckIcon, NearerIcon, Screen, useAnnounce } from '#clients/ui/index.ts';
import { usePhase } from '../app.tsx';
import type { Shot } from '../drawer.ts';
import { PhoneFailure, type Aim } from '../ports.ts';
import { aimOf, beginGuide, type Guide } from '../selfie/guide.ts';
import { runPresentation, type Running } from '../selfie/session.ts';
import { isEnding } from '../state/selfie.ts';
import type { PhoneWords } from '#clients/words/words.ts';
import { useWords } from '../words.ts';

/** Clockwise from "right", in a picture that is a mirror: the person's left is on the left. */
const TURNS = { right: 0, down: 90, left: 180, up: 270 } as const;

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
      {ending && <p class="notice">{selfie.ending}</p>}
      {manual && <p class="small">{selfie.manual}</p>}
      <p class={`instruction ${guide.hint.kind}`} aria-hidden="true">
        {told}
      </p>
      <div class={`viewfinder ${guide.hint.kind}`}>
        <div class="viewfinder-picture" ref={host} role="img" aria-label={selfie.camera} />
        <svg class="viewfinder-oval" viewBox="0 0 300 400" aria-hidden="true" focusable="false">
          <path
            class="oval-outside"
            fill-rule="evenodd"
            d="M0 0h300v400H0zM150 45a108 145 0 1 0 0 290a108 145 0 1 0 0-290z"
          />
          <ellipse class="oval-line" cx="150" cy="190" rx="108" ry="145" />
        </svg>
        {open && <Movement guide={guide} />}
      </div>
      <Taken guide={guide} />
    </Screen>
  );
}

type SelfieWords = PhoneWords['selfie'];

function tell({ hint }: Guide, words: SelfieWords): string {
  if (hint.kind === 'fix') return words.reasons[hint.reason];
  return hint.kind === 'aim' ? words.aims[hint.aim] : words.hold;
}

function Movement({ guide }: { guide: Guide }) {
  const aim: Aim = aimOf(guide);
  if (guide.hint.kind !== 'aim' || aim === 'straight') return null;
  return (
    <div class={`movement movement-${aim}`}>
      {aim === 'nearer' ? <NearerIcon size={88} /> : <ArrowIcon turn={TURNS[aim]} size={88} />}
    </div>
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

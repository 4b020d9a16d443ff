import type { ComponentType } from 'preact';
import { useApp } from '../app.tsx';
import type { PhaseName } from '../state/types.ts';
import { useWords } from '../words.ts';
import { Check } from './check.tsx';
import { Consent } from './consent.tsx';
import { Hold } from './hold.tsx';
import { LabBar } from './lab-bar.tsx';
import { Numbers } from './numbers.tsx';
import { OutageScreen } from './outage.tsx';
import { Pin } from './pin.tsx';
import { Receipt } from './receipt.tsx';
import { Refused } from './refused.tsx';
import { Rehearsal } from './rehearsal.tsx';
import { Selfie } from './selfie.tsx';
import { Starting } from './starting.tsx';
import { Tap } from './tap.tsx';
import { Welcome } from './welcome.tsx';

const views: Record<PhaseName, ComponentType> = {
  starting: Starting,
  welcome: Welcome,
  consent: Consent,
  check: Check,
  numbers: Numbers,
  tap: Tap,
  pin: Pin,
  hold: Hold,
  selfie: Selfie,
  receipt: Receipt,
  rehearsal: Rehearsal,
  refused: Refused,
};

/** The phone's back key was pressed where there is no way back just now. */
function BackRefused() {
  const { backRefused } = useWords();
  return (
    <p class="notice back-refused" role="alert">
      {backRefused}
    </p>
  );
}

/** The screen of the moment. */
export function Phone() {
  const { state } = useApp();
  const View = views[state.phase.name];
  return (
    <>
      {state.reader.kind === 'simulated' && <LabBar />}
      {state.backRefused && <BackRefused />}
      {state.outage ? <OutageScreen outage={state.outage} /> : <View />}
    </>
  );
}

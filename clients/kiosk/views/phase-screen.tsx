import type { Phase, PhaseName, State } from '../state/types.ts';
import {
  NotResetScreen,
  PlaceCardScreen,
  PutBackScreen,
  SettlingScreen,
  TakeCardScreen,
  WritingScreen,
} from './card-screens.tsx';
import { MenuScreen, OutOfServiceScreen, StartingScreen } from './home-screens.tsx';
import { ReceiptScreen } from './receipt-screen.tsx';
import { DoneScreen, RefusedScreen } from './outcome-screens.tsx';
import { OutageScreen } from './overlays.tsx';
import { EnrolScreen, PendingScreen, SelfTestScreen } from './station-screens.tsx';
import { ConfirmScreen, ConsentScreen, FoundScreen, PasswordScreen, PinScreen } from './typing-screens.tsx';

/** What the operator of this machine chose, by the address that its browser opens. */
export interface Setup {
  /** Digits of the PIN pad in random places, against onlookers. */
  shuffle: boolean;
  /** There is a printer for slips of 80 mm: a browser cannot tell. */
  printer: boolean;
  /** Where the card reader is, as seen from the screen. */
  reader: 'below' | 'left' | 'right';
  /** Opens the check of the machine: the operator's people know it. Without one it cannot be opened. */
  staff: string | null;
  /** A socket for headphones and a keypad: everybody is spoken to, as only who listens hears it. */
  headphones: boolean;
  /** A keypad with a raised 5: its keys are named to whoever plugs headphones in. */
  keypad: boolean;
  /** Telephone number for people who need help. */
  helpline: string | null;
}

interface ViewProps<N extends PhaseName> {
  state: State;
  phase: Extract<Phase, { name: N }>;
  setup: Setup;
}
type View<N extends PhaseName> = (props: ViewProps<N>) => preact.JSX.Element;

const views: { [N in PhaseName]: View<N> } = {
  starting: StartingScreen,
  enrol: EnrolScreen,
  pending: PendingScreen,
  'out-of-service': ({ state, phase, setup }) => (
    <OutOfServiceScreen state={state} why={phase.why} setup={setup} />
  ),
  menu: MenuScreen,
  'self-test': SelfTestScreen,
  consent: ConsentScreen,
  'place-card': PlaceCardScreen,
  pin: PinScreen,
  found: FoundScreen,
  password: PasswordScreen,
  confirm: ConfirmScreen,
  writing: WritingScreen,
  done: DoneScreen,
  'put-back': PutBackScreen,
  settling: SettlingScreen,
  'not-reset': NotResetScreen,
  refused: RefusedScreen,
  'take-card': TakeCardScreen,
  receipt: ReceiptScreen,
};

/** The screen of the moment. */
export function PhaseScreen({ state, setup }: { state: State; setup: Setup }) {
  if (state.outage) return <OutageScreen state={state} outage={state.outage} />;
  const Current = views[state.phase.name] as View<PhaseName>;
  return <Current state={state} phase={state.phase} setup={setup} />;
}

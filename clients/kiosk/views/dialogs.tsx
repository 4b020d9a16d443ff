import { Button, formatDuration, useSpeech } from '#clients/ui/index.ts';
import type { ComponentChildren } from 'preact';
import { useEffect, useLayoutEffect, useRef, useState } from 'preact/hooks';
import { asOneWord } from '#clients/words/hotline.ts';
import { helplineOf } from '../effects/say.ts';
import type { Open, State } from '../state/types.ts';
import { useWords } from '../words.ts';
import { useKiosk } from './context.tsx';
import type { Setup } from './phase-screen.tsx';
import { ReserveHow } from './reserve.tsx';

interface DialogProps {
  /** Names it for styles and tests. */
  name: string;
  title: string;
  onClose?: () => void;
  children: ComponentChildren;
}

/** Over any screen; the focus goes into it, and back to where it was. */
function Dialog({ name, title, onClose, children }: DialogProps) {
  const dialog = useRef<HTMLDialogElement>(null);
  const gone = useRef(false);
  // Before the element is taken away: as long as it is open, nothing behind it takes the focus.
  useLayoutEffect(() => {
    const shown = dialog.current!;
    shown.showModal();
    return () => {
      gone.current = true;
      shown.close();
    };
  }, []);
  return (
    <dialog
      ref={dialog}
      class={`over ${name}`}
      aria-labelledby={`${name}-title`}
      onClose={() => gone.current || onClose?.()}
    >
      <h2 id={`${name}-title`}>{title}</h2>
      {children}
    </dialog>
  );
}

/** Over any screen that nobody touched for a while. Every touch is enough to go on. */
export function IdleDialog({ left }: { left: number }) {
  const { visit, shared } = useWords();
  return (
    <Dialog name="idle" title={visit.idle.title}>
      <p role="timer">{visit.idle.text({ duration: formatDuration(left, shared.time) })}</p>
      {/* The touch itself says that somebody is there. */}
      <Button onPress={() => undefined}>{visit.idle.go}</Button>
    </Dialog>
  );
}

interface OpenProps {
  state: State;
  setup: Setup;
}

const dialogs: { [D in NonNullable<Open>]: (props: OpenProps) => preact.JSX.Element } = {
  stop: StopDialog,
  help: HelpDialog,
  reserve: ReserveDialog,
  staff: StaffDialog,
};

/** What was asked for over the screen. */
export function OpenDialog(props: OpenProps) {
  const { open } = props.state;
  useFocusKept(open);
  if (open === null) return null;
  const Asked = dialogs[open];
  return <Asked key={open} {...props} />;
}

/** Where a dialog was opened by a key that is no control, nothing has the focus afterwards: then the heading gets it. */
function useFocusKept(open: Open): void {
  const before = useRef(open);
  useEffect(() => {
    const closed = before.current !== null && open === null;
    before.current = open;
    if (closed && document.activeElement === document.body) document.querySelector('h1')?.focus();
  }, [open]);
}

const useClose = () => {
  const { dispatch } = useKiosk();
  return () => dispatch({ type: 'open', what: null });
};

function StopDialog() {
  const { visit, shared } = useWords();
  const { dispatch } = useKiosk();
  const close = useClose();
  return (
    <Dialog name="stop" title={visit.stop.title} onClose={close}>
      <p>{visit.stop.text}</p>
      <div class="actions">
        <Button onPress={close}>{visit.idle.go}</Button>
        <Button look="danger" place="stop" onPress={() => dispatch({ type: 'cancel' })}>
          {shared.actions.cancel}
        </Button>
      </div>
    </Dialog>
  );
}

/** Whom to call, and what to tell them: nothing of it names a person. */
function HelpDialog({ state, setup }: OpenProps) {
  const { visit, shared } = useWords();
  const { language } = useSpeech();
  const close = useClose();
  const { help, tools, receipt } = visit;
  return (
    <Dialog name="help" title={tools.help} onClose={close}>
      <p class="big">{help.call({ number: asOneWord(helplineOf(setup.helpline, language)) })}</p>
      <p>{help.tell}</p>
      <dl class="told" translate={false}>
        <dt>{receipt.where}</dt>
        <dd>{state.service.kiosk?.label ?? state.service.thumbprint?.slice(0, 8) ?? '–'}</dd>
        <dt>{help.screen}</dt>
        <dd>{screenTitle()}</dd>
        <dt>{receipt.number}</dt>
        <dd>{supportNumber(state) ?? '–'}</dd>
      </dl>
      <p>{help.never}</p>
      <Button place="stop" onPress={close}>
        {shared.actions.close}
      </Button>
    </Dialog>
  );
}

/** As it stands over the screen beneath: what somebody on the telephone can read out. */
const screenTitle = (): string => document.querySelector('.screen h1')?.textContent ?? '–';

/** The short number of this visit; the first letters of a refusal's where there is none. */
function supportNumber({ visit, phase }: State): string | null {
  const refusal = phase.name === 'refused' && phase.trouble.from === 'service' ? phase.trouble.requestId : '';
  return visit?.redemption?.support ?? (refusal === '' ? null : refusal.slice(0, 8));
}

function ReserveDialog() {
  const { visit, shared } = useWords();
  const close = useClose();
  return (
    <Dialog name="reserve" title={visit.menu.notReserved} onClose={close}>
      <ReserveHow />
      <Button place="stop" onPress={close}>
        {shared.actions.close}
      </Button>
    </Dialog>
  );
}

/** The check of the machine is not for everybody: its number stands in the address that this machine opens. */
function StaffDialog({ setup }: OpenProps) {
  const { station, shared } = useWords();
  const { dispatch } = useKiosk();
  const close = useClose();
  const [code, setCode] = useState('');
  const { selfTest } = station;
  const typed = (next: string) => {
    if (next === setup.staff) dispatch({ type: 'self-test' });
    else setCode(next.length > setup.staff!.length ? next.slice(-1) : next);
  };
  return (
    <Dialog name="staff-code" title={selfTest.open} onClose={close}>
      <p role="status">{code.length === setup.staff!.length ? selfTest.wrong : selfTest.code}</p>
      <div class="keys keys-digits">
        {DIGITS.map((digit) => (
          <button key={digit} type="button" class="key" onClick={() => typed(code + digit)}>
            {digit}
          </button>
        ))}
      </div>
      <Button look="secondary" place="stop" onPress={close}>
        {shared.actions.close}
      </Button>
    </Dialog>
  );
}

const DIGITS = [...'1234567890'];

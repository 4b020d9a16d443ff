import type { ComponentChildren } from 'preact';
import { useMemo } from 'preact/hooks';
import { Button, CheckIcon, formatClock, MatchCode, Screen, useSpeech } from '#clients/ui/index.ts';
import { useApp, usePhase } from '../app.tsx';
import { shortCode } from '../receipt/codes.ts';
import { isHurry } from '../receipt/hurry.ts';
import { isAtKiosk, isEnded } from '../state/receipt.ts';
import type { Reservation } from '../state/types.ts';
import { withoutReadings } from '#clients/words/readings.ts';
import type { PhoneWords } from '#clients/words/words.ts';
import { useWords } from '../words.ts';
import { Outside } from './outside.tsx';
import { MenuPicture } from './menu-picture.tsx';
import { FalseMachine, NotYou } from './not-you.tsx';
import { Ended } from './receipt-ended.tsx';
import { TimeToGo } from './time-to-go.tsx';
import { WhereToGo } from './where-to-go.tsx';

/** The reservation: what it is worth, what to bring, and what became of it. Needs no network. */
export function Receipt() {
  const { phase, state } = usePhase('receipt');
  const { reservation } = state;
  if (!reservation) return null;
  if (phase.cancelling !== 'no') return <AskCancel busy={phase.cancelling === 'busy'} />;
  if (isEnded(state)) return <Ended />;
  const Live = reservation.status === 'claimed' ? Claimed : Reserved;
  return <Live reservation={reservation} />;
}

/** Seconds after which nobody is told any more that it was them. */
const FRESH = 600;
const LASTS = 86_400;

function Reserved({ reservation }: { reservation: Reservation }) {
  const { receipt } = useWords();
  const now = useMinute();
  const windows = useMemo(
    () => reservation.windows.filter(({ until }) => until > now),
    [reservation.windows, now],
  );
  const open = windows.length > 0;
  const hurry = isHurry(windows, now);
  return (
    <Screen
      id="receipt"
      title={open ? receipt.titles.reserved : receipt.noWindowsTitle}
      actions={
        <Actions first={hurry ? <AtKiosk look="primary" /> : <Plan {...{ reservation, open, now }} />} />
      }
    >
      <Offline heardAt={reservation.now} />
      <Made reservation={reservation} now={now} />
      {open ? <TimeToGo windows={windows} now={now} /> : <p class="notice">{receipt.noWindows}</p>}
      {open && !hurry && <AtKiosk look="secondary" />}
      {open && <HowTo />}
      {open && <Outside reservation={reservation} windows={windows} now={now} />}
      <Code id={reservation.reservationId} />
    </Screen>
  );
}

/** Right after it was made: that it was them, and that no picture is left. */
function Made({ reservation, now }: { reservation: Reservation; now: number }) {
  const { state } = usePhase('receipt');
  const { result } = useWords();
  const fresh = now - (reservation.expiresAt - LASTS) < FRESH;
  return (
    <>
      {fresh && (
        <p class="fact good">
          <CheckIcon /> <span>{`${result.matched} ${result.erased}`}</span>
        </p>
      )}
      {!state.saved && <p class="notice">{result.notSaved}</p>}
    </>
  );
}

/** The code that the kiosk will show comes sooner when the person says that they are there. */
function AtKiosk({ look }: { look: 'primary' | 'secondary' }) {
  const { state, dispatch } = usePhase('receipt');
  const { receipt } = useWords();
  if (isAtKiosk(state)) return <p role="status">{receipt.atKioskText}</p>;
  return (
    <Button look={look} onPress={() => dispatch({ type: 'at-kiosk' })}>
      {receipt.atKiosk}
    </Button>
  );
}

/** What to bring, where to go, and what to press there. */
function HowTo() {
  const { receipt } = useWords();
  return (
    <>
      <p class="strong">{receipt.bring}</p>
      <details class="more">
        <summary>{receipt.steps}</summary>
        <MenuPicture />
        <p>{receipt.menu}</p>
        <p>{receipt.staff}</p>
      </details>
      <WhereToGo />
    </>
  );
}

/** A kiosk is at work with the card: the person stands there, or somebody else does. */
function Claimed({ reservation }: { reservation: Reservation }) {
  const { dispatch } = usePhase('receipt');
  const { receipt } = useWords();
  return (
    <Screen id="receipt-claimed" title={receipt.titles.claimed}>
      <Offline heardAt={reservation.now} />
      {reservation.matchCode !== null && (
        <>
          <MatchCode code={reservation.matchCode} />
          <FalseMachine />
        </>
      )}
      <NotYou />
      <Code id={reservation.reservationId} />
      <Button look="quiet" onPress={() => dispatch({ type: 'rehearse' })}>
        {receipt.rehearse}
      </Button>
    </Screen>
  );
}

/** The server's clock to the minute: what says days and hours is then drawn once a minute, not every second. */
function useMinute(): number {
  const { now, skew } = useApp().state;
  return Math.ceil((now + skew) / 60) * 60;
}

function Offline({ heardAt }: { heardAt: number }) {
  const { state } = usePhase('receipt');
  const { language, words } = useSpeech<PhoneWords>();
  if (state.inTouch !== false) return null;
  return (
    <p class="notice" role="status">
      {words.receipt.offline({ time: formatClock(heardAt, language) })}
    </p>
  );
}

function Code({ id }: { id: string }) {
  const { receipt } = useWords();
  return (
    <details class="more">
      <summary>{receipt.code}</summary>
      <p class="code-value" translate={false}>
        {shortCode(id)}
      </p>
      <p class="small">{receipt.codeUse}</p>
    </details>
  );
}

interface PlanProps {
  reservation: Reservation;
  /** Will a kiosk still take it? */
  open: boolean;
  now: number;
}

/** What a person does who has time, or none left at all. */
function Plan({ reservation, open, now }: PlanProps) {
  const { dispatch, errands } = usePhase('receipt');
  const { receipt } = useWords();
  const save = () => {
    const words = { title: withoutReadings(receipt.event), note: withoutReadings(receipt.eventNote) };
    errands.calendar({ id: reservation.reservationId, windows: reservation.windows, words, now });
  };
  return open ? (
    <Button onPress={save}>{receipt.calendar}</Button>
  ) : (
    <Button onPress={() => dispatch({ type: 'begin' })}>{receipt.reserveAgain}</Button>
  );
}

function Actions({ first }: { first: ComponentChildren }) {
  const { dispatch } = usePhase('receipt');
  const { receipt } = useWords();
  return (
    <>
      {first}
      <Button look="quiet" onPress={() => dispatch({ type: 'rehearse' })}>
        {receipt.rehearse}
      </Button>
      <Button look="quiet" onPress={() => dispatch({ type: 'cancel' })}>
        {receipt.cancel}
      </Button>
    </>
  );
}

function AskCancel({ busy }: { busy: boolean }) {
  const { dispatch } = usePhase('receipt');
  const { receipt } = useWords();
  return (
    <Screen
      id="receipt-cancel"
      title={receipt.cancelTitle}
      actions={
        <>
          <Button disabled={busy} onPress={() => dispatch({ type: 'keep' })}>
            {receipt.cancelKeep}
          </Button>
          <Button look="danger" disabled={busy} onPress={() => dispatch({ type: 'sure' })}>
            {receipt.cancelSure}
          </Button>
        </>
      }
    >
      <p>{receipt.cancelWhat}</p>
    </Screen>
  );
}

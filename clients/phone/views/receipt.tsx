import { useMemo } from 'preact/hooks';
import {
  Button,
  Countdown,
  formatClock,
  formatDay,
  MatchCode,
  Screen,
  useSpeech,
} from '#clients/ui/index.ts';
import { hotlineOf } from '#clients/words/hotline.ts';
import { useApp, usePhase } from '../app.tsx';
import { calendarOf } from '../receipt/calendar.ts';
import { shortCode } from '../receipt/codes.ts';
import { isEnded, statusOf } from '../state/receipt.ts';
import type { Reservation } from '../state/types.ts';
import type { PhoneWords } from '#clients/words/words.ts';
import { useWords } from '../words.ts';
import { Qr } from './qr.tsx';
import { Windows } from './windows.tsx';

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

function Reserved({ reservation }: { reservation: Reservation }) {
  const { receipt } = useWords();
  const now = useMinute();
  const windows = useMemo(
    () => reservation.windows.filter(({ until }) => until > now),
    [reservation.windows, now],
  );
  return (
    <Screen
      id="receipt"
      title={windows.length === 0 ? receipt.noWindowsTitle : receipt.titles.reserved}
      actions={<Actions reservation={reservation} open={windows.length > 0} now={now} />}
    >
      <Offline heardAt={reservation.now} />
      <Left reservation={reservation} />
      <Worth windows={windows} now={now} />
      <Code id={reservation.reservationId} />
    </Screen>
  );
}

/** A kiosk is at work with the card: the person stands there, or somebody else does. */
function Claimed({ reservation }: { reservation: Reservation }) {
  const { dispatch } = usePhase('receipt');
  const { receipt } = useWords();
  return (
    <Screen id="receipt-claimed" title={receipt.titles.claimed}>
      <Offline heardAt={reservation.now} />
      {reservation.matchCode !== null && <MatchCode code={reservation.matchCode} />}
      <NotYou />
      <Code id={reservation.reservationId} />
      <Button look="quiet" onPress={() => dispatch({ type: 'rehearse' })}>
        {receipt.rehearse}
      </Button>
    </Screen>
  );
}

/** When a kiosk can still be used and what to do there; or that it is of no use. */
function Worth({ windows, now }: Pick<Reservation, 'windows' | 'now'>) {
  const { receipt } = useWords();
  if (windows.length === 0) return <p class="notice">{receipt.noWindows}</p>;
  return (
    <>
      <section class="block">
        <h2>{receipt.windows}</h2>
        <Coming windows={windows} now={now} />
      </section>
      <p class="strong">{receipt.bring}</p>
      <p>{receipt.menu}</p>
    </>
  );
}

/** For whom it was somebody else: where the card is suspended. */
function NotYou() {
  const { language, words } = useSpeech<PhoneWords>();
  const number = hotlineOf(language);
  return (
    <p class="notice">
      {words.receipt.notYou} <a href={`tel:${number.replaceAll('-', '')}`}>{number}</a>
    </p>
  );
}

/** The server's clock to the minute: what says days and hours is then drawn once a minute, not every second. */
function useMinute(): number {
  const { now, skew } = useApp().state;
  return Math.ceil((now + skew) / 60) * 60;
}

function Coming({ windows, now }: { windows: Reservation['windows']; now: number }) {
  const { language } = useSpeech();
  return useMemo(() => <Windows windows={windows} now={now} />, [windows, now, language]);
}

function Left({ reservation }: { reservation: Reservation }) {
  const { state } = usePhase('receipt');
  const { language, words } = useSpeech<PhoneWords>();
  const now = useMinute();
  const { expiresAt } = reservation;
  const until = useMemo(() => {
    const day = formatDay(expiresAt, now, language, words.shared.time);
    return words.receipt.until({ time: `${day} ${formatClock(expiresAt, language)}` });
  }, [expiresAt, now, language]);
  return (
    <section class="left">
      <h2>{words.receipt.left}</h2>
      <p class="left-time">
        <Countdown until={expiresAt - state.skew} />
      </p>
      <p>{until}</p>
    </section>
  );
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
    <section class="code">
      <Qr text={`urn:uuid:${id}`} label={receipt.qr} />
      <div>
        <h2>{receipt.code}</h2>
        <p class="code-value" translate={false}>
          {shortCode(id)}
        </p>
        <p class="small">{receipt.codeUse}</p>
      </div>
    </section>
  );
}

interface ActionsProps {
  reservation: Reservation;
  /** Will a kiosk still take it? */
  open: boolean;
  now: number;
}

function Actions({ reservation, open, now }: ActionsProps) {
  const { dispatch } = usePhase('receipt');
  const { receipt } = useWords();
  const save = () => {
    const words = { title: receipt.event, note: receipt.eventNote };
    const text = calendarOf(reservation.reservationId, reservation.windows, words, now);
    download(new Blob([text], { type: 'text/calendar' }), 'kaijo.ics');
  };
  return (
    <>
      {open && <Button onPress={save}>{receipt.calendar}</Button>}
      <Button look="secondary" onPress={() => dispatch({ type: 'rehearse' })}>
        {receipt.rehearse}
      </Button>
      <Button look="quiet" onPress={() => dispatch({ type: 'cancel' })}>
        {receipt.cancel}
      </Button>
    </>
  );
}

function download(file: Blob, name: string): void {
  const link = document.createElement('a');
  link.href = URL.createObjectURL(file);
  link.download = name;
  link.click();
  setTimeout(() => URL.revokeObjectURL(link.href), 10_000);
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

/** Endings that may be somebody else's doing, and what is said of them. */
const BY_WHOM: Partial<Record<Reservation['status'], 'done' | 'newer'>> = {
  completed: 'done',
  superseded: 'newer',
};

function Ended() {
  const { state, dispatch } = usePhase('receipt');
  const { receipt } = useWords();
  const status = statusOf(state)!;
  const said = BY_WHOM[status];
  return (
    <Screen
      id={`receipt-${status}`}
      title={receipt.titles[status]}
      actions={<Button onPress={() => dispatch({ type: 'leave' })}>{receipt.close}</Button>}
    >
      <p>{receipt[said ?? 'again']}</p>
      {said && <NotYou />}
    </Screen>
  );
}

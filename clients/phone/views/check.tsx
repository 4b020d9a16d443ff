import {
  AlertIcon,
  Button,
  CheckIcon,
  formatClock,
  formatDay,
  Screen,
  useSpeech,
} from '#clients/ui/index.ts';
import { useApp } from '../app.tsx';
import { mayGoOn } from '../state/arrival.ts';
import type { Service } from '../state/types.ts';
import type { PhoneWords } from '#clients/words/words.ts';
import { hotlineOf } from '#clients/words/hotline.ts';
import { leadingTo, type NamedRow } from '../precheck/table.ts';
import { useWords } from '../words.ts';
import { Dotted } from './bullets.tsx';
import { useStepLine } from './step-line.ts';
import { Windows } from './windows.tsx';

/** Before anything is asked of the person: does the service take reservations, and what would one be worth? */
export function Check() {
  const { state, dispatch } = useApp();
  const { check, shared } = useWords();
  const line = useStepLine('check');
  const { language } = useSpeech<PhoneWords>();
  const sayRow = (name: NamedRow): string =>
    name === 'lost' ? check.rows.lost({ number: hotlineOf(language) }) : check.rows[name];
  const { service, reader } = state;
  // A reservation that no kiosk could take is still the person's to make, but nobody is led to it.
  const worth = (service?.reservation.windows.length ?? 0) > 0;
  return (
    <Screen
      id="check"
      title={check.title}
      {...line}
      actions={
        <>
          {mayGoOn(state) && (
            <Button look={worth ? 'primary' : 'secondary'} onPress={() => dispatch({ type: 'next' })}>
              {check.next}
            </Button>
          )}
          <Button look="quiet" onPress={() => dispatch({ type: 'back' })}>
            {shared.actions.back}
          </Button>
        </>
      }
    >
      {service ? <Facts service={service} now={state.now + state.skew} /> : <p>{check.asking}</p>}
      <Fact good={reader.kind !== 'none'}>{reader.kind === 'none' ? check.noReader : check.reader}</Fact>
      {reader.kind === 'none' ? (
        <p class="advice-next">{check.noReaderNext}</p>
      ) : (
        <section class="block">
          <h2>{check.office}</h2>
          <Dotted lines={leadingTo('office').map(({ name }) => sayRow(name))} />
          <details class="other-cases">
            <summary>{check.other}</summary>
            <Dotted lines={leadingTo('hotline', 'phone', 'nothing').map(({ name }) => sayRow(name))} />
          </details>
        </section>
      )}
    </Screen>
  );
}

const Fact = ({ good, children }: { good: boolean; children: string }) => (
  <p class={`fact ${good ? 'good' : 'bad'}`}>
    {good ? <CheckIcon /> : <AlertIcon />} <span>{children}</span>
  </p>
);

function Facts({ service, now }: { service: Service; now: number }) {
  const { check, shared } = useWords();
  const { language } = useSpeech<PhoneWords>();
  const { phone, reservation } = service;
  if (!phone.open) {
    const again = phone.until;
    return (
      <>
        <Fact good={false}>{check.closed}</Fact>
        {again !== null && (
          <p>
            {check.opensAgain({
              time: `${formatDay(again, now, language, shared.time)} ${formatClock(again, language)}`,
            })}
          </p>
        )}
      </>
    );
  }
  return (
    <>
      <Fact good>{check.open}</Fact>
      {reservation.windows.length === 0 ? (
        <Fact good={false}>{check.noWindows}</Fact>
      ) : (
        <section class="block">
          <h2>{check.windows}</h2>
          <Windows windows={reservation.windows} now={now} />
        </section>
      )}
    </>
  );
}

import { Button, Screen } from '#clients/ui/index.ts';
import { useApp } from '../app.tsx';
import { useWords } from '../words.ts';
import { deadEndOf } from '../state/arrival.ts';
import { DeadEndNotice } from './dead-end.tsx';
import { StoreLink } from './get-app.tsx';
import { Ticks } from './bullets.tsx';
import { ForHelpers } from './helper.tsx';
import { WhoElse } from './who-else.tsx';
import { Windows } from './windows.tsx';

export function Welcome() {
  const { state, dispatch } = useApp();
  const { welcome } = useWords();
  const end = deadEndOf(state);
  const mayBegin = end === null || end === 'no-windows';
  return (
    <Screen
      id="welcome"
      title={welcome.title}
      actions={
        <>
          <StoreLink />
          {mayBegin && (
            <Button look={end ? 'secondary' : 'primary'} onPress={() => dispatch({ type: 'begin' })}>
              {welcome.begin}
            </Button>
          )}
          <Button look="quiet" onPress={() => dispatch({ type: 'rehearse' })}>
            {welcome.rehearse}
          </Button>
        </>
      }
    >
      <DeadEndNotice />
      <p>{welcome.lead}</p>
      <section class="block">
        <h2>{welcome.how}</h2>
        <ol class="numbered">
          <li>{welcome.first}</li>
          <li>{welcome.second}</li>
        </ol>
      </section>
      <section class="block">
        <h2>{welcome.needs}</h2>
        <Ticks lines={[welcome.card, welcome.pin]} />
      </section>
      <p>{welcome.free}</p>
      <Worth />
      <WhoElse />
      <ForHelpers />
    </Screen>
  );
}

/** What a reservation made now would be worth: when a kiosk is open for it. */
function Worth() {
  const { service, now, skew } = useApp().state;
  const { check } = useWords();
  const windows = service?.reservation.windows ?? [];
  if (!service?.phone.open || windows.length === 0) return null;
  return (
    <section class="block">
      <h2>{check.windows}</h2>
      <Windows windows={windows} now={now + skew} />
    </section>
  );
}

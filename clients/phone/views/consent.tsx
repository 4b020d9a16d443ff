import { Button, Screen } from '#clients/ui/index.ts';
import { usePhase } from '../app.tsx';
import { useWords } from '../words.ts';
import { Dotted, Ticks } from './bullets.tsx';
import { useStepLine } from './step-line.ts';

export function Consent() {
  const { phase, dispatch } = usePhase('consent');
  const { consent, shared } = useWords();
  const line = useStepLine('consent');
  return (
    <Screen
      id="consent"
      title={consent.title}
      {...line}
      actions={
        <>
          <Button onPress={() => dispatch({ type: 'agree' })}>{consent.agree}</Button>
          <Button look="quiet" onPress={() => dispatch({ type: 'back' })}>
            {shared.actions.cancel}
          </Button>
        </>
      }
    >
      {phase.outdated && <p class="notice">{consent.outdated}</p>}
      <section class="block">
        <h2>{consent.read}</h2>
        <Dotted lines={[consent.readCertificate, consent.readPhoto, consent.readFace]} />
        <p>{consent.purpose}</p>
      </section>
      <section class="block">
        <h2>{consent.never}</h2>
        <Ticks lines={[consent.neverImages, consent.neverSecrets, consent.neverPerson]} />
      </section>
      <section class="block">
        <h2>{consent.kept}</h2>
        <Dotted lines={[consent.keptReservation, consent.keptTrail, consent.keptTries, consent.keptCopies]} />
      </section>
      <p>{consent.instead}</p>
    </Screen>
  );
}

import type { Operator } from '#schema/contract/operator.ts';
import { Button, Screen, useSpeech } from '#clients/ui/index.ts';
import { usePhase } from '../app.tsx';
import { useWords } from '../words.ts';
import { Dotted, Ticks } from './bullets.tsx';
import { inLanguage } from './help.tsx';
import { useStepLine } from './step-line.ts';

export function Consent() {
  const { phase, state, dispatch } = usePhase('consent');
  const { check, consent, shared } = useWords();
  const line = useStepLine('consent');
  return (
    <Screen
      id="consent"
      title={consent.title}
      {...line}
      actions={
        <>
          <Button disabled={!state.service} onPress={() => dispatch({ type: 'agree' })}>
            {consent.agree}
          </Button>
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
      <details class="more">
        <summary>{consent.kept}</summary>
        <Dotted lines={[consent.keptReservation, consent.keptTrail, consent.keptTries, consent.keptCopies]} />
      </details>
      {state.service ? (
        <WhoseService operator={state.service.operator} />
      ) : (
        <p role="status">{check.asking}</p>
      )}
      <p>{consent.instead}</p>
    </Screen>
  );
}

/** Who answers for it, where to ask, and what they promise. */
function WhoseService({ operator }: { operator: Operator }) {
  const { consent } = useWords();
  const { language } = useSpeech();
  const { name, contact, privacyUrl } = operator;
  return (
    <section class="block">
      <h2>{consent.operator}</h2>
      <p>{inLanguage(name, language)}</p>
      <p>{consent.contact({ contact: inLanguage(contact, language) })}</p>
      <p>
        <a href={privacyUrl} target="_blank" rel="noopener noreferrer">
          {consent.privacy}
        </a>
      </p>
    </section>
  );
}

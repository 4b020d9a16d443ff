import { useEffect, useRef, useState } from 'preact/hooks';
import { Button, CheckIcon, PasswordComposer, Screen } from '#clients/ui/index.ts';
import { usePhase } from '../app.tsx';
import { useWords } from '../words.ts';

type Stage = 'first' | 'second' | 'differs' | 'done';

/** The kiosk's keypad at home. What is typed stays in this component, and is overwritten. */
export function Rehearsal() {
  const { dispatch } = usePhase('rehearsal');
  const { rehearsal, shared } = useWords();
  const [stage, setStage] = useState<Stage>('first');
  const first = useRef<Uint8Array | null>(null);
  const forget = () => {
    first.current?.fill(0);
    first.current = null;
  };
  useEffect(() => forget, []);
  const keep = (password: Uint8Array) => {
    first.current = password;
    setStage('second');
  };
  const compare = (password: Uint8Array) => {
    const same = isSame(password, first.current);
    password.fill(0);
    forget();
    setStage(same ? 'done' : 'differs');
  };
  if (stage === 'done') return <Done again={() => setStage('first')} />;
  const second = stage === 'second';
  return (
    <Screen id={second ? 'rehearsal-second' : 'rehearsal'} title={second ? rehearsal.again : rehearsal.title}>
      {stage === 'differs' && (
        <p class="notice" role="alert">
          {rehearsal.differs}
        </p>
      )}
      <PasswordComposer
        key={stage}
        doneLabel={second ? rehearsal.next : shared.actions.next}
        checked={!second}
        onDone={second ? compare : keep}
      >
        <p>{rehearsal.lead}</p>
        <Button look="quiet" onPress={() => dispatch({ type: 'back' })}>
          {shared.actions.cancel}
        </Button>
      </PasswordComposer>
    </Screen>
  );
}

function Done({ again }: { again(): void }) {
  const { dispatch } = usePhase('rehearsal');
  const { rehearsal, shared } = useWords();
  return (
    <Screen
      id="rehearsal-done"
      title={rehearsal.doneTitle}
      actions={
        <>
          <Button onPress={() => dispatch({ type: 'back' })}>{shared.actions.close}</Button>
          <Button look="secondary" onPress={again}>
            {rehearsal.once}
          </Button>
        </>
      }
    >
      <p class="fact good">
        <CheckIcon /> <span>{rehearsal.done}</span>
      </p>
    </Screen>
  );
}

const isSame = (a: Uint8Array, b: Uint8Array | null): boolean =>
  b !== null && a.length === b.length && a.every((code, at) => code === b[at]);

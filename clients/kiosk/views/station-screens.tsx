import { AlertIcon, Button, CheckIcon, Screen } from '#clients/ui/index.ts';
import { useState } from 'preact/hooks';
import { checkWords } from '#schema/contract/check-words.ts';
import type { Phase, State } from '../state/types.ts';
import { adviceOf } from './advice-of.ts';
import { CodeEntry } from './code-entry.tsx';
import { useWords } from '../words.ts';
import { useKiosk } from './context.tsx';

type Of<N extends Phase['name']> = Extract<Phase, { name: N }>;

/** For the operator who sets the machine up. */
export function EnrolScreen({ phase }: { phase: Of<'enrol'> }) {
  const words = useWords();
  const { enrol } = words.station;
  const { dispatch } = useKiosk();
  const [code, setCode] = useState('');
  const advice = phase.trouble && adviceOf(phase.trouble, words);
  const ready = code.length > 0 && !phase.busy;
  return (
    <Screen
      id="enrol"
      title={enrol.title}
      actions={
        <Button disabled={!ready} onPress={() => dispatch({ type: 'enrol', code })}>
          {enrol.send}
        </Button>
      }
    >
      <p>{enrol.text}</p>
      {advice && (
        <p class="notice" role="alert">
          <strong>{advice.title}</strong> {advice.happened} {advice.next}
        </p>
      )}
      <CodeEntry label={enrol.code} code={code} onChange={setCode} />
    </Screen>
  );
}

export function PendingScreen({ state }: { state: State }) {
  const { enrol } = useWords().station;
  return (
    <Screen id="pending" title={enrol.pendingTitle}>
      <p>{enrol.pendingText}</p>
      <Thumbprint state={state} />
    </Screen>
  );
}

function Thumbprint({ state }: { state: State }) {
  const { enrol } = useWords().station;
  const { thumbprint } = state.service;
  if (thumbprint === null) return null;
  return (
    <dl class="thumbprint">
      <dt>{enrol.thumbprint}</dt>
      <dd translate={false}>{thumbprint}</dd>
      <dt>{enrol.checkWords}</dt>
      <dd translate={false} lang="en">
        {checkWords(thumbprint)}
      </dd>
    </dl>
  );
}

/** Seconds that a kiosk's clock may be off before somebody should look at it. */
const SKEW_LIMIT = 120;

export function SelfTestScreen({ state }: { state: State }) {
  const { station, shared } = useWords();
  const { selfTest } = station;
  const { dispatch } = useKiosk();
  const { service, reader } = state;
  const online =
    service.online === null ? selfTest.unasked : service.online ? selfTest.online : selfTest.offline;
  return (
    <Screen
      id="self-test"
      title={selfTest.title}
      actions={
        <>
          <Button onPress={() => dispatch({ type: 'check' })}>{selfTest.again}</Button>
          <Button look="secondary" onPress={() => dispatch({ type: 'test-sound' })}>
            {selfTest.sound}
          </Button>
          <Button look="secondary" onPress={() => dispatch({ type: 'back' })}>
            {shared.actions.back}
          </Button>
        </>
      }
    >
      <table class="checks">
        <tbody>
          <Check
            name={selfTest.reader}
            value={selfTest.readerStates[reader]}
            good={reader === 'empty' || reader === 'present'}
          />
          <Check name={selfTest.network} value={online} good={service.online === true} />
          <Check
            name={selfTest.clock}
            value={selfTest.skew({ seconds: Math.round(service.skew) })}
            good={Math.abs(service.skew) < SKEW_LIMIT}
          />
          <Check
            name={selfTest.outbox}
            value={selfTest.waiting({ count: state.waiting })}
            good={state.waiting === 0}
          />
          <Check name={selfTest.key} value={service.thumbprint ?? ''} good={service.standing === 'active'} />
        </tbody>
      </table>
    </Screen>
  );
}

function Check({ name, value, good }: { name: string; value: string; good: boolean }) {
  const { selfTest } = useWords().station;
  return (
    <tr class={good ? 'good' : 'bad'}>
      <th scope="row">{name}</th>
      <td>{value}</td>
      <td class="verdict">
        {good ? <CheckIcon /> : <AlertIcon />} {good ? selfTest.good : selfTest.bad}
      </td>
    </tr>
  );
}

import {
  Button,
  formatClock,
  formatDateInFull,
  formatDuration,
  Screen,
  useSpeech,
} from '#clients/ui/index.ts';
import type { PrinterCondition } from '#clients/card/reader.ts';
import type { Language } from '#clients/ui/index.ts';
import type { KioskWords } from '#clients/words/words.ts';
import { useEffect, useState } from 'preact/hooks';
import { countdown } from '../state/idle.ts';
import type { Phase, State } from '../state/types.ts';
import { loadKioskWords, useWords } from '../words.ts';
import { useKiosk } from './context.tsx';
import { Certificate } from './outcome-screens.tsx';
import type { Setup } from './phase-screen.tsx';

interface ReceiptProps {
  state: State;
  phase: Extract<Phase, { name: 'receipt' }>;
  setup: Setup;
}

/** Where nothing would come out, there is no button. */
const CANNOT_PRINT = new Set<PrinterCondition>(['none', 'paper-out', 'fault']);

/** What the person may read, or take along on paper. No secret and no name is on it. */
export function ReceiptScreen({ state, phase, setup }: ReceiptProps) {
  const words = useWords();
  const { language } = useSpeech();
  const { dispatch } = useKiosk();
  const { receipt } = words.visit;
  const left = countdown(state);
  return (
    <Screen
      id="receipt"
      title={receipt.title}
      actions={
        <>
          <Button onPress={() => dispatch({ type: 'next' })}>{receipt.finish}</Button>
          {setup.printer && !CANNOT_PRINT.has(state.printer) && (
            <Button look="secondary" onPress={() => dispatch({ type: 'print' })}>
              {receipt.print}
            </Button>
          )}
        </>
      }
    >
      <Slip state={state} words={words} language={language} />
      <JapaneseSlip state={state} />
      <Certificate verdict={phase.certificate} />
      {setup.printer && CANNOT_PRINT.has(state.printer) ? (
        <p role="status">{state.printer === 'paper-out' ? receipt.noPaper : receipt.noPrint}</p>
      ) : (
        <p>{receipt.noSecret}</p>
      )}
      {left !== null && (
        <p class="time-left">{receipt.cleared({ duration: formatDuration(left, words.shared.time) })}</p>
      )}
    </Screen>
  );
}

interface SlipProps {
  state: State;
  words: KioskWords;
  language: Language;
}

function Slip({ state, words, language }: SlipProps) {
  const { receipt, certificate } = words.visit;
  const at = state.since + state.service.skew;
  const number = state.visit?.redemption?.support;
  return (
    <section class="slip">
      <h2>{receipt.heading}</h2>
      <dl>
        <dt>{receipt.when}</dt>
        <dd>
          {formatDateInFull(at, language)} {formatClock(at, language)}
        </dd>
        <dt>{receipt.where}</dt>
        <dd>{state.service.kiosk?.label}</dd>
        <dt>{receipt.result}</dt>
        <dd>{receipt.resultText}</dd>
        {state.visit?.validUntil && (
          <>
            <dt>{certificate.until}</dt>
            <dd>{formatDateInFull(state.visit.validUntil, language)}</dd>
          </>
        )}
        {number && (
          <>
            <dt>{receipt.number}</dt>
            <dd translate={false}>{number}</dd>
          </>
        )}
      </dl>
      <p>{state.visit?.recorded ? receipt.recorded : receipt.waiting}</p>
    </section>
  );
}

/** On paper alone: whoever is asked about the slip at a counter reads Japanese. */
function JapaneseSlip({ state }: { state: State }) {
  const { language } = useSpeech();
  const [words, setWords] = useState<KioskWords | null>(null);
  useEffect(() => {
    if (language !== 'ja') loadKioskWords('ja').then(setWords, () => undefined);
  }, [language]);
  return (
    words && (
      <div class="paper" lang="ja" aria-hidden="true">
        <Slip state={state} words={words} language="ja" />
      </div>
    )
  );
}

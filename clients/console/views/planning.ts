import { useState } from 'preact/hooks';
import type { ClosureWeight, OperatorRefusal } from '#schema/contract/operator-acts.ts';
import { ask, type Trouble } from '../service.ts';
import { asField, instantIn } from '../time.tsx';
import { useSpeech } from '../words.tsx';
import { noteOf, orderedFor } from './ordered.tsx';

const HOUR = 3_600;
/** Milliseconds in which nobody has read what a closure takes: a second press of the same button is no consent to it. */
const UNREAD = 600;

/** Refusals that an operator may insist against. */
const FORCED: readonly Trouble[] = [
  'closure-past',
  'closure-long',
  'closure-far',
  'closure-overlaps',
] satisfies OperatorRefusal[];

interface Fault {
  said: string;
  /** It may be done all the same. */
  forced: boolean;
}

/**
 * A closure on its way: what is filled in, what it would take once that was asked, and why it was not planned. Changing
 * what is filled in forgets the rest. @param now the service's clock
 */
export function usePlanning(now: number, onPlanned: () => void) {
  const { calendar, trouble } = useSpeech().words;
  const begins = now - (now % HOUR) + HOUR;
  const [span, setSpan] = useState({ from: asField(begins), until: asField(begins + HOUR) });
  const [ordered, setOrdered] = useState(orderedFor('maintenance'));
  const [weight, setWeight] = useState<(ClosureWeight & { shown: number }) | null>(null);
  const [fault, setFault] = useState<Fault | null>(null);
  const [force, setForce] = useState(false);
  const fail = (said: string) => setFault({ said, forced: false });
  const refuse = (by: Trouble) => setFault({ said: trouble[by], forced: FORCED.includes(by) });

  async function send(): Promise<void> {
    const [from, until] = [instantIn(span.from), instantIn(span.until)];
    const note = noteOf(ordered);
    if (from === null || until === null) return fail(calendar.badTime);
    if (until <= from) return fail(trouble['closure-backwards']);
    if (note === undefined) return fail(calendar.bothNotes);
    const { scope, reason, cuts } = ordered;
    if (weight === null) {
      const heard = await ask('weighClosure', { from, until, scope });
      return heard.ok ? setWeight({ ...heard.value, shown: performance.now() }) : refuse(heard.trouble);
    }
    if (performance.now() < weight.shown + UNREAD) return undefined;
    const heard = await ask('planClosure', { from, until, scope, reason, cuts, note, force });
    return heard.ok ? onPlanned() : refuse(heard.trouble);
  }
  function forget(): void {
    setWeight(null);
    setFault(null);
    setForce(false);
  }
  return { span, setSpan, ordered, setOrdered, weight, fault, force, setForce, send, forget };
}

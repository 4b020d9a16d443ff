import { useEffect, useState } from 'preact/hooks';
import type { Scope } from '#schema/contract/calendar.ts';
import type { ClosureWeight, PlannedClosure } from '#schema/contract/operator-acts.ts';
import { ask, type Heard } from '../service.ts';
import { useSpeech } from '../words.tsx';
import { Dialog, DialogForm } from './dialog.tsx';
import { noteOf, orderedFor, OrderedFields, ScopeField } from './ordered.tsx';
import { inWords, type ActProps } from './plan.tsx';

/** Does an act, and says why not. */
function useAct({ onDone }: Pick<ActProps, 'onDone'>, done: string) {
  const { trouble } = useSpeech().words;
  const [fault, setFault] = useState<string | null>(null);
  const hear = (heard: Heard<'closeNow' | 'openNow' | 'endClosure'>) =>
    heard.ok ? onDone(done) : setFault(trouble[heard.trouble]);
  return { fault, setFault, hear };
}

/** What closing for so many hours would take; null until it is known. Nobody has to wait for it. */
function useWeight(now: number, hours: number, scope: Scope): ClosureWeight | null {
  const [weight, setWeight] = useState<ClosureWeight | null>(null);
  useEffect(() => {
    let current = true;
    setWeight(null);
    const weigh = async () => {
      const heard = await ask('weighClosure', { from: now, until: now + hours * 3_600, scope });
      if (current && heard.ok) setWeight(heard.value);
    };
    if (Number.isInteger(hours) && hours > 0) void weigh();
    return () => {
      current = false;
    };
  }, [now, hours, scope]);
  return weight;
}

/** Closes from now on, for so many hours. */
export function CloseNow({ now, onClose, onDone }: ActProps) {
  const { words } = useSpeech();
  const { calendar } = words;
  const { fault, setFault, hear } = useAct({ onDone }, calendar.closedNow);
  const [ordered, setOrdered] = useState(orderedFor('emergency'));
  const [hours, setHours] = useState('1');
  const weight = useWeight(now, Number(hours), ordered.scope);
  const send = async () => {
    const note = noteOf(ordered);
    if (note === undefined) return setFault(calendar.bothNotes);
    const { scope, reason, cuts } = ordered;
    hear(await ask('closeNow', { seconds: Number(hours) * 3_600, scope, reason, cuts, note }));
  };
  return (
    <Dialog title={calendar.closeNow} onClose={onClose}>
      <p>{calendar.closeWhat}</p>
      <DialogForm
        act={calendar.doClose}
        send={send}
        fault={fault}
        onClose={onClose}
        said={weight && inWords(weight, words)}
      >
        <div class="fields">
          <label>
            {calendar.duration}
            <input
              type="number"
              required
              min="1"
              max="72"
              value={hours}
              onInput={({ currentTarget }) => setHours(currentTarget.value)}
            />
          </label>
          <OrderedFields ordered={ordered} change={(part) => setOrdered({ ...ordered, ...part })} />
        </div>
      </DialogForm>
    </Dialog>
  );
}

/** Ends what is closed now. */
export function OpenNow({ onClose, onDone }: ActProps) {
  const { calendar } = useSpeech().words;
  const { fault, hear } = useAct({ onDone }, calendar.opened);
  const [scope, setScope] = useState<Scope>('both');
  const send = async () => hear(await ask('openNow', { scope }));
  return (
    <Dialog title={calendar.openNow} onClose={onClose}>
      <p>{calendar.openWhat}</p>
      <DialogForm act={calendar.doOpen} send={send} fault={fault} onClose={onClose}>
        <div class="fields">
          <ScopeField scope={scope} choose={setScope} />
        </div>
      </DialogForm>
    </Dialog>
  );
}

interface EndProps extends ActProps {
  closure: PlannedClosure;
  /** The closure in words. */
  called: string;
}

/** Takes one closure back, or ends it early. */
export function End({ closure, called, onClose, onDone }: EndProps) {
  const { calendar } = useSpeech().words;
  const { fault, hear } = useAct({ onDone }, calendar.ended);
  const send = async () => hear(await ask('endClosure', { id: closure.id }));
  return (
    <Dialog title={calendar.end} onClose={onClose}>
      <DialogForm act={calendar.doEnd} send={send} fault={fault} onClose={onClose} said={called} />
    </Dialog>
  );
}

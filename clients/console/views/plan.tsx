import type { ClosureWeight } from '#schema/contract/operator-acts.ts';
import { TENS } from '#schema/contract/service-day.ts';
import type { ConsoleWords } from '#clients/words/words.ts';
import { asText } from '../figures.ts';
import { inUtc, instantIn } from '../time.tsx';
import { useSpeech } from '../words.tsx';
import { Dialog, DialogForm } from './dialog.tsx';
import { OrderedFields } from './ordered.tsx';
import { usePlanning } from './planning.ts';

export interface ActProps {
  /** The service's clock. */
  now: number;
  onClose: () => void;
  /** Takes what is said of what was done. */
  onDone: (said: string) => void;
}

/** Plans a closure: first what it would take, then, when that was read, the plan. */
export function Plan({ now, onClose, onDone }: ActProps) {
  const { words } = useSpeech();
  const { calendar } = words;
  const planning = usePlanning(now, () => onDone(calendar.planned));
  const { span, setSpan, ordered, setOrdered, weight, fault, force, setForce, send, forget } = planning;
  return (
    <Dialog title={calendar.plan} onClose={onClose}>
      <DialogForm
        act={weight ? calendar.doPlan : calendar.weigh}
        send={send}
        fault={fault?.said ?? null}
        onClose={onClose}
        said={weight && inWords(weight, words)}
        more={
          (fault?.forced || force) && (
            <label class="tick">
              <input
                type="checkbox"
                checked={force}
                onChange={({ currentTarget }) => setForce(currentTarget.checked)}
              />
              {calendar.force}
            </label>
          )
        }
      >
        <div class="fields" onInput={forget}>
          {(['from', 'until'] as const).map((end) => (
            <TimeField
              key={end}
              label={calendar[end]}
              value={span[end]}
              write={(value) => setSpan({ ...span, [end]: value })}
            />
          ))}
          <OrderedFields ordered={ordered} change={(part) => setOrdered({ ...ordered, ...part })} />
        </div>
      </DialogForm>
    </Dialog>
  );
}

interface TimeProps {
  label: string;
  value: string;
  write: (value: string) => void;
}

/** A minute in Japan, with the same in UTC under it. */
function TimeField({ label, value, write }: TimeProps) {
  const { calendar } = useSpeech().words;
  const instant = instantIn(value);
  return (
    <label>
      {label}
      <input
        type="datetime-local"
        required
        value={value}
        onInput={({ currentTarget }) => write(currentTarget.value)}
      />
      <span class="utc">{instant !== null && calendar.asUtc({ utc: inUtc(instant) })}</span>
    </label>
  );
}

/** What a closure takes from people; nothing exact of fewer than ten. */
export function inWords({ reservations, hours }: ClosureWeight, { calendar }: ConsoleWords): string {
  if (reservations === 0) return calendar.losesNone;
  if (reservations < TENS) return calendar.losesFew;
  return calendar.loses({ reservations: asText(reservations), hours: asText(hours) });
}

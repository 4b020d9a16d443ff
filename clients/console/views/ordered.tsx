import { CLOSURE_REASONS, SCOPES, type ClosureReason, type Scope } from '#schema/contract/calendar.ts';
import { useSpeech } from '../words.tsx';

/** What an operator says of a closure, beside when it is. */
export interface Ordered {
  scope: Scope;
  reason: ClosureReason;
  cuts: boolean;
  ja: string;
  en: string;
}

export const orderedFor = (reason: ClosureReason): Ordered => ({
  scope: 'both',
  reason,
  cuts: false,
  ja: '',
  en: '',
});

/** A note in both languages, or none; undefined when it is in one alone. */
export function noteOf({ ja, en }: Ordered): { ja: string; en: string } | null | undefined {
  if (!ja && !en) return null;
  return ja && en ? { ja, en } : undefined;
}

interface FieldsProps {
  ordered: Ordered;
  change: (part: Partial<Ordered>) => void;
}

export function OrderedFields({ ordered, change }: FieldsProps) {
  const { calendar } = useSpeech().words;
  return (
    <>
      <ScopeField scope={ordered.scope} choose={(scope) => change({ scope })} />
      <label>
        {calendar.reason}
        <select
          value={ordered.reason}
          onChange={({ currentTarget }) => change({ reason: currentTarget.value as ClosureReason })}
        >
          {CLOSURE_REASONS.map((reason) => (
            <option key={reason} value={reason}>
              {calendar[reason]}
            </option>
          ))}
        </select>
      </label>
      <label class="tick">
        <input
          type="checkbox"
          checked={ordered.cuts}
          onChange={({ currentTarget }) => change({ cuts: currentTarget.checked })}
        />
        {calendar.cuts}
      </label>
      <NoteField label={calendar.noteJa} lang="ja" value={ordered.ja} write={(ja) => change({ ja })} />
      <NoteField label={calendar.noteEn} lang="en" value={ordered.en} write={(en) => change({ en })} />
    </>
  );
}

/** Which step it is about. */
export function ScopeField({ scope, choose }: { scope: Scope; choose: (scope: Scope) => void }) {
  const { calendar } = useSpeech().words;
  return (
    <label>
      {calendar.scope}
      <select value={scope} onChange={({ currentTarget }) => choose(currentTarget.value as Scope)}>
        {SCOPES.map((known) => (
          <option key={known} value={known}>
            {calendar[known]}
          </option>
        ))}
      </select>
    </label>
  );
}

interface NoteProps {
  label: string;
  lang: string;
  value: string;
  write: (text: string) => void;
}

const NoteField = ({ label, lang, value, write }: NoteProps) => (
  <label>
    {label}
    <input
      type="text"
      lang={lang}
      maxLength={200}
      value={value}
      onInput={({ currentTarget }) => write(currentTarget.value.trimStart())}
    />
  </label>
);

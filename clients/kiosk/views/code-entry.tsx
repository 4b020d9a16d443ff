import { EraseIcon } from '#clients/ui/index.ts';
import { useWords } from '../words.ts';

/** Crockford's base 32, as enrolment codes are written: nothing that is read for something else. */
const LETTERS = [...'0123456789ABCDEFGHJKMNPQRSTVWXYZ'];

interface CodeEntryProps {
  label: string;
  code: string;
  onChange: (code: string) => void;
}

/** A field for a one-time code, with keys under it: a kiosk may have no keyboard. */
export function CodeEntry({ label, code, onChange }: CodeEntryProps) {
  const { pin } = useWords().shared;
  return (
    <div class="code-entry">
      <label>
        {label}
        <input
          type="text"
          value={code}
          autocomplete="off"
          autocapitalize="characters"
          spellcheck={false}
          maxLength={64}
          onInput={(event) => onChange(event.currentTarget.value)}
        />
      </label>
      <div class="keys keys-code" role="group" aria-label={label}>
        {LETTERS.map((letter) => (
          <button key={letter} type="button" class="key" onClick={() => onChange(code + letter)}>
            {letter}
          </button>
        ))}
        <button
          type="button"
          class="key key-tool key-wide"
          aria-label={pin.erase}
          onClick={() => onChange(code.slice(0, -1))}
        >
          <EraseIcon />
        </button>
      </div>
    </div>
  );
}

import type { Secret } from '../secret/secret.ts';

interface DotsProps {
  secret: Secret;
  /** Boxes to draw. */
  boxes: number;
  shown?: boolean;
  /** How much has been entered, for a screen reader; it hears the characters only while they are shown. */
  label: string;
}

/** One box per character: a dot, or the character while the person asked to see it. */
export function Dots({ secret, boxes, shown = false, label }: DotsProps) {
  return (
    <>
      <div class="dots" role="group" aria-label={label} aria-hidden={!shown}>
        {Array.from({ length: boxes }, (_, index) => {
          const code = secret.view[index];
          const digit = code !== undefined && code < 0x3a;
          return (
            <span
              key={index}
              class={`dot ${code === undefined ? '' : 'filled'} ${shown && digit ? 'digit' : ''}`}
            >
              {code === undefined ? '' : shown ? String.fromCharCode(code) : '●'}
            </span>
          );
        })}
      </div>
      <p class="visually-hidden" aria-live="polite">
        {label}
      </p>
    </>
  );
}

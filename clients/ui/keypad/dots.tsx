import type { Secret } from '../secret/secret.ts';
import type { Showing } from './showing.ts';

interface DotsProps {
  secret: Secret;
  /** Boxes to draw. */
  boxes: number;
  shown?: Showing['what'];
  /** How much has been entered, for a screen reader; it hears the characters only while all are shown. */
  label: string;
}

/** One box per character, in groups of four: a dot, or the character while it may be read. */
export function Dots({ secret, boxes, shown = 'nothing', label }: DotsProps) {
  return (
    <>
      <div class="dots" role="group" aria-label={label} aria-hidden={shown !== 'all'}>
        {Array.from({ length: boxes }, (_, index) => {
          const code = secret.view[index];
          const readable = shown === 'all' || (shown === 'last' && index === secret.length - 1);
          const digit = code !== undefined && code < 0x3a;
          return (
            <span
              key={index}
              class={`dot ${code === undefined ? '' : 'filled'} ${readable && digit ? 'digit' : ''}`}
            >
              {code === undefined ? '' : readable ? String.fromCharCode(code) : '●'}
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

import type { NumberField } from '../state/types.ts';
import { useWords } from '../words.ts';

/** Where each number stands on the front: x, y, width, height on a drawing of 320 × 202. */
const PLACES: Record<NumberField, readonly [number, number, number, number]> = {
  birth: [110, 78, 118, 30],
  expiry: [110, 110, 192, 30],
  code: [116, 168, 70, 28],
};

/** A drawing of the card's front in which one number is marked. Nobody's card. */
export function CardPicture({ field }: { field: NumberField }) {
  const { picture } = useWords().numbers;
  const [x, y, width, height] = PLACES[field];
  return (
    <svg class="card-picture" viewBox="0 0 320 202" role="img" aria-label={picture[field]}>
      <rect class="card-face" x="2" y="2" width="316" height="198" rx="12" />
      <rect class="card-band" x="2" y="2" width="316" height="26" rx="12" />
      <rect class="card-line" x="16" y="40" width="150" height="9" rx="4" />
      <rect class="card-line" x="16" y="58" width="240" height="9" rx="4" />
      <g class="card-photo">
        <rect x="16" y="80" width="80" height="84" rx="4" />
        <circle cx="56" cy="112" r="17" />
        <path d="M24 164c2-26 16-34 32-34s30 8 32 34z" />
      </g>
      <text lang="ja" class="card-text" x="118" y="99" textLength="102" lengthAdjust="spacingAndGlyphs">
        ○年○月○日生
      </text>
      <text lang="ja" class="card-text" x="118" y="131" textLength="176" lengthAdjust="spacingAndGlyphs">
        20○○年○月○日まで有効
      </text>
      <rect class="card-line" x="118" y="148" width="110" height="7" rx="3" />
      <text lang="ja" class="card-small" x="16" y="187" textLength="92" lengthAdjust="spacingAndGlyphs">
        0000000000000000
      </text>
      <text lang="ja" class="card-text" x="124" y="188" textLength="54" lengthAdjust="spacingAndGlyphs">
        ○○○○
      </text>
      <rect class="card-mark" x={x} y={y} width={width} height={height} rx="5" />
    </svg>
  );
}

import { useWords } from '../words.ts';

/** Where buttons stand on a drawing of 320 × 200: x and y, each 88 × 44. The one to press is the last. */
const BUTTONS = [
  [20, 56],
  [116, 56],
  [212, 56],
  [20, 112],
  [116, 112],
] as const;
const WANTED = [212, 112] as const;

/** What the first screen of a copy machine may look like, drawn for this app. Nobody's machine. */
export function MenuPicture() {
  const { receipt } = useWords();
  return (
    <figure class="menu-picture">
      <svg viewBox="0 0 320 200" role="img" aria-label={receipt.picture}>
        <rect class="card-face" x="2" y="2" width="316" height="196" rx="10" />
        <rect class="card-band" x="2" y="2" width="316" height="36" rx="10" />
        <rect class="card-line" x="20" y="16" width="120" height="9" rx="4" />
        {BUTTONS.map(([x, y]) => (
          <g key={`${x} ${y}`}>
            <rect class="menu-button" x={x} y={y} width="88" height="44" rx="6" />
            <rect class="card-line" x={x + 16} y={y + 18} width="56" height="8" rx="4" />
          </g>
        ))}
        <rect class="menu-button wanted" x={WANTED[0]} y={WANTED[1]} width="88" height="44" rx="6" />
        <text lang="ja" class="menu-text" x={WANTED[0] + 44} y={WANTED[1] + 27} text-anchor="middle">
          行政サービス
        </text>
        <rect class="card-line" x="20" y="174" width="70" height="9" rx="4" />
      </svg>
      <figcaption class="small">{receipt.example}</figcaption>
    </figure>
  );
}

interface PictureProps {
  /** What a screen reader is told. */
  label: string;
  /** `place`: a card comes down on the reader; `take`: it is lifted; `hold`: it lies still. */
  motion: 'place' | 'take' | 'hold';
}

/** The reader from above, and the card on its way with its photo up: the chip's contacts are on the other side. */
export function CardPicture({ label, motion }: PictureProps) {
  return (
    <svg class={`picture picture-${motion}`} viewBox="0 0 320 220" role="img" aria-label={label}>
      <rect class="picture-reader" x="60" y="96" width="200" height="112" rx="14" />
      <path class="picture-waves" d="M132 190a44 44 0 0 1 56 0M144 200a26 26 0 0 1 32 0" />
      <g class="picture-card">
        <rect class="picture-card-body" x="85" y="104" width="150" height="84" rx="9" />
        <rect class="picture-photo" x="98" y="122" width="36" height="46" rx="4" />
        <circle class="picture-face" cx="116" cy="138" r="9" />
        <path class="picture-face" d="M101 166a15 13 0 0 1 30 0Z" />
        <path class="picture-lines" d="M146 126h74M146 142h58M146 158h66" />
      </g>
      <path class="picture-arrow" d="M160 14v54M138 48l22 24 22-24" />
    </svg>
  );
}

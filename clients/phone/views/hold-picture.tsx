import type { Place } from '../state/types.ts';

/** Upper edges of the card on a drawing of 240 × 150, where it is held. */
const EDGES: Record<Place, number> = { top: 5, back: 46, folded: 62 };

interface HoldPictureProps {
  /** Null, or nothing said: not known. */
  place: Place | null | undefined;
  /** A card was found: nobody is to move it any more. */
  found: boolean;
}

/** A card that is brought to the back of a phone, where this one reads it; the words beside say the same. */
export function HoldPicture({ place, found }: HoldPictureProps) {
  const edge = EDGES[place ?? 'back'];
  const wave = edge + 18;
  return (
    <svg class="hold-picture" data-place={place} viewBox="0 0 240 150" aria-hidden="true" focusable="false">
      {place === 'folded' ? <Folded /> : <Back />}
      <g transform={`translate(0 ${edge})`}>
        <rect class="card-face held" x="66" y="0" width="108" height="68" rx="7" />
        <rect class="card-line" x="76" y="10" width="60" height="6" rx="3" />
        <rect class="card-photo-box" x="76" y="24" width="28" height="34" rx="3" />
        <rect class="card-line" x="112" y="28" width="50" height="6" rx="3" />
        <rect class="card-line" x="112" y="42" width="40" height="6" rx="3" />
      </g>
      <path class="hold-wave" d={`M58 ${wave}a28 28 0 0 0 0 34M46 ${wave - 10}a46 46 0 0 0 0 54`} />
      {found || place === 'top' ? (
        <path class="hold-wave" d={`M182 ${wave}a28 28 0 0 1 0 34M194 ${wave - 10}a46 46 0 0 1 0 54`} />
      ) : (
        <path class="hold-move" d={`M200 ${wave + 40}V${wave - 10}m-12 14 12-14 12 14`} />
      )}
    </svg>
  );
}

const Back = () => (
  <>
    <rect class="phone-body" x="76" y="8" width="88" height="134" rx="12" />
    <circle class="phone-lens" cx="94" cy="26" r="6" />
    <circle class="phone-lens" cx="94" cy="44" r="6" />
  </>
);

/** Half as high, with the fold at its side. */
const Folded = () => (
  <>
    <rect class="phone-body" x="70" y="26" width="100" height="116" rx="12" />
    <path class="phone-fold" d="M78 34v100" />
    <circle class="phone-lens" cx="96" cy="44" r="6" />
    <circle class="phone-lens" cx="114" cy="44" r="6" />
  </>
);

/** A card that is brought to the back of a phone; the words beside say the same. */
export const HoldPicture = () => (
  <svg class="hold-picture" viewBox="0 0 240 150" aria-hidden="true" focusable="false">
    <rect class="phone-body" x="76" y="8" width="88" height="134" rx="12" />
    <circle class="phone-lens" cx="94" cy="26" r="6" />
    <circle class="phone-lens" cx="94" cy="44" r="6" />
    <g class="hold-card">
      <rect class="card-face" x="66" y="54" width="108" height="68" rx="7" />
      <rect class="card-line" x="76" y="64" width="60" height="6" rx="3" />
      <rect class="card-photo-box" x="76" y="78" width="28" height="34" rx="3" />
      <rect class="card-line" x="112" y="82" width="50" height="6" rx="3" />
      <rect class="card-line" x="112" y="96" width="40" height="6" rx="3" />
    </g>
    <path
      class="hold-wave"
      d="M182 72a28 28 0 0 1 0 34M194 62a46 46 0 0 1 0 54M58 72a28 28 0 0 0 0 34M46 62a46 46 0 0 0 0 54"
    />
  </svg>
);

import type { ComponentChildren } from 'preact';

/**
 * A drawing that only repeats what the words beside it say, so it is hidden from screen readers. `size` is in CSS pixels at
 * the usual text size; it grows with the text.
 */
function Drawing({
  size = 24,
  box = 24,
  children,
}: {
  size?: number;
  box?: number;
  children: ComponentChildren;
}) {
  return (
    <svg
      class="icon"
      width={`${size / 16}rem`}
      height={`${size / 16}rem`}
      viewBox={`0 0 ${box} ${box}`}
      aria-hidden="true"
      focusable="false"
    >
      {children}
    </svg>
  );
}

const stroke = {
  fill: 'none',
  stroke: 'currentColor',
  'stroke-width': 2.2,
  'stroke-linecap': 'round',
  'stroke-linejoin': 'round',
} as const;

export const CheckIcon = () => (
  <Drawing>
    <path {...stroke} d="M4.5 12.5 10 18 19.5 7" />
  </Drawing>
);
export const DotIcon = () => (
  <Drawing>
    <circle {...stroke} cx="12" cy="12" r="5" />
  </Drawing>
);
export const AlertIcon = ({ size = 24 }: { size?: number }) => (
  <Drawing size={size}>
    <path {...stroke} d="M12 3.5 2.5 20h19ZM12 10v4.5M12 17.2v.2" />
  </Drawing>
);
export const GlobeIcon = () => (
  <Drawing>
    <circle {...stroke} cx="12" cy="12" r="9" />
    <path {...stroke} d="M3 12h18M12 3c6 6 6 12 0 18M12 3c-6 6-6 12 0 18" />
  </Drawing>
);
export const LockOpenIcon = ({ size = 24 }: { size?: number }) => (
  <Drawing size={size}>
    <rect {...stroke} x="4" y="11" width="16" height="10" rx="2" />
    <path {...stroke} d="M8 11V7.5a4 4 0 0 1 7.6-1.8M12 15v2.5" />
  </Drawing>
);
export const DownIcon = () => (
  <Drawing>
    <path {...stroke} d="M12 4v15M5.5 13l6.5 6.5 6.5-6.5" />
  </Drawing>
);
export const EraseIcon = () => (
  <Drawing>
    <path {...stroke} d="M9 5h11v14H9l-6-7ZM12.5 9.5l4 5M16.5 9.5l-4 5" />
  </Drawing>
);
/** A card lying on a reader, or held to a phone. */
export const CardIcon = ({ size = 96 }: { size?: number }) => (
  <Drawing size={size} box={96}>
    <rect x="8" y="24" width="80" height="50" rx="6" {...stroke} />
    <rect x="17" y="40" width="18" height="24" rx="2" {...stroke} />
    <path {...stroke} d="M44 42h34M44 52h26M44 62h20" />
  </Drawing>
);

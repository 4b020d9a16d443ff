import { CheckIcon } from '#clients/ui/index.ts';

/** Short lines, each with a tick before it. */
export const Ticks = ({ lines }: { lines: readonly string[] }) => (
  <ul class="ticks">
    {lines.map((line) => (
      <li key={line}>
        <CheckIcon /> <span>{line}</span>
      </li>
    ))}
  </ul>
);

/** Short lines with dots. */
export const Dotted = ({ lines }: { lines: readonly string[] }) => (
  <ul class="dotted">
    {lines.map((line) => (
      <li key={line}>{line}</li>
    ))}
  </ul>
);

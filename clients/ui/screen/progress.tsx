import { CheckIcon, DotIcon } from './icons.tsx';

interface ProgressProps {
  /** Labels of all steps, in order. */
  steps: readonly string[];
  /** Index of the step under way. */
  current: number;
}

/** A list of steps with what is done, under way and to come; for "hold still" and "writing". */
export function Progress({ steps, current }: ProgressProps) {
  return (
    <ol class="progress">
      {steps.map((label, index) => (
        <li
          key={label}
          class={index < current ? 'done' : index === current ? 'current' : ''}
          aria-current={index === current ? 'step' : undefined}
        >
          {index < current ? <CheckIcon /> : <DotIcon />} {label}
        </li>
      ))}
    </ol>
  );
}

import type { ComponentChildren } from 'preact';

interface ButtonProps {
  /** `primary`: at most one on a screen. */
  look?: 'primary' | 'secondary' | 'quiet' | 'danger';
  disabled?: boolean;
  onPress: () => void;
  children: ComponentChildren;
}

export function Button({ look = 'primary', disabled = false, onPress, children }: ButtonProps) {
  return (
    <button type="button" class={`button button-${look}`} disabled={disabled} onClick={onPress}>
      {children}
    </button>
  );
}

/** What is on top: a dialog where there is one. */
const top = (): ParentNode => document.querySelector('dialog[open]') ?? document;

const CONTROLS = 'button:not(:disabled, [data-key]), select, summary';

const controls = (): HTMLElement[] =>
  [...top().querySelectorAll<HTMLElement>(CONTROLS)].filter((control) => control.checkVisibility());

/** Moves the focus among all that can be pressed, round and round. */
export function moveFocus(by: 1 | -1): boolean {
  const all = controls();
  const at = all.indexOf(document.activeElement as HTMLElement);
  const next = all[at < 0 ? (by > 0 ? 0 : all.length - 1) : (at + by + all.length) % all.length];
  next?.focus();
  return next !== undefined;
}

/** Of the screen: what goes on. Where nothing does, what must be said yes to. */
const MAIN = ['.button-primary:not(:disabled)', '.entry', '.button-danger'];
const STOP = ['[data-place="stop"]', '.actions .button-secondary:not(:disabled)'];

const firstOf = (selectors: readonly string[]): HTMLElement | null =>
  selectors.map((selector) => top().querySelector<HTMLElement>(selector)).find(Boolean) ?? null;

function press(control: HTMLElement | null): boolean {
  control?.click();
  return control !== null;
}

/** Presses what has the focus, else what goes on. */
export function pressFocused(): boolean {
  const { activeElement } = document;
  const focused = activeElement instanceof HTMLElement && controls().includes(activeElement);
  return press(focused ? activeElement : firstOf(MAIN));
}

/** Presses what leaves. */
export const pressStop = (): boolean => press(firstOf(STOP));

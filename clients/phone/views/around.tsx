import type { ComponentChildren } from 'preact';

interface AroundProps {
  /** The sentence, by what stands in its place. */
  say(value: string): string;
  children: ComponentChildren;
}

/**
 * A sentence around what changes in it. The two are texts of their own: a browser that translates the page replaces the
 * texts it finds, and what it replaced no longer changes.
 */
export function Around({ say, children }: AroundProps) {
  const [before, after] = say('\n').split('\n');
  return (
    <>
      {before}
      <span translate={false}>{children}</span>
      {after}
    </>
  );
}

import type { Ports } from '../ports/index.ts';

/**
 * Has the matcher open its models while the phone still reads the card: in a fresh isolate that takes longer than the
 * match. Never rejects: where it fails, the call that needs a model fails by itself and says so.
 */
export const warmMatcher = ({ matcher }: Pick<Ports, 'matcher'>): Promise<void> =>
  matcher.warm().catch(() => undefined);

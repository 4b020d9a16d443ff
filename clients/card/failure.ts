import type { PasswordFault } from '#schema/contract/card.ts';

/** Everything that can go wrong between a client and a card, grouped by who must act. */
export const CARD_FAILURES = [
  // The person: type again, or go to the municipal office
  'pin-format',
  'pin-wrong',
  'pin-last-try',
  'pin-blocked',
  'password-rule',
  'no-signature-certificate',
  'not-a-my-number-card',
  'not-supported',
  // The person or the staff: put the card back, look at the reader
  'link-lost',
  'card-removed',
  'no-card',
  'reader-lost',
  'reader-busy',
  'bridge-lost',
  'bridge-refused',
  // The dialogue: start over
  'channel-lost',
  'authorisation-refused',
  'card-data',
  'card-refused',
] as const;
export type CardFailureCode = (typeof CARD_FAILURES)[number];

/** What a PIN failure is about. */
export type ReferenceName = 'user-pin' | 'signature-password' | 'matching-number';

/** What is known beside the code. `command` names the step, never its bytes. */
export interface CardFailureFacts {
  command?: string;
  statusWord?: number;
  reference?: ReferenceName;
  triesLeft?: number;
  passwordFaults?: PasswordFault[];
  cause?: unknown;
}

/** The one error that card code throws. Its message holds a code, a command name and a status word: no secret, no person. */
export class CardFailure extends Error {
  override name = 'CardFailure';
  readonly code: CardFailureCode;
  readonly facts: CardFailureFacts;

  constructor(code: CardFailureCode, facts: CardFailureFacts = {}) {
    const where = facts.command ? ` at ${facts.command}` : '';
    const word = facts.statusWord === undefined ? '' : ` (${facts.statusWord.toString(16).padStart(4, '0')})`;
    super(`${code}${where}${word}`, { cause: facts.cause });
    this.code = code;
    this.facts = facts;
  }
}

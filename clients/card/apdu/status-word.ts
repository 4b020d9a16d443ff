import { CardFailure, type CardFailureFacts, type ReferenceName } from '../failure.ts';

export const SW = {
  ok: 0x9000,
  endOfFile: 0x6282,
  authenticationFailed: 0x6300,
  /** And the tries that are left, 0 to 15. */
  triesLeft: 0x63c0,
  wrongLength: 0x6700,
  channelNotSupported: 0x6881,
  secureMessagingNotSupported: 0x6882,
  notAllowed: 0x6981,
  securityStatus: 0x6982,
  blocked: 0x6983,
  referenceUnusable: 0x6984,
  conditions: 0x6985,
  noCurrentFile: 0x6986,
  objectsMissing: 0x6987,
  objectsIncorrect: 0x6988,
  wrongData: 0x6a80,
  notFound: 0x6a82,
  recordNotFound: 0x6a83,
  wrongParameters: 0x6a86,
  referenceNotFound: 0x6a88,
  outsideFile: 0x6b00,
  unknownInstruction: 0x6d00,
  unknownClass: 0x6e00,
} as const;

/** Tries left that `63Cx` reports, 0 for the two other words that mean blocked, else undefined. */
export function triesOf(sw: number): number | undefined {
  if ((sw & 0xfff0) === SW.triesLeft) return sw & 0x0f;
  return sw === SW.blocked || sw === SW.referenceUnusable ? 0 : undefined;
}

/** What a refused VERIFY means. 63C0, 6983 and 6984 are all "blocked": cards differ. */
export function pinFailure(sw: number, reference: ReferenceName): CardFailure {
  const triesLeft = triesOf(sw);
  const facts = { command: 'VERIFY', statusWord: sw, reference };
  if (triesLeft === undefined) return new CardFailure('card-refused', facts);
  return new CardFailure(triesLeft === 0 ? 'pin-blocked' : 'pin-wrong', { ...facts, triesLeft });
}

/** A status word no dialogue expects. */
export const refusal = (command: string, statusWord: number, facts: CardFailureFacts = {}): CardFailure =>
  new CardFailure('card-refused', { command, statusWord, ...facts });

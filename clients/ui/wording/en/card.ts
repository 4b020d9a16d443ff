import type { Advice, CardFailureWords, CardWords } from '../wording.ts';
import { common } from './common.ts';

const again: Advice = {
  title: 'The work with your card was interrupted',
  happened: 'The secure connection to the card broke off. Your password has not changed.',
  next: 'Put the card down again and try once more.',
};

const failures: CardFailureWords = {
  'pin-format': {
    title: 'Please enter 4 digits',
    happened: 'The number did not have 4 digits, so it was not sent to the card. You have not lost a try.',
    next: 'Enter the 4-digit PIN that you chose when you received your card.',
  },
  'pin-wrong': {
    title: 'Wrong 4-digit PIN',
    happened: 'The number you entered is not the one set on the card.',
    next: 'Look at how many tries are left, then enter it again.',
  },
  'pin-last-try': {
    title: 'One try left',
    happened: 'One more mistake locks the 4-digit PIN. Nothing has been sent to the card yet.',
    next: 'Go on only if you are sure. If you are not, your municipal office can help you.',
  },
  'pin-blocked': {
    title: 'The 4-digit PIN is locked',
    happened: 'It was entered wrongly 3 times in a row, so the card no longer accepts it.',
    next: common.office,
  },
  'password-rule': {
    title: 'This password cannot be used',
    happened: 'It needs 6 to 16 characters, with both capital letters and digits.',
    next: 'Look at the rules and enter it again.',
  },
  'no-signature-certificate': {
    title: 'No certificate for signing on this card',
    happened: 'The card has no electronic certificate that the password could be set for.',
    next: common.office,
  },
  'not-a-my-number-card': {
    title: 'This does not seem to be a My Number card',
    happened: 'A different card was read.',
    next: 'Move other cards away and put only your My Number card on the reader.',
  },
  'not-supported': {
    title: 'This card does not work here',
    happened: 'The card does not support setting the password through this service.',
    next: common.office,
  },
  'link-lost': {
    title: 'The connection to the card was lost',
    happened: 'The exchange with the card did not reach its end.',
    next: again.next,
  },
  'card-removed': {
    title: 'The card was moved away',
    happened: 'The card left the reader while it was being read.',
    next: 'Put the card back and do not move it until we say it is done.',
  },
  'no-card': {
    title: 'No card found',
    happened: 'There is no card on the reader.',
    next: 'Take the card out of its case and put it on the reader.',
  },
  'reader-lost': {
    title: 'No card reader found',
    happened: 'The connection to the card reader is off.',
    next: 'Check that it is plugged in, then try again.',
  },
  'reader-busy': {
    title: 'The card reader is in use',
    happened: 'Another app is using the card.',
    next: 'Close the other app and try again.',
  },
  'bridge-lost': {
    title: 'Card reading is not available',
    happened: 'The connection to the program that reads the card is off.',
    next: 'Check that the program is running, then try again.',
  },
  'bridge-refused': {
    title: 'Card reading was refused',
    happened: 'This page is not paired with the program that reads the card.',
    next: 'Open the link that the program shows once more.',
  },
  'session-lost': again,
  'authorisation-refused': again,
  'card-data': {
    title: 'The card could not be read',
    happened: 'The card did not answer as expected.',
    next: 'Put the card down again and try once more. If it keeps happening, ask your municipal office.',
  },
  'card-refused': {
    title: 'The card did not accept this',
    happened: 'The card refused in the middle of the work. Your password has not changed.',
    next: 'Try again. If it keeps happening, ask your municipal office.',
  },
};

export const card: CardWords = {
  failures,
  certificateExpired: {
    title: 'The electronic certificate has expired',
    happened: 'The certificate that goes with the 4-digit PIN is past its date.',
    next: common.office,
  },
  matchingNumberWrong: {
    title: 'The numbers on the card do not match',
    happened: 'The date of birth, the expiry year or the security code is different from the card.',
    next: 'Look at the front of the card and enter them again.',
  },
  matchingNumberBlocked: {
    title: 'The numbers on the card can no longer be checked',
    happened: 'After too many mistakes the card no longer accepts the numbers that open its photo.',
    next: common.office,
  },
  triesLeft: (count) => (count === 1 ? '1 try left' : `${count} tries left`),
  triesUnknown: 'The card did not tell how many tries are left',
  lastTry: 'One more mistake locks it',
};

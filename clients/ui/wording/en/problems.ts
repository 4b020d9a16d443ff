import type { Advice, ProblemWords } from '../wording.ts';
import { common } from './common.ts';

const restart: Advice = {
  title: 'Please start again',
  happened:
    'Too much time has passed, or this app is out of date, so we could not go on. You have not lost a try.',
  next: `Press “${common.actions.startOver}”. If it keeps happening, try again in a while.`,
};
const ours: Advice = {
  title: 'We have a problem on our side',
  happened: 'Something went wrong in the service. It is not your mistake, and you have not lost a try.',
  next: 'Try again in a few minutes.',
};
const notInService: Advice = {
  title: 'This kiosk cannot be used',
  happened: 'This kiosk is not registered with the service at present.',
  next: 'Please use another kiosk nearby. Your reservation is kept.',
};
const noCardNeeded = 'You need not read the card again.';

/** Every problem the service answers with. */
export const problems: ProblemWords = {
  'phone-closed': {
    title: 'Closed for maintenance',
    happened: 'Reservations are not being taken at the moment.',
    next: 'Try again when the maintenance is over.',
  },
  'kiosk-closed': {
    title: 'The kiosk is closed now',
    happened: 'It is open from 6:30 to 23:00, except during maintenance. Your reservation is kept.',
    next: 'Please come back during these hours.',
  },
  'face-unusable': {
    title: 'The picture did not come out well',
    happened: 'Your face could not be seen clearly. You have not lost a try.',
    next: `Follow the hints below and take it again. ${noCardNeeded}`,
  },
  'face-not-live': {
    title: 'We could not see your face move',
    happened: 'The movements did not follow the order on the screen.',
    next: `Be alone in the picture and move your face slowly, as the arrows show. ${noCardNeeded}`,
  },
  'face-no-match': {
    title: 'Your face did not match the photo on the card',
    happened: 'We could not confirm that your face and the photo in the card are the same person.',
    next: `Take off glasses, mask and hat, go where it is bright, and try again. ${noCardNeeded}`,
  },
  'face-attempts-paused': {
    title: 'Please wait a little',
    happened: 'We could not confirm your face several times, so there is a short pause.',
    next: 'Try again when the time is over. If you are in a hurry, your municipal office can set the password.',
  },
  'face-attempts-exhausted': {
    title: 'Your face can no longer be checked with this card',
    happened: 'The limit of tries has been reached.',
    next: common.office,
  },
  'no-reservation': {
    title: 'There is no reservation for this card',
    happened: 'Nobody has made a reservation with this card yet.',
    next: 'Make one on your phone (any time of day, free). Then come to a kiosk within 24 hours.',
  },
  'reservation-expired': {
    title: 'The reservation has expired',
    happened: 'More than 24 hours have passed since you made it.',
    next: 'Make a new one on your phone (free).',
  },
  'reservation-ended': {
    title: 'This reservation is finished',
    happened: 'It has already been used or cancelled.',
    next: 'If you need one, make a new reservation on your phone.',
  },
  'reservation-in-use': {
    title: 'This reservation is being used now',
    happened: 'A kiosk is working with this card at the moment.',
    next: 'Finish there, or wait about 5 minutes and try again.',
  },
  'card-not-accepted': {
    title: 'This card could not be confirmed',
    happened: 'The information on the card could not be checked correctly.',
    next: 'Try again without moving the card. If it keeps happening, ask your municipal office.',
  },
  'certificate-expired': {
    title: 'The electronic certificate has expired',
    happened: 'The electronic certificate on the card is past its date.',
    next: common.office,
  },
  'certificate-revoked': {
    title: 'The electronic certificate is no longer valid',
    happened: 'It was cancelled, for example because you moved or changed your name.',
    next: common.office,
  },
  'photo-unusable': {
    title: 'The photo in the card cannot be used',
    happened: 'No face could be made out in the photo stored in the card.',
    next: common.office,
  },
  'kiosk-unknown': notInService,
  'kiosk-pending': {
    title: 'This kiosk is not ready yet',
    happened: 'Its operator has not confirmed it yet.',
    next: 'Please use another kiosk nearby.',
  },
  'kiosk-revoked': notInService,
  'enrolment-refused': {
    title: 'The kiosk could not be registered',
    happened: 'The registration code is wrong or has expired.',
    next: 'Ask the operator for a new registration code.',
  },
  'claim-lapsed': {
    title: 'The time is up',
    happened: 'It took too long, so your reservation was put back. It is not lost.',
    next: 'Please try again from the beginning.',
  },
  'malformed-request': restart,
  'body-too-large': restart,
  'media-type-unsupported': restart,
  'not-found': restart,
  'method-not-allowed': restart,
  'dpop-nonce-required': restart,
  'token-refused': restart,
  'token-used': restart,
  'consent-outdated': {
    title: 'The explanation has changed',
    happened: 'The text you agreed to is new, so we must ask you again.',
    next: 'Go back to the first screen and read the new explanation.',
  },
  'revocation-unavailable': {
    title: 'We cannot check whether the card is valid',
    happened: 'The system that checks electronic certificates is not answering. You have not lost a try.',
    next: 'Try again in a few minutes.',
  },
  'matcher-unavailable': ours,
  conflict: ours,
  'rate-limited': {
    title: 'Too many requests',
    happened: 'There was a lot going on in a short time.',
    next: 'Wait a moment and try again.',
  },
  internal: ours,
};

import type { ProblemText } from './problem-text.ts';

export const EN: ProblemText = {
  'phone-closed': [
    'Reservations are closed for maintenance',
    'Nothing has been used up. Please come back after the time shown.',
  ],
  'kiosk-closed': [
    'Kiosks are closed now',
    'Kiosks usually work from 6:30 to 23:00 Japan time, except on closed days and during maintenance. Your reservation stays as it is; come back after the time shown, while it is valid.',
  ],
  'face-unusable': [
    'The pictures cannot be used',
    'No try has been used up. Follow the advice about light, distance and position, and take the pictures again. The card is not needed again.',
    'So many pictures could not be used that this one has cost a try. Follow the advice about light, distance and position, and take them again. The card is not needed again.',
  ],
  'face-not-live': [
    'The head movements did not match',
    'Move your head in the order shown, slowly, alone in front of the camera, and try again. The card is not needed again.',
  ],
  'face-no-match': [
    'The face does not match the photo in the card',
    'Take off glasses, mask or hat, look for even light and try again. If it keeps failing, the municipal office can set a new password.',
  ],
  'face-attempts-paused': [
    'Please wait before the next try',
    'Several tries failed. Wait for the time shown, then try again.',
  ],
  'face-attempts-exhausted': [
    'No more face tries for this card',
    'Please set a new signature password at your municipal office, with the card and an identity document.',
  ],
  'no-reservation': [
    'There is no reservation for this card',
    'Make a reservation on a phone first, at any hour; then come to a kiosk within 24 hours.',
  ],
  'reservation-expired': [
    'The reservation has run out',
    'A reservation is good for 24 hours. Make a new one on your phone; it is free.',
  ],
  'reservation-ended': [
    'This reservation has been used or given up',
    'If you still need a new password, make a new reservation on your phone.',
  ],
  'reservation-in-use': [
    'A kiosk is working on this reservation',
    'Finish at that kiosk, or wait for the time shown and try again.',
  ],
  'card-not-accepted': [
    'This card could not be accepted',
    'Hold the card still and try again from the start. If it happens again, please ask your municipal office.',
  ],
  'certificate-expired': [
    'The certificate in the card has expired',
    'It can only be renewed at the municipal office; there a new password is set as well.',
  ],
  'certificate-revoked': [
    'The certificate in the card is no longer valid',
    'This happens after a move or a change of name. The municipal office can issue a new one.',
  ],
  'photo-unusable': [
    'The photo in the card cannot be used for comparison',
    'Please set a new signature password at your municipal office.',
  ],
  'kiosk-unknown': [
    'This kiosk is not enrolled',
    'Ask the operator for an enrolment code and enter it on the set-up screen.',
  ],
  'kiosk-pending': [
    'This kiosk waits to be confirmed',
    'The operator has to compare the thumbprint on the screen and confirm it.',
  ],
  'kiosk-revoked': [
    'This kiosk is out of service',
    'The operator has taken it out of service. Please use another kiosk.',
  ],
  'enrolment-refused': [
    'The enrolment code was not accepted',
    'It may be mistyped, used or older than 24 hours. Ask the operator for a new one.',
  ],
  'claim-lapsed': [
    'The time for this visit has run out',
    'The kiosk could hold the reservation no longer. Take the card and start again; the reservation is still there while it is valid.',
  ],
  'malformed-request': [
    'The request is not well formed',
    'Compare it with the reference of this call; nothing has been changed.',
  ],
  'body-too-large': [
    'The request is too large',
    'Send smaller pictures; the limits are in the reference of this call.',
  ],
  'media-type-unsupported': [
    'This kind of content is not taken here',
    'Use the content type in the reference of this call.',
  ],
  'not-found': ['There is no such address', 'See the reference of the interface for the calls there are.'],
  'method-not-allowed': ['This address does not take that method', 'See the Allow header and the reference.'],
  'dpop-nonce-required': [
    'A fresh proof is needed',
    'Repeat the request with a DPoP proof that carries the nonce of the DPoP-Nonce header.',
  ],
  'token-refused': [
    'The credentials were not accepted',
    'Begin the step again from its start; if you develop a client, the log line of the request id says more.',
  ],
  'token-used': [
    'This token has been used for another request',
    'Begin again and ask for a fresh one; the first request stands.',
  ],
  'consent-outdated': ['The consent text has changed', 'Show the present text to the person and ask again.'],
  'revocation-unavailable': [
    'The card cannot be checked right now',
    'The list of revoked certificates cannot be reached. Nothing has been used up; try again in a few minutes.',
  ],
  'matcher-unavailable': [
    'Faces cannot be compared right now',
    'The fault is ours and no try has been used up. Try again in a moment.',
  ],
  conflict: ['Two requests met', 'Somebody else was changing the same thing at the same moment. Try again.'],
  'rate-limited': ['Too many requests', 'Wait for the time shown and try again.'],
  internal: [
    'Something went wrong on our side',
    'Try again in a moment; the request id helps us to find the cause.',
  ],
};

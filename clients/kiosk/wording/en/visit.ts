import type { VisitWords } from '../kiosk-words.ts';

const notWritten = 'Your password has not changed.';

export const visit: VisitWords = {
  tools: {
    label: 'Screen settings',
    lowControls: 'Keys lower down',
    highContrast: 'High contrast',
  },
  step: (current, total) => `Step ${current} of ${total}`,
  menu: {
    title: 'Government services',
    entry: 'Set a new signature password',
    entryHint: 'For the password of 6–16 capital letters and digits, if you forgot it or it is locked',
    begin: 'Start',
    needed: 'What you need',
    card: 'Your My Number card',
    pin: 'Your 4-digit PIN (for user authentication)',
    reservation: 'A reservation made on a phone within the last 24 hours',
    free: 'Free of charge',
    openUntil: (time) => `Open now (${time})`,
    open: 'Open now',
  },
  consent: {
    title: 'What will happen',
    steps: {
      card: 'You put your card on the reader',
      pin: 'You enter your 4-digit PIN',
      match: 'You compare a code with your phone',
      password: 'You enter your new password twice',
      take: 'You take your card',
    },
    minutes: 'It takes about a minute. If you stop on the way, your reservation is kept.',
    privacyTitle: 'What you agree to',
    privacy:
      'Your PIN and new password are used only in this machine and your card; they are never sent or stored. Your certificate and its signature go to the service to find your reservation.',
    agree: 'I agree, continue',
  },
  placeCard: {
    title: 'Put your card on the reader',
    text: 'Take your My Number card out of its case and lay it on the reader. Do not move it until the end.',
    reading: 'Reading your card',
    readingText: 'Please do not move it.',
    picture: 'Picture: a card being laid on the reader',
  },
  pin: {
    title: 'Enter your 4-digit PIN',
    which: 'The PIN for user authentication. Digits are not shown.',
    checking: 'Checking with your card',
    wrong: 'That PIN is not right',
    guardTitle: 'One try left',
    guardText:
      'One more wrong entry locks your 4-digit PIN, and this machine can then no longer help. If you are not sure, stop here and ask at your municipal office.',
    sure: 'I am sure, enter it',
  },
  found: {
    title: 'Your reservation was found',
    compareHint: 'If they differ, press “Stop”. Without a phone at hand, just continue.',
    left: (duration) => `Reservation ends in ${duration}`,
    next: 'Choose a new password',
  },
  password: {
    title: 'Choose a new signature password',
    refused: 'Your card did not take this password. Please choose another.',
    done: 'OK',
    careful: 'Make sure nobody can see what you type.',
  },
  confirm: {
    title: 'Enter the same password again',
    done: 'OK, write it to the card',
    differs: (position) => `Character ${position} differs from the first time`,
    differsHelp:
      'Press “Show characters” to see what you type. If you no longer know what you chose, press “Choose again”.',
    redo: 'Choose again',
  },
  writing: {
    title: 'Writing to your card',
    hold: 'Do not remove the card',
    steps: { authorise: 'Getting permission', write: 'Writing to your card', check: 'Checking' },
  },
  done: {
    title: 'Your new password is set',
    take: 'Take your card',
    picture: 'Picture: a card being taken',
    alarm: 'Your card is still here. Please take it with you.',
  },
  takeCard: {
    title: 'Take your card',
    text: 'This ends here. Your reservation is kept until its time runs out.',
  },
  putBack: {
    title: 'The card was lifted',
    text: `Nothing had been written yet. ${notWritten} Your reservation is held for you here.`,
    next: 'Put the same card on the reader. You go on from your PIN.',
    anotherTitle: 'A different card',
    another: 'This is not the card that you began with.',
  },
  settling: {
    title: 'Asking your card',
    torn: 'The link to your card broke while it was being written. Only the card knows whether it has the new password.',
    restart:
      'This machine stopped during the last write. Your card will now say whether it has the new password.',
    inUse:
      'The reservation of this card is in use. Your card will now say whether the earlier write was finished.',
    asking: 'Please wait.',
    place: 'Put the same card on the reader. No PIN is needed.',
    another: 'This is not the card that was written to. Please use the same card.',
  },
  notReset: {
    title: 'Your password has not changed',
    happened: 'Your card says that the new password was not written. Your reservation is kept.',
    next: 'Press “Try again” to go on from your PIN.',
  },
  receipt: {
    title: 'All done',
    heading: 'Signature password reset: receipt',
    when: 'Time',
    where: 'Kiosk',
    result: 'Result',
    resultText: 'A new password was set',
    number: 'Reference',
    recorded: 'The service has recorded it too.',
    waiting: 'The service will record it by itself once the network is back. You need not do it again.',
    noSecret: 'Neither password nor name is on this receipt.',
    print: 'Print the receipt',
    finish: 'Finish',
    cleared: (duration) => `This screen is wiped in ${duration}`,
  },
  certificate: {
    valid: 'Your signature certificate is valid.',
    expired:
      'Please note: the signature certificate on this card has expired. Your password is new, but you cannot sign with it. Please renew it at your municipal office.',
    unchecked: 'The expiry date of your signature certificate could not be checked.',
  },
  outage: {
    title: 'Waiting for a connection',
    text: 'The network is down. Nothing you did is lost. This goes on by itself once it is back.',
    service: 'The service is busy or has stopped for a moment. It will be tried again by itself.',
    wait: (duration) => `Next try in ${duration}`,
  },
  idle: {
    title: 'Are you still there?',
    text: (duration) => `In ${duration} what you typed is wiped and the first screen comes back.`,
    go: 'Continue',
  },
  reserveHow: {
    title: 'How to make a reservation',
    steps: {
      open: 'Open Kaijo on your phone',
      card: 'Read your card and enter your 4-digit PIN',
      face: 'Show your face; it is compared with the photo on your card',
      come: 'Come here within 24 hours with just your card',
    },
  },
};

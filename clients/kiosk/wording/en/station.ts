import type { StationWords } from '../kiosk-words.ts';

const elsewhere = 'Your reservation is kept until it expires. Please use another kiosk nearby.';
const notWritten = 'Your password has not changed.';

export const station: StationWords = {
  starting: { title: 'Getting ready', text: 'Please wait a moment.' },
  reader: {
    unpaired: {
      title: 'The card reader is not set up',
      happened: 'This machine is not connected to its card reader yet.',
      next: elsewhere,
    },
    bridge: {
      title: 'The card reader does not answer',
      happened: 'The program for the card reader seems to have stopped. It is being tried again.',
      next: elsewhere,
    },
    reader: {
      title: 'The card reader is missing',
      happened: 'The card reader seems to be unplugged or switched off.',
      next: elsewhere,
    },
  },
  outOfService: {
    offline: {
      title: 'No network at the moment',
      happened: 'The service cannot be reached, so nothing can be done here now. It is being tried again.',
      next: elsewhere,
    },
    closed: {
      title: 'Closed at this hour',
      happened: 'This service is open from 6:30 to 23:00. Your reservation is kept until it expires.',
      next: 'Please come again during opening hours.',
    },
    maintenance: {
      title: 'Closed for maintenance',
      happened: 'The service has been stopped for a while. Your reservation is kept until it expires.',
      next: 'Please come again after the maintenance.',
    },
    revoked: {
      title: 'This machine is out of use',
      happened: 'This machine is no longer registered with the service.',
      next: elsewhere,
    },
  },
  nextOpening: (time) => `Next opening: ${time}`,
  kioskTrouble: {
    'another-card': {
      title: 'A different card',
      happened: 'This is not the card that you began with.',
      next: 'Please try again with the card that you began with.',
    },
    storage: {
      title: 'This machine cannot write to your card',
      happened: `It could not keep a record of what it does, so it did not begin to write. ${notWritten}`,
      next: elsewhere,
    },
    unsettled: {
      title: 'The result could not be checked',
      happened: 'What came of the write could not be checked.',
      next: 'Please try again with the same card.',
    },
    fault: {
      title: 'A fault of this machine',
      happened: 'You did nothing wrong. Your reservation is kept until it expires.',
      next: 'If it happens again, please use another kiosk nearby.',
    },
  },
  enrol: {
    title: 'Register this machine',
    text: 'Enter the code that the operator made. It can be used once.',
    code: 'Code',
    send: 'Register',
    pendingTitle: 'Waiting for the operator',
    pendingText:
      'Have the operator check that the key fingerprint below is the one on their screen, and confirm it.',
    thumbprint: 'Key fingerprint',
  },
  selfTest: {
    open: 'Check this machine (staff)',
    title: 'Check of this machine',
    reader: 'Card reader',
    network: 'Link to the service',
    clock: 'Clock difference',
    key: 'Key of this machine',
    outbox: 'Records not sent yet',
    good: 'Good',
    bad: 'Problem',
    readerStates: {
      unknown: 'Checking',
      unpaired: 'Not set up',
      'bridge-lost': 'Reader program not reached',
      'bridge-refused': 'Refused by the reader program',
      'reader-lost': 'No reader',
      empty: 'No card',
      present: 'Card present',
    },
    online: 'Connected',
    offline: 'Not connected',
    unasked: 'Not checked yet',
    skew: (seconds) => `${seconds} s`,
    waiting: (count) => `${count}`,
    again: 'Check again',
    sound: 'Play a sound',
  },
};

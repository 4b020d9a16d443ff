import type { TroubleWords } from '../words.ts';

export const trouble: TroubleWords = {
  office: 'Your municipal office can do this',
  'card-expired': {
    title: 'The card has expired',
    happened: 'The card itself is past its date, so this cannot be done here.',
    next: 'Please ask your municipal office for a new card.',
  },
  'another-card': {
    title: 'This is not the card you held first',
    happened: 'You agreed to use the last try of another card. The PIN was not sent to this one.',
    next: 'Hold only your own card to the phone and try again.',
  },
  'camera-denied': {
    title: 'The camera cannot be used',
    happened: 'This app is not allowed to use the camera.',
    next: 'Allow the camera for this app in the settings of your phone, then press “Try again”.',
  },
  'camera-missing': {
    title: 'No camera found',
    happened: 'There seems to be no camera on the side of the screen.',
    next: 'Please use a phone with a camera on the side of the screen.',
  },
  'camera-busy': {
    title: 'The camera is in use',
    happened: 'Another app seems to be using the camera.',
    next: 'Close the other app, then press “Try again”.',
  },
  'camera-virtual': {
    title: 'This is not a real camera',
    happened: 'An app that plays pictures is being used in place of the camera.',
    next: 'Close that app, or use the phone’s own camera, then press “Try again”.',
  },
  'face-slow': {
    title: 'Too much time has passed',
    happened: 'The order of the head movements is new every 2 minutes. You have not lost a try.',
    next: 'Press “Try again” for a new order. You do not need the card.',
  },
  fault: {
    title: 'This did not work',
    happened: 'Something went wrong in the app. It was not your mistake.',
    next: 'Press “Try again”. If it keeps happening, close the app and open it once more.',
  },
  cardAway: {
    title: 'The connection to the card was lost',
    happened: 'The card was moved away, or it slipped.',
    next: 'Hold it to the phone again and keep still until it is done. If it is not found, move it a little.',
  },
  nfcOff: {
    title: 'NFC is not available',
    happened: 'NFC, with which your phone reads cards, is turned off or cannot be used.',
    next: 'Turn NFC on in the settings of your phone, then try again.',
  },
  readerBusy: {
    title: 'Card reading is in use',
    happened: 'Another screen or app is using the card.',
    next: 'Close the other screen and try again.',
  },
  otherCard: {
    title: 'This does not seem to be a My Number card',
    happened: 'A different card was read.',
    next: 'Move your wallet and other cards away and hold only your My Number card to the phone.',
  },
};

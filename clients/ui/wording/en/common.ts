import type { CommonWords } from '../wording.ts';

const actions = {
  next: 'Next',
  back: 'Back',
  retry: 'Try again',
  cancel: 'Stop',
  close: 'Close',
  startOver: 'Start again from the beginning',
};

const plural = (count: number, one: string, many: string) => `${count} ${count === 1 ? one : many}`;

export const common: CommonWords = {
  language: 'Language',
  draft: {
    title: 'Draft translation',
    text: 'This text is a draft. No native speaker has checked it yet. The Japanese and English texts are the ones that count.',
  },
  actions,
  office:
    'Take your card and another identity document to your city, ward, town or village office. They can renew the electronic certificate, the PINs and the password for you.',
  whatHappened: 'What happened',
  whatNow: 'What to do next',
  supportCode: (code) => `Support code: ${code}`,
  tryAgainIn: (wait) => `Please wait ${wait}`,
  offline: {
    title: 'No internet connection',
    happened: 'The connection is off or too weak. Nothing you have done so far is lost.',
    next: `Go where the signal is better and press “${actions.retry}”.`,
  },
  time: {
    today: 'today',
    tomorrow: 'tomorrow',
    until: (day, end) => `${day} until ${end}`,
    from: (day, start) => `${day} from ${start}`,
    range: (day, start, end) => `${day} ${start}–${end}`,
    hours: (count) => plural(count, 'hour', 'hours'),
    minutes: (count) => plural(count, 'minute', 'minutes'),
    seconds: (count) => plural(count, 'second', 'seconds'),
    left: (duration) => `${duration} left`,
  },
  pin: {
    entered: (count, length) => `${count} of ${length} digits entered`,
    erase: 'Delete last character',
    clear: 'Clear all',
    enter: 'OK',
  },
  password: {
    entered: (count) => `${plural(count, 'character', 'characters')} entered`,
    rules: {
      length: '6 to 16 characters',
      letter: 'At least one letter (A–Z)',
      digit: 'At least one digit (0–9)',
    },
    met: 'done',
    unmet: 'not yet',
    show: 'Show characters',
    hide: 'Hide characters',
    letters: 'Letters',
    digits: 'Digits',
    letterKey: (letter) => `letter ${letter}`,
    digitKey: (digit) => `digit ${digit}`,
    lookalikes: {
      title: 'Characters that look alike',
      zero: '0 is the digit zero, O is the letter O as in Oscar',
      one: '1 is the digit one, I is the letter I as in India',
      shape: 'Digits are on blue keys with square corners, letters on keys with round corners.',
    },
    advice: {
      repeated: 'The same character comes several times in a row. That is easy to guess: better mix them.',
      sequence: 'A run such as ABC or 123 is easy to guess: better mix the characters.',
      common: 'It contains a word that many people use. That is easy to guess: better choose another.',
      year: 'A number like a year of birth is easy to guess: better choose another.',
    },
  },
  matchCode: {
    title: 'Matching code',
    compare: 'Check that your phone and the kiosk show the same 4 characters.',
  },
};

import { no, NO_VIDEO, none, partly, unknown, yes, type Statement } from './levels.ts';
import { WCAG } from './wcag.ts';

const NO_VOICE = none('The kiosk carries no two-way voice and no video between people.');
const CASE = unknown('The case, its place and its height are the operator’s; no machine was met.');
const CLOSED = none(
  'A closed kiosk: nobody brings assistive technology of their own; clause 5.1 is met in its place.',
);
const NOT_AUTHORING = none('Nothing is authored with it.');

const FUNCTIONS: Record<string, Statement> = {
  '4.2.1': partly(
    'STEP 2 by ear and keypad in 143 s, scripted (listener.ts). No blind person has tried it, STEP 1 is a phone’s.',
  ),
  '4.2.2': partly(
    'Text of 4.5 mm or half as large again, high contrast, guidance; no person with low vision has tried it.',
  ),
  '4.2.3': yes('Colours never speak alone.'),
  '4.2.4': yes('Every sound repeats what is on the screen.'),
  '4.2.5': yes('Three loudnesses, headphones, and everything on the screen.'),
  '4.2.6': yes('Nothing is spoken by the person.'),
  '4.2.7': yes(
    'Targets of 15 mm that forgive bounces, palms and slips (contacts.test.ts); no force, no gesture.',
  ),
  '4.2.8': partly(
    'Keys lie at the foot of the screen (size.e2e.test.ts); how high the screen hangs is the operator’s.',
  ),
  '4.2.9': yes('Nothing flashes.'),
  '4.2.10': partly(
    'Easy Japanese, one thing a screen, no hurry within 10 minutes; nobody of these groups has judged it.',
  ),
  '4.2.11': yes(
    'Nothing typed is shown for longer than eight seconds, said or kept (secrets.ts); the screen can be darkened.',
  ),
};

const GENERIC: Record<string, Statement> = {
  '5.1': yes('The kiosk is closed; what follows says how it does without assistive technology.'),
  '5.1.2': yes('See 5.1.2.1.'),
  '5.1.2.1': partly('Met by its own guidance, enlargement and keypad, as far as the clauses below say.'),
  '5.1.2.2': CLOSED,
  '5.1.3': partly(
    'In Japanese, easy Japanese and English; in the four languages that are drafts there is no guidance.',
  ),
  '5.1.3.1': partly(
    'Titles and next steps are spoken, not every line: the receipt’s number and times are not (speech.test.ts).',
  ),
  '5.1.3.2': yes('Recorded speech, to the loudspeaker or to headphones.'),
  '5.1.3.3': yes('What is said is of the screen of the moment, and begins anew with each (speech.test.ts).'),
  '5.1.3.4': yes('Any key ends it, a star repeats it (listener.ts).'),
  '5.1.3.5': yes('A new screen takes the place of what is being said (speech.test.ts).'),
  '5.1.3.6': yes('What the drawings show is said: which side, where to.'),
  '5.1.3.7': NO_VIDEO,
  '5.1.3.8': yes('Nothing typed is ever said; two tones tell taken from not taken.'),
  '5.1.3.9': yes('Nothing personal is said aloud.'),
  '5.1.3.10': yes(
    'Nothing else sounds for longer than a second while it speaks, but the alarm for a card left behind.',
  ),
  '5.1.3.11': yes('Three steps by a key of the keypad (use-keypad.ts).'),
  '5.1.3.12': unknown('Gain can be doubled; what a loudspeaker makes of it was not measured.'),
  '5.1.3.13': yes('Back to usual for the next person (speech.test.ts).'),
  '5.1.3.14': partly('The language shown is the one spoken, in three of seven.'),
  '5.1.3.15': yes(
    'Wrong PIN, differing entries, the rules that a new password misses and refusals are said (listener.ts).',
  ),
  '5.1.3.16': partly('The result is said; the paper slip is a copy of it and not read out.'),
  '5.1.4': partly('See 1.4.4.'),
  '5.1.5': yes('Every sound repeats what is on the screen.'),
  '5.1.6': yes('A keypad works everything by place, the 5 is to be raised (places.test.ts, listener.ts).'),
  '5.1.6.1': yes('See 5.1.6.'),
  '5.1.6.2': yes('The focus moves with 2 and 8 and is never lost (listener.ts).'),
  '5.1.7': yes('Nothing is spoken by the person.'),
  '5.2': yes(
    'Guidance by one press of a star, or as headphones are plugged in; no sight is needed for either (bridge.ts).',
  ),
  '5.3': none('STEP 2 uses no biometrics; STEP 1 does, on the phone.'),
  '5.4': none('Nothing is converted.'),
  '5.5': yes('See 5.5.1 and 5.5.2.'),
  '5.5.1': yes('Touch or keypad, without grasping, pinching or turning; the card is laid down.'),
  '5.5.2': partly('The keypad’s keys are found by touch; the reader’s own marks are the operator’s.'),
  '5.6': yes('See 5.6.1 and 5.6.2.'),
  '5.6.1': partly(
    'Guidance and darkness are heard or felt by what is said; high contrast and low keys are not.',
  ),
  '5.6.2': yes('A key that is on looks pressed.'),
  '5.7': yes('A key that is held types once (keys.test.ts).'),
  '5.8': yes(
    'A flicker within some tens of ms types once, an honest double at 150 ms twice (contacts.test.ts).',
  ),
  '5.9': yes('Nothing needs two at once.'),
};

const HARDWARE: Record<string, Statement> = {
  '8.1.1': CASE,
  '8.1.2': partly('A keypad by USB and headphones by a standard socket, where the operator puts them.'),
  '8.1.3': CASE,
  '8.2': unknown('Loudness of a loudspeaker was not measured.'),
  '8.2.1.1': unknown('Loudness of a loudspeaker was not measured.'),
  '8.2.1.2': partly('Three steps; their decibels were not measured.'),
  '8.2.2.1': NO_VOICE,
  '8.2.2.2': NO_VOICE,
  '8.4': CASE,
  '8.4.1': partly(
    'Meant for keys as on a telephone (E.161) with a raised 5; which keypad is the operator’s.',
  ),
  '8.4.2.1': CASE,
  '8.4.2.2': CASE,
  '8.4.3': partly('The card has no side that can be felt; both sides read where the reader is contactless.'),
  '8.5': CASE,
};

const SOFTWARE: Record<string, Statement> = {
  '11.0': yes('The page’s own statements are the tables of WCAG.'),
  '11.5': CLOSED,
  '11.5.1': yes('Clause 5.1 is met as stated there.'),
  '11.6': yes('See 11.6.1 and 11.6.2.'),
  '11.6.1': none('People reach no feature of the platform.'),
  '11.6.2': yes('Less motion and forced colours of the platform are followed.'),
  '11.7': partly(
    'Language, text size, contrast, place of keys, guidance and loudness; they end with the visit.',
  ),
};

const DOCUMENTATION: Record<string, Statement> = {
  '12.1': yes('See below.'),
  '12.1.1': yes('This report and README.md of the kiosk.'),
  '12.1.2': yes('Plain text.'),
  '12.2': partly('The telephone is the operator’s.'),
  '12.2.2': unknown('What the operator’s people know was not asked.'),
  '12.2.3': no('By telephone alone: who can neither hear nor speak has no other way to help at the kiosk.'),
  '12.2.4': yes('Plain text.'),
};

const TABLES: Record<string, Statement> = {
  ...WCAG,
  ...FUNCTIONS,
  ...GENERIC,
  ...HARDWARE,
  ...SOFTWARE,
  ...DOCUMENTATION,
};

/** Whole chapters that one sentence answers. */
const BY_CHAPTER: readonly [RegExp, Statement][] = [
  [/^6\./, NO_VOICE],
  [/^7\./, NO_VIDEO],
  [/^8\.3/, CASE],
  [/^10\./, none('There are no documents beside the pages.')],
  [/^11\.5\.2/, CLOSED],
  [/^11\.8/, NOT_AUTHORING],
  [/^13\./, none('No relay and no emergency service is provided.')],
];

/** All clauses that a statement of their own was written for. */
export const STATED = Object.keys(TABLES);

/** What is stated of a clause; undefined where nothing is. */
export const statementOf = (clause: string): Statement | undefined =>
  TABLES[clause] ?? BY_CHAPTER.find(([clauses]) => clauses.test(clause))?.[1];

import { NO_VIDEO, none, partly, unknown, yes, type Statement } from './levels.ts';

/** WCAG 2.2, Levels A and AA, of the kiosk’s page. Nothing of it was judged by a person with a disability. */
export const WCAG: Record<string, Statement> = {
  '1.1.1': yes(
    'Drawings have a text or repeat the one beside them; the QR code has its address (screens.e2e.test.ts, axe).',
  ),
  '1.2.1': NO_VIDEO,
  '1.2.2': NO_VIDEO,
  '1.2.3': NO_VIDEO,
  '1.2.4': NO_VIDEO,
  '1.2.5': NO_VIDEO,
  '1.3.1': yes('Headings, lists, tables, labels and dialogs are those of HTML (screens.e2e.test.ts, axe).'),
  '1.3.2': partly(
    'The order is that of the text; beside the keypad in landscape, help comes before the keys it is about.',
  ),
  '1.3.3': yes(
    'No text names a place, shape or colour alone: keys that look alike are told apart by name and shape.',
  ),
  '1.3.4': yes('Both ways, by the display (size.e2e.test.ts).'),
  '1.3.5': none('Nothing about the person is asked for but PIN and password, which must not be filled in.'),
  '1.4.1': yes('What can be pressed, what is chosen and what is disabled differ in line and weight too.'),
  '1.4.2': yes('Guidance is off until asked for, or goes to headphones; any touch ends it (listener.ts).'),
  '1.4.3': yes('At least 4.5 : 1, more in high contrast (screens.e2e.test.ts, axe).'),
  '1.4.4': partly(
    'Half as large again by a key on every screen, but what stands beside keys only as far as these stay in sight; 200 % in the browser, where keypads must be scrolled.',
  ),
  '1.4.5': yes('No pictures of text.'),
  '1.4.10': partly('Nothing scrolls both ways at 130 %; keypads keep their columns, since keys are 15 mm.'),
  '1.4.11': partly('Keys and fields have lines of 3 : 1; the card’s drawing was not measured.'),
  '1.4.12': unknown('Spacing set by a person was not tried: a kiosk gives no means to set it.'),
  '1.4.13': none('Nothing appears on hover or focus.'),
  '2.1.1': yes(
    'STEP 2 with a keyboard alone, and with a keypad alone, but for the card (journey.ts, listener.ts).',
  ),
  '2.1.2': yes('Escape and zero leave every dialog; Tab goes round the page (journey.ts).'),
  '2.1.4': partly(
    'A star turns guidance on and then digits act on every screen; they cannot be given other meanings.',
  ),
  '2.2.1': partly(
    'A warning, by sound too, 30 s before the end, and any key extends; the lease of 10 minutes cannot be.',
  ),
  '2.2.2': partly(
    'The card’s drawing moves until the card does; it stops where the system asks for less motion.',
  ),
  '2.3.1': yes('Nothing flashes.'),
  '2.4.1': none('One screen, a header of one control.'),
  '2.4.2': yes('Each screen has its title.'),
  '2.4.3': yes('A new screen has the focus on its heading; a dialog gives it back (listener.ts).'),
  '2.4.4': none('There are no links.'),
  '2.4.5': none('Screens are steps of one process.'),
  '2.4.6': yes('Each heading says what is to be done, each button what it does.'),
  '2.4.7': yes('A ring of two colours around what has the focus.'),
  '2.4.11': partly(
    'The footer and the note before closing lie beside what has the focus; at 200 % this was not tried.',
  ),
  '2.5.1': yes('Single touches only.'),
  '2.5.2': yes(
    'A key acts when the finger leaves it inside; elsewhere a touch does nothing (keys.e2e.test.ts).',
  ),
  '2.5.3': yes('Names are the texts shown (screens.e2e.test.ts, axe).'),
  '2.5.4': none('No motion of a device is used.'),
  '2.5.7': yes('Nothing is dragged.'),
  '2.5.8': yes('At least 15 mm (size.e2e.test.ts).'),
  '3.1.1': yes('The language of the page follows the choice.'),
  '3.1.2': yes('Names of languages, check words and the Japanese slip have their own.'),
  '3.2.1': yes('Focus changes nothing.'),
  '3.2.2': yes('Choosing a language changes the words alone; the focus goes to the heading.'),
  '3.2.3': yes('Header and footer are the same on every screen.'),
  '3.2.4': yes('A button is quoted by its own name (words.test.ts).'),
  '3.2.6': yes('The help key is the first in the footer of every screen.'),
  '3.3.1': yes('Tries left, the first character that differs and unmet rules are said in words.'),
  '3.3.2': yes('Which PIN, and the rules of the password, stand above the keys.'),
  '3.3.3': yes('Each refusal says what to do next (refusals.ts).'),
  '3.3.4': yes('The password is typed twice, and the last try is only spent by somebody who says so.'),
  '3.3.7': partly(
    'The second entry of the password is asked for on purpose; the PIN again after the card was lifted.',
  ),
  '3.3.8': partly('PIN and password are what the card demands: there is no other way to it.'),
  '4.1.1': yes('Withdrawn in WCAG 2.2; there are no parsing errors.'),
  '4.1.2': yes('Native controls (screens.e2e.test.ts, axe).'),
  '4.1.3': yes('Entries, waits and alarms are live regions; with guidance on they are said.'),
};

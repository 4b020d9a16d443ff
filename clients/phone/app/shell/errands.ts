import type { Errand, Reminder } from '../../../card/native/messages.ts';

/** What the phone offers beside its antenna; each shows something of the system's own. Times are Unix seconds. */
export interface Errands {
  addToCalendar(entry: { title: string; note: string; from: number; until: number }): Promise<unknown>;
  share(text: string): Promise<unknown>;
  /** From now on these and no others; with none, none. */
  remind(reminders: readonly Reminder[]): Promise<unknown>;
}

/** Runs an errand of the page. That the person closed what was shown, or forbade it, is not the page's business. */
export async function runErrand(errands: Errands, errand: Errand): Promise<void> {
  await start(errands, errand).catch(() => undefined);
}

async function start(errands: Errands, errand: Errand): Promise<unknown> {
  switch (errand.type) {
    case 'calendar':
      return errands.addToCalendar(errand);
    case 'share':
      return errands.share(errand.text);
    case 'remind':
      return errands.remind(errand.reminders);
  }
}

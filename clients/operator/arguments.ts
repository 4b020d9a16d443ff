import { parseArgs } from 'node:util';
import type { Bilingual } from '#schema/contract/calendar.ts';
import type { Place } from './commands/kiosk.ts';
import { Misuse } from './exit.ts';

/** What can be asked. */
export const USAGE = `npm run kaijo -- COMMAND [--env staging|production] [--json]     without --env: the local system (npm start)

  kiosk code LABEL [--chain NAME] [--store NAME] [--prefecture 1…47]
                                         one-time code to type into a new kiosk, good for 24 hours
  kiosk codes FILE.csv                   the same for many: label,chain,store,prefecture in, the same with a code out
  kiosk confirm WORDS | THUMBPRINT       let the kiosk that shows these check words, or this thumbprint, work
  kiosk suspend|resume|revoke WORDS | THUMBPRINT
                                         out of service for a while, back again, out of service for good: at its next call
    --from FILE                          the same for many, one a line; - for standard input
  kiosk label WORDS | THUMBPRINT --label TEXT [--chain NAME] [--store NAME] [--prefecture 1…47]
  kiosk hours OPENS CLOSES WORDS | THUMBPRINT
                                         hours of its own in Japan, 08:30 17:00, within those of the service; none: no more
    --chain NAME | --from FILE           the same for all of a chain, or for many
  kiosk list [SEARCH] [--state pending|active|suspended|revoked]
  closures plan FROM UNTIL [SCOPE] [--cuts] [--reason maintenance|emergency|closed-day] [--note-ja TEXT --note-en TEXT]
                                         ISO 8601 with offset, e.g. 2026-12-01T01:00+09:00; phone, kiosk or both;
                                         --cuts: an emergency, which ends visits under way too. Says first what it
                                         takes, and asks; --yes: do not ask; --force: although it was refused
  closures days FIRST [LAST] [--note-ja TEXT --note-en TEXT]
                                         holidays of the kiosks, whole days in Japan: 2026-12-31 2027-01-03
  closures end ID                        take one back, or end it early
  closures list
  close now [SCOPE] [--hours N] [--cuts] [--reason …] [--note-ja … --note-en …]
                                         for 12 hours; visits under way may go on, unless --cuts
  open now [SCOPE]                       end the closures in force
  status                                 the service at a glance
  funnel [today|yesterday]               from the first tap to the new password: how many, and why not; in tens
  visit NUMBER                           what happened, in order: the 8 letters that phone or kiosk shows
  request ID                             the same of a reservation's id; of a request's (X-Request-Id), with --logs
    --logs FILE                          with the lines of the log as well: JSON lines from Cloudflare; - for standard input
  audit verify ORIGIN [COPY]             check the whole trail against the keys at ORIGIN/.well-known/jwks.json, and
                                         against a COPY of ORIGIN/.well-known/audit-heads.json that was kept; replay it,
                                         and compare it with reservations, kiosks and closures
    --keys FILE                          a set of keys that was kept, instead of those at ORIGIN
    --segments FOLDER                    the sealed segments in FOLDER/segments, instead of those in R2
    --since SEQ                          only what came behind the head over event SEQ
  audit list [--since SEQ]               the events of the trail, as the service has them
  restore INSTANT | BOOKMARK             put the database back (D1 Time Travel), and have everything taken up again that the
                                         trail tells since; needs --env. RFC 3339, Unix seconds, or a bookmark
  secrets init --ring FILE --escrow FILE  all secrets of an environment, once; needs --env. Refused where there are any.
                                         The first file keeps the rings for "rotate", the second all of it for a safe
    --authority FILE --revocation FILE   with the card authority's private JWK, and the JSON of revocation sources
    --put | --offline                    have wrangler put them; or do not ask the account, whose commands are printed
  secrets show --ring FILE               which keys there are, and how old
  rotate RING publish|show [--put]       RING: master, ticket or authority; each with --ring FILE. Prints the secret's
  rotate RING promote|retire ORIGIN        new value, or puts it (--put --env …)
  model add FILE.onnx --recipe FILE.json [--pairs FILE.csv --images DIR [--groups FILE.csv] [--data TEXT]]
                                         make it the matcher's face model, and calibrate it; uncalibrated it matches nobody
  doctor [--rights TEXT]                 everything that stands in the way of a deployment, and what mends it; needs --env
    --offline                            do not ask the account
    --ring FILE                          say too which keys are old
  deploy [--dry-run] [--rights TEXT]     matcher, migrations, API, console; needs --env. Refuses what doctor calls broken.
                                         New versions get 0, 10, 50 and 100 % of the traffic, and the one of before has it
                                         back where one is not well
    --at-once                            all of it at once
  rollback [api|matcher|console]         the code of before; needs --env. Says what that means for secrets and migrations,
                                         asks, and is refused where a secret was changed since; --yes, --force

--out FILE                               what goes to standard output, into a new FILE that its owner alone can read: npm run
                                         prints two lines of its own before a command's, unless with -s

exit status: 0 done, 1 a fault of this program, 2 asked wrongly, 3 the service is not there, 4 something has to be looked
at, 5 not logged in, 6 refused
`;

/** Thumbprints are base64url: one in 64 begins with what would be taken for an option. */
const THUMBPRINT = /^-[\w-]{20,}$/;

const OPTIONS = {
  env: { type: 'string' },
  json: { type: 'boolean', default: false },
  help: { type: 'boolean', short: 'h', default: false },
  'at-once': { type: 'boolean', default: false },
  'dry-run': { type: 'boolean', default: false },
  keys: { type: 'string' },
  since: { type: 'string' },
  segments: { type: 'string' },
  logs: { type: 'string' },
  from: { type: 'string' },
  state: { type: 'string' },
  cuts: { type: 'boolean', default: false },
  hours: { type: 'string', default: '12' },
  rights: { type: 'string' },
  offline: { type: 'boolean', default: false },
  yes: { type: 'boolean', default: false },
  force: { type: 'boolean', default: false },
  recipe: { type: 'string' },
  pairs: { type: 'string' },
  images: { type: 'string' },
  groups: { type: 'string' },
  data: { type: 'string' },
  ring: { type: 'string' },
  escrow: { type: 'string' },
  authority: { type: 'string' },
  revocation: { type: 'string' },
  out: { type: 'string' },
  put: { type: 'boolean', default: false },
  'cards-know': { type: 'string' },
  label: { type: 'string' },
  chain: { type: 'string' },
  store: { type: 'string' },
  prefecture: { type: 'string' },
  reason: { type: 'string' },
  'note-ja': { type: 'string' },
  'note-en': { type: 'string' },
} as const;

/** The words and options of a command line. Throws `Misuse` for an option there is not. */
export function read(words: readonly string[]) {
  const thumbprints = words.filter((word) => THUMBPRINT.test(word));
  const args = [...words.filter((word) => !THUMBPRINT.test(word)), '--', ...thumbprints];
  try {
    return parseArgs({ args, allowPositionals: true, options: OPTIONS });
  } catch (error) {
    throw new Misuse(`${(error as Error).message}\n\n${USAGE}`);
  }
}
export type Options = ReturnType<typeof read>['values'];

/** An argument that has to be there; `what` names it. Throws `Misuse`. */
export function required(value: string | undefined, what: string): string {
  if (value === undefined) throw new Misuse(`missing: ${what} (--help says how)`);
  return value;
}

/** A time as Unix seconds. Throws `Misuse` without an offset: the operator's zone is not guessed. */
export function instant(text: string | undefined): number {
  const seconds = Date.parse(required(text, 'a time')) / 1_000;
  if (!Number.isFinite(seconds) || !/T.*(Z|[+-]\d\d:\d\d)$/.test(text!))
    throw new Misuse(`not a time with its offset: ${text} (for example 2026-12-01T01:00+09:00)`);
  return Math.floor(seconds);
}

/** A time of day as minutes from midnight. Throws `Misuse`. */
export function minute(text: string | undefined): number {
  const [, hours, minutes] = /^(\d\d):(\d\d)$/.exec(required(text, 'the hours')) ?? [];
  const found = Number(hours) * 60 + Number(minutes);
  if (!(found <= 1_440) || Number(minutes) > 59) throw new Misuse(`not a time of day: ${text} (HH:MM)`);
  return found;
}

/** Minutes from midnight as a clock shows them. */
export const clockOf = (minutes: number): string =>
  `${String(Math.floor(minutes / 60)).padStart(2, '0')}:${String(minutes % 60).padStart(2, '0')}`;

/** The midnight in Japan with which a day begins, Unix seconds. Throws `Misuse` for no day of the calendar. */
export function midnight(text: string | undefined): number {
  const day = required(text, 'a day');
  const seconds = Date.parse(`${day}T00:00+09:00`) / 1_000;
  const isDay = /^\d{4}-\d\d-\d\d$/.test(day) && Number.isFinite(seconds);
  if (!isDay || new Date((seconds + 9 * 3_600) * 1_000).toISOString().slice(0, 10) !== day)
    throw new Misuse(`not a day: ${day} (for example 2026-12-31)`);
  return seconds;
}

/** A whole number of at least `least`. Throws `Misuse`. */
export function whole(text: string, what: string, least = 0): number {
  const number = Number(text);
  if (!Number.isInteger(number) || number < least) throw new Misuse(`not ${what}: ${text}`);
  return number;
}

/** One of these words; `what` names them. Throws `Misuse`. */
export function oneOf<T extends string>(known: readonly T[], text: string, what: string): T {
  const found = known.find((one) => one === text);
  if (found === undefined) throw new Misuse(`not ${what}: ${text} (${known.join(', ')})`);
  return found;
}

/** An origin, whether or not a slash was typed behind it. Throws `Misuse`. */
export function originIn(text: string | undefined): string {
  const typed = required(text, 'the service origin');
  if (!URL.canParse(typed)) throw new Misuse(`not an address: ${typed} (https://…)`);
  return typed.replace(/\/+$/, '');
}

/** A note in both languages, or none. Throws `Misuse` for one in half of them. */
export function noteOf({ 'note-ja': ja, 'note-en': en }: Options): Bilingual | null {
  if (ja === undefined && en === undefined) return null;
  return { ja: required(ja, '--note-ja'), en: required(en, '--note-en') };
}

/** Where a kiosk will stand. Throws `Misuse` for a prefecture that is none. */
export const placeOf = ({ chain, store, prefecture }: Options): Required<Place> => ({
  chain: chain ?? null,
  store: store ?? null,
  prefecture: prefecture === undefined ? null : prefectureIn(prefecture),
});

/** A number of JIS X 0401. Throws `Misuse`. */
export function prefectureIn(text: string): number {
  const number = whole(text, 'a prefecture, 1 to 47', 1);
  if (number > 47) throw new Misuse(`not a prefecture, 1 to 47: ${text}`);
  return number;
}

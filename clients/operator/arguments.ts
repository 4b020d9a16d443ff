import type { Bilingual } from '#schema/contract/calendar.ts';
import type { Place } from './commands/kiosk.ts';

/** What can be asked. */
export const USAGE = `npm run kaijo -- COMMAND [--env staging|production]     without --env: the local system

  kiosk code LABEL [--chain NAME] [--store NAME] [--prefecture 1…47]
                                         one-time code to type into a new kiosk, good for 24 hours
  kiosk confirm WORDS | THUMBPRINT       let the kiosk that shows these check words, or this thumbprint, work
  kiosk suspend THUMBPRINT               take a kiosk out of service for a while, at its next call
  kiosk resume THUMBPRINT
  kiosk revoke THUMBPRINT                take a kiosk out of service at its next call
  kiosk list
  maintenance plan FROM UNTIL [SCOPE] [--cuts] [--reason maintenance|emergency] [--note-ja TEXT --note-en TEXT]
                                         ISO 8601 with offset, e.g. 2026-12-01T01:00+09:00; phone, kiosk or both;
                                         --cuts: an emergency, which ends visits under way too
  maintenance remove ID
  maintenance list
  status                                 the service at a glance; exit status 1 if something has to be looked at
  audit verify ORIGIN [COPY]             check the whole trail against the keys at ORIGIN/.well-known/jwks.json, and
                                         against a COPY of ORIGIN/.well-known/audit-heads.json that was kept; replay it,
                                         and compare it with reservations, kiosks and closures
    --keys FILE                          a set of keys that was kept, instead of those at ORIGIN
    --since SEQ                          only what came behind the head over event SEQ
  secrets --ring FILE                    fresh MASTER_KEYS, CARD_PEPPER and TICKET_KEYS as JSON, for wrangler secret bulk;
                                         FILE is made, and keeps the rings for "rotate"
  rotate RING publish|show [--put]       RING: master, ticket or authority; each with --ring FILE. Prints the secret's
  rotate RING promote|retire ORIGIN        new value, or puts it (--put --env …)
  deploy [--dry-run]                     matcher, migrations, API; needs --env
`;

/** Said to the operator as it stands; anything else that is thrown is a fault of ours. */
export class Refusal extends Error {}

/** An argument that has to be there; `what` names it. Throws `Refusal`. */
export function required(value: string | undefined, what: string): string {
  if (value === undefined) throw new Refusal(`missing: ${what}\n\n${USAGE}`);
  return value;
}

/** A time as Unix seconds. Throws `Refusal` without an offset: the operator's zone is not guessed. */
export function instant(text: string | undefined): number {
  const seconds = Date.parse(required(text, 'a time')) / 1_000;
  if (!Number.isFinite(seconds) || !/T.*(Z|[+-]\d\d:\d\d)$/.test(text!))
    throw new Refusal(`not a time with its offset: ${text} (for example 2026-12-01T01:00+09:00)`);
  return Math.floor(seconds);
}

/** One of these words; `what` names them. Throws `Refusal`. */
export function oneOf<T extends string>(known: readonly T[], text: string, what: string): T {
  const found = known.find((one) => one === text);
  if (found === undefined) throw new Refusal(`not ${what}: ${text} (${known.join(', ')})`);
  return found;
}

/** A note in both languages, or none. Throws `Refusal` for one in half of them. */
export function noteOf(ja: string | undefined, en: string | undefined): Bilingual | null {
  if (ja === undefined && en === undefined) return null;
  return { ja: required(ja, '--note-ja'), en: required(en, '--note-en') };
}

/** Where a kiosk will stand. */
export const placeOf = ({ chain, store, prefecture }: Partial<Record<keyof Place, string>>): Place => ({
  chain,
  store,
  prefecture: prefecture === undefined ? undefined : Number(prefecture),
});

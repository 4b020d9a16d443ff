import type { Asked, KiosksMoved, OperatorAnswers } from '#schema/contract/operator-acts.ts';
import { actOf, choose, KIOSK_MOVES, startOf, type Chosen, type Meant } from '../domain/fleet.ts';
import { release, type Change, type Reservation } from '../domain/reservation.ts';
import type { Ports } from '../ports/index.ts';

/** Crockford's base 32: nothing that is read for something else. Sixteen of them are 80 random bits. */
const ALPHABET = '0123456789ABCDEFGHJKMNPQRSTVWXYZ';
/** Seconds for which an enrolment code is good. */
const CODE_LIFE = 86_400;
/** Kiosks on a page of the list. */
const PAGE = 1_000;
/** A kiosk that claims while it is being stopped may hold something more; each round frees what came in between. */
const ROUNDS = 5;

/** Who acts, and when. */
export interface Acting {
  actor: string;
  now: number;
}

type Fleet = Pick<Ports, 'fleet'>;

/** Makes one-time codes for new kiosks. They are shown once; only their SHA-256 is stored. */
export async function issueCodes(
  { fleet, random, digest }: Pick<Ports, 'fleet' | 'random' | 'digest'>,
  { places }: Asked<'issueCodes'>,
  { actor, now }: Acting,
): Promise<OperatorAnswers['issueCodes']> {
  const expiresAt = now + CODE_LIFE;
  const made = await Promise.all(
    places.map(async (place) => {
      const code = Array.from(random.bytes(16), (byte) => ALPHABET[byte % 32]).join('');
      return { code: inFours(code), row: { ...place, expiresAt, hash: await digest(code) } };
    }),
  );
  await fleet.addCodes(
    made.map(({ row }) => row),
    actOf('kiosk-code-issued', { at: now, actor }, { codes: places.length }),
  );
  return { codes: made.map(({ code }) => code), expiresAt };
}

const inFours = (code: string) => code.replaceAll(/(.{4})(?=.)/g, '$1-');

/** Confirms, suspends, resumes or revokes kiosks; what cannot be done to one keeps no other from it. */
export async function moveKiosks(
  { fleet }: Fleet,
  name: keyof typeof KIOSK_MOVES,
  { shown }: Asked<'confirmKiosks'>,
  { actor, now }: Acting,
): Promise<KiosksMoved> {
  const move = KIOSK_MOVES[name];
  const { kiosks, held } = await fleet.beginning(shown.map(startOf), now);
  const chosen = choose(shown, kiosks, move.from);
  const events = chosen.meant.map(({ kiosk }) => actOf(move.kind, { at: now, actor, kioskId: kiosk.id }));
  const frees = name === 'revoke' || name === 'suspend';
  const isMeant = new Set(chosen.meant.map(({ kiosk }) => kiosk.id));
  const theirs = held.filter(({ lease }) => isMeant.has(lease?.kioskId ?? ''));
  const done = await fleet.move(move, events, frees ? freed(theirs, now) : [], now);
  let left = frees ? done.held : [];
  for (let round = 0; left.length > 0 && round < ROUNDS; round++)
    left = (await fleet.move(move, [], freed(left, now), now)).held;
  return outcome(chosen, new Set(done.moved));
}

/** Every reservation that may be free again, decided like any other change. */
const freed = (held: readonly Reservation[], now: number): Change[] =>
  held.flatMap((reservation) => {
    const change = release(reservation, reservation.lease?.redemptionId ?? '', now);
    return change.ok ? [change.value] : [];
  });

/** Says what kiosks are called and where they stand, whatever their state. */
export async function labelKiosks(
  { fleet }: Fleet,
  { kiosks: wanted }: Asked<'labelKiosks'>,
  { actor, now }: Acting,
): Promise<KiosksMoved> {
  const shown = wanted.map((kiosk) => kiosk.shown);
  const { kiosks } = await fleet.beginning(shown.map(startOf), now);
  const chosen = choose(shown, kiosks, ['pending', 'active', 'suspended', 'revoked']);
  const placeOf = new Map(wanted.map(({ shown: text, ...place }) => [text, place]));
  const places = chosen.meant.map(({ shown: text, kiosk }) => ({ id: kiosk.id, ...placeOf.get(text)! }));
  const events = places.map(({ id, ...place }) =>
    actOf('kiosk-labelled', { at: now, actor, kioskId: id }, place),
  );
  return outcome(chosen, new Set(await fleet.label(places, events)));
}

/** Gives kiosks hours of their own, or those of the service again, whatever their state. */
export async function setHours(
  { fleet }: Fleet,
  { shown, hours }: Asked<'setHours'>,
  { actor, now }: Acting,
): Promise<KiosksMoved> {
  const { kiosks } = await fleet.beginning(shown.map(startOf), now);
  const chosen = choose(shown, kiosks, ['pending', 'active', 'suspended', 'revoked']);
  const events = chosen.meant.map(({ kiosk }) =>
    actOf('kiosk-hours', { at: now, actor, kioskId: kiosk.id }, hours ?? {}),
  );
  return outcome(chosen, new Set(await fleet.hours(hours, events)));
}

function outcome({ meant, refused }: Chosen, changed: ReadonlySet<string>): KiosksMoved {
  const [done, late] = [
    meant.filter((one) => changed.has(one.kiosk.id)),
    meant.filter((one) => !changed.has(one.kiosk.id)),
  ];
  return {
    done: done.map(named),
    refused: [...refused, ...late.map(({ shown }) => ({ shown, code: 'conflict' as const }))],
  };
}

const named = ({ shown, kiosk: { thumbprint, label } }: Meant) => ({ shown, thumbprint, label });

/** A page of the fleet, by id. */
export async function listKiosks(
  { fleet }: Fleet,
  { search, ...filter }: Asked<'listKiosks'>,
): Promise<OperatorAnswers['listKiosks']> {
  const kiosks = await fleet.list({ ...filter, search: search === null ? null : startOf(search) }, PAGE);
  return { kiosks, next: kiosks.length === PAGE ? kiosks.at(-1)!.id : null };
}

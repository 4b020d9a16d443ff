import { importsOf, type Import, type Source } from './graph.ts';
import { outsideOf } from './pure.ts';
import { ANYTHING, ROOMS, TESTS, type Room } from './table.ts';

const TEST = /(^|\/)test\/|\.test\.tsx?$|(^|\/)vitest\.config\.ts$/;

const holds = (place: string, path: string): boolean => path === place || path.startsWith(`${place}/`);

const byPlace = ROOMS.flatMap((room) => room.places.map((place) => ({ place, room }))).toSorted(
  (a, b) => b.place.length - a.place.length,
);

/** The room of a file: that of the innermost place which holds it. */
export const roomOf = (path: string): Room | undefined =>
  TEST.test(path) ? TESTS : byPlace.find(({ place }) => holds(place, path))?.room;

export const nameOf = (room: Room): string => room.places[0]!;

/** Whether `allowed` has the name, as such or, for what is gone after compilation, as a type. */
const allows = (allowed: readonly string[], name: string, isType: boolean): boolean =>
  allowed.includes(name) || allowed.includes(ANYTHING) || (isType && allowed.includes(`type ${name}`));

const ships = (room: Room): boolean => room.kind !== 'lab' && room.kind !== 'test';

const sentence = (path: string, { to, isType }: Import, rule: string): string =>
  `${path} imports ${isType ? 'types of ' : ''}${to}: ${rule}`;

const listed = (names: readonly string[]): string => (names.length > 0 ? names.join(', ') : 'none');

function faultOf(path: string, room: Room, entry: Import): string | null {
  if (entry.isPackage) {
    if (allows(room.packages, entry.to, entry.isType)) return null;
    return sentence(path, entry, `the packages of ${nameOf(room)} are ${listed(room.packages)}.`);
  }
  const target = roomOf(entry.to);
  if (!target) return sentence(path, entry, 'that is in no room.');
  if (target === room) return null;
  if (ships(room) && !ships(target))
    return sentence(path, entry, 'what ships imports neither a laboratory nor a test.');
  if (allows(room.may, nameOf(target), entry.isType)) return null;
  return sentence(path, entry, `${nameOf(room)} may import ${listed(room.may)}.`);
}

/** The walls that one file breaks, each in a sentence. */
export function faultsOf(source: Source): string[] {
  const room = roomOf(source.path);
  if (!room) return [`${source.path} is in no room: give it a row in .ci/walls/table.ts.`];
  const imports = importsOf(source).map((entry) => faultOf(source.path, room, entry));
  const outside = room.pure
    ? outsideOf(source).map(
        (name) => `${source.path} uses ${name}: ${nameOf(room)} is pure, time and chance are handed in.`,
      )
    : [];
  return [...imports.filter((fault) => fault !== null), ...outside];
}

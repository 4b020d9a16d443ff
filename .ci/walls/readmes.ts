import { posix } from 'node:path';
import type { Source } from './graph.ts';
import { ANYTHING, COMPUTED, ROOMS, type Room } from './table.ts';
import { nameOf, roomOf } from './walls.ts';

const isAt = (place: string, path: string): boolean => place === path || place.startsWith(`${path}/`);

/** The rooms of a file or folder and of all folders in it that ship; of a laboratory, itself. */
const roomsAt = (path: string): Room[] => {
  const own = roomOf(path);
  const inner = ROOMS.filter((room) => room.kind !== 'lab' && room.places.some((place) => isAt(place, path)));
  return own?.kind === 'lab' ? [own] : [...new Set([...(own ? [own] : []), ...inner])];
};

const spoken = (name: string, folder: string): string => {
  if (name === 'node:') return 'Node';
  if (name.startsWith(`${folder}/`)) return `\`${name.slice(folder.length + 1)}\``;
  return name.startsWith('type ') ? `types of \`${name.slice('type '.length)}\`` : `\`${name}\``;
};

const isWhole = (folder: string, names: ReadonlySet<string>): boolean =>
  names.has(folder) && ROOMS.every((room) => !isAt(nameOf(room), folder) || names.has(nameOf(room)));

/** Whether a name goes without saying: its folder is named with all rooms in it, or a type of what is named in full. */
const isSaid = (name: string, names: ReadonlySet<string>): boolean =>
  isWhole(posix.dirname(name), names) || (name.startsWith('type ') && names.has(name.slice('type '.length)));

/** What files at these paths may import beside each other, in words for a README in `folder`. */
export function mayImport(folder: string, paths: readonly string[]): string {
  const rooms = paths.flatMap(roomsAt);
  if (rooms.some((room) => room.may.includes(ANYTHING))) return 'anything';
  const own = new Set(rooms.flatMap((room) => [nameOf(room), `type ${nameOf(room)}`]));
  const names = new Set(
    rooms.flatMap((room) => [...room.may, ...room.packages]).filter((name) => !own.has(name)),
  );
  const said = [...names].filter((name) => name !== COMPUTED && !isSaid(name, names));
  return said.map((name) => spoken(name, folder)).join(', ') || '–';
}

/** The paths that a table's cell names in code, those that have a room. */
const pathsIn = (folder: string, cell: string): string[] =>
  [...cell.matchAll(/`([^`]+)`/g)]
    .map(([, name]) => posix.join(folder, name!).replace(/\/$/, ''))
    .filter((path) => roomsAt(path).length > 0);

/** A table with a column "may import" gets it anew, from the names in its first column. */
function withColumn(folder: string, lines: readonly string[]): string[] {
  let column = -1;
  return lines.map((line) => {
    const cells = line.split(' | ');
    if (!line.startsWith('|')) column = -1;
    else if (column < 0) column = line.endsWith('| may import |') ? cells.length - 1 : -1;
    else if (!line.startsWith('|--')) {
      const paths = pathsIn(folder, cells[0]!);
      if (paths.length > 0) return [...cells.slice(0, column), `${mayImport(folder, paths)} |`].join(' | ');
    }
    return line;
  });
}

const LINE = 'May import: ';

/** A README as the table has it: its column "may import", and its line "May import: …". */
export function corrected({ path, text }: Source): string {
  const folder = posix.dirname(path);
  return withColumn(folder, text.split('\n'))
    .map((line) => (line.startsWith(LINE) ? `${LINE}${mayImport(folder, [folder])}.` : line))
    .join('\n');
}

const isGenerated = (line: string): boolean => line.startsWith(LINE) || line.startsWith('|');

/** What is wrong with what a README says of imports that cannot be corrected by itself. */
export function readmeFault({ path, text }: Source): string | null {
  const lines = text.split('\n');
  const isRoom = ROOMS.some((room) => room.kind !== 'lab' && nameOf(room) === posix.dirname(path));
  if (isRoom && !lines.some((line) => line.startsWith(LINE))) return `${path} has no line "${LINE}…".`;
  const stray = lines.find((line) => /\bmay import\b/i.test(line) && !isGenerated(line));
  return stray === undefined || path === 'README.md' ? null : `${path} says in its own words: "${stray}".`;
}

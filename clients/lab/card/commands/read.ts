import { SW } from '#clients/card/apdu/status-word.ts';
import { answer, word, type CardCommand, type Reply } from '../apdu.ts';
import type { CardFile } from '../applications/application.ts';
import type { Chip } from '../chip.ts';
import { namedFile } from './select.ts';

/** READ BINARY (INS B0): offset of 15 bits in the current file, or of 8 bits in one named by short identifier. */
export function readBinary(chip: Chip, { p1, p2, le }: CardCommand): Reply {
  const short = (p1 & 0x80) !== 0;
  const file = short ? namedFile(chip, p1) : chip.state.file;
  if (file === null) return word(short ? SW.notFound : SW.noCurrentFile);
  const found = chip.state.application?.files.get(file);
  if (!found) return word(SW.notAllowed);
  if (!isOpen(chip, found)) return word(SW.securityStatus);
  if (le === null) return word(SW.wrongLength);
  const offset = short ? p2 : (p1 << 8) | p2;
  if (offset >= found.content.length) return word(SW.outsideFile);
  return answer(found.content.slice(offset, offset + le));
}

const isOpen = ({ state }: Chip, { openedBy }: CardFile): boolean =>
  openedBy.length === 0 || openedBy.some((id) => state.verified.has(id));

/** READ RECORD (INS B2) by record number in the current file, or in one named by short identifier. */
export function readRecord(chip: Chip, { p1, p2, le }: CardCommand): Reply {
  if ((p2 & 0x07) !== 0x04) return word(SW.wrongParameters);
  const short = p2 >> 3;
  const file = short === 0 ? chip.state.file : short;
  const records = file === null ? undefined : chip.state.application?.records.get(file);
  if (!records) return word(file === null ? SW.noCurrentFile : SW.notAllowed);
  const record = records[p1 - 1];
  if (!record) return word(SW.recordNotFound);
  return le === null ? word(SW.wrongLength) : answer(record.slice(0, le));
}

/** GET CHALLENGE (INS 84): 1–256 random bytes; the extended form is refused, as cards do. */
export function getChallenge(_chip: Chip, { p1, p2, data, le, extended }: CardCommand): Reply {
  if (p1 !== 0 || p2 !== 0) return word(SW.wrongParameters);
  if (le === null || data.length > 0) return word(SW.wrongLength);
  return extended ? word(SW.conditions) : answer(crypto.getRandomValues(new Uint8Array(le)));
}

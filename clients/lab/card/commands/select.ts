import type { Octets } from '#schema/contract/card.ts';
import { SW } from '#clients/card/apdu/status-word.ts';
import { word, type CardCommand, type Reply } from '../apdu.ts';
import { has } from '../applications/application.ts';
import { endReset, freshState, type Chip } from '../chip.ts';

/** SELECT (INS A4): application by name or prefix of it, file by identifier, and the master file that is none. */
export function select(chip: Chip, command: CardCommand): Reply {
  switch (command.p1) {
    case 0x04:
      return selectApplication(chip, command.data);
    case 0x02:
      return selectFile(chip, command.data);
    case 0x00:
      return selectMasterFile(chip, command.data);
    default:
      return word(SW.wrongParameters);
  }
}

/** Whatever the outcome, a secure channel does not outlive the attempt. */
function selectApplication(chip: Chip, name: Octets): Reply {
  endReset(chip);
  const application = chip.applications.find(({ aid }) => startsWith(aid, name));
  if (!application || name.length === 0) return word(SW.notFound);
  chip.state = { ...freshState(), application };
  return word(SW.ok);
}

function selectFile({ state }: Chip, identifier: Octets): Reply {
  if (identifier.length !== 2) return word(SW.wrongLength);
  const file = (identifier[0]! << 8) | identifier[1]!;
  if (!state.application || !has(state.application, file)) return word(SW.notFound);
  state.file = file;
  return word(SW.ok);
}

function selectMasterFile({ state }: Chip, identifier: Octets): Reply {
  if (identifier.length > 0) return word(SW.notFound);
  return word(state.application ? SW.ok : SW.wrongParameters);
}

const startsWith = (aid: Octets, prefix: Octets): boolean =>
  prefix.length <= aid.length && prefix.every((byte, index) => byte === aid[index]);

/**
 * The file a command names by P2: `80` is the current one, `80|sfi` another, which becomes current.
 * Null when there is none.
 */
export function namedFile({ state }: Chip, p2: number): number | null {
  if ((p2 & 0xe0) !== 0x80) return null;
  const short = p2 & 0x1f;
  if (short === 0) return state.file;
  if (!state.application || !has(state.application, short)) return null;
  state.file = short;
  return short;
}

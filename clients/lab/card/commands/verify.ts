import { signaturePasswordFaults, type Octets } from '#schema/contract/card.ts';
import { SW } from '#clients/card/apdu/status-word.ts';
import { USER_PIN } from '#clients/card/pin.ts';
import { word, type CardCommand, type Reply } from '../apdu.ts';
import type { Chip } from '../chip.ts';
import type { ReferenceId } from '../profile.ts';
import { namedFile } from './select.ts';

const LONGEST = 16;

/** VERIFY (INS 20): with data an entry, without data a question for the tries left, which spends none. */
export async function verify(chip: Chip, { p1, p2, data }: CardCommand): Promise<Reply> {
  if (p1 !== 0) return word(SW.wrongParameters);
  const named = referenceOf(chip, p2);
  if (typeof named === 'number') return word(named);
  const { memory, state, traits } = chip;
  if (data.length === 0) return word(0x63c0 | memory.tries(named));
  if (data.length > LONGEST) return word(SW.wrongLength);
  if (memory.tries(named) === 0) return word(traits.blockedWord);
  state.verified.delete(named);
  const right = await memory.verify(named, data);
  if (!right) return word(0x63c0 | memory.tries(named));
  state.verified.add(named);
  return word(SW.ok);
}

/** CHANGE REFERENCE DATA (INS 24, P1 01): new data for a reference that is verified now. */
export async function changeReference(chip: Chip, { p1, p2, data }: CardCommand): Promise<Reply> {
  if (p1 !== 1) return word(SW.wrongParameters);
  const named = referenceOf(chip, p2);
  if (typeof named === 'number') return word(named);
  if (!chip.state.verified.has(named)) return word(SW.securityStatus);
  if (!FORMS[named]?.(data)) return word(SW.wrongData);
  await chip.memory.change(named, data);
  return word(SW.ok);
}

/** What each reference may be changed to. What is printed on the card never changes. */
const FORMS: Partial<Record<ReferenceId, (data: Octets) => boolean>> = {
  userPin: USER_PIN.accepts,
  textPin: USER_PIN.accepts,
  signaturePassword: (data) => signaturePasswordFaults(data).length === 0,
};

/** The reference that P2 names, or the status word of why there is none. */
function referenceOf(chip: Chip, p2: number): ReferenceId | number {
  if (!chip.state.application) return SW.noCurrentFile;
  const file = namedFile(chip, p2);
  if (file === null) return p2 === 0x80 ? SW.noCurrentFile : SW.referenceNotFound;
  return chip.state.application.references.get(file) ?? SW.notAllowed;
}

import type { Octets } from '#schema/contract/card.ts';
import { SW } from '#clients/card/apdu/status-word.ts';
import { sha256 } from '#schema/contract/bytes.ts';
import { answer, word, type CardCommand, type Reply } from '../apdu.ts';
import type { CardKey } from '../applications/application.ts';
import type { Chip } from '../chip.ts';
import { signBlock, signDigest, signPss, type RsaKey } from '../rsa.ts';
import { namedFile } from './select.ts';

const LONGEST_BLOCK = 245;

/** COMPUTE DIGITAL SIGNATURE (CLA 80 INS 2A). P2 names the key's file; 00 is the key without one. */
export async function sign(chip: Chip, { p1, p2, data, le }: CardCommand): Promise<Reply> {
  const named = keyOf(chip, p2);
  if (typeof named === 'number') return word(named);
  if (named.needs && !chip.state.verified.has(named.needs)) return word(SW.securityStatus);
  const scheme = SCHEMES[p1];
  if (!scheme) return word(SW.wrongParameters);
  const fault = scheme.fault(data) ?? (le === null || le < 256 ? SW.wrongLength : undefined);
  return fault === undefined ? answer(await scheme.sign(named.key, data)) : word(fault);
}

interface Scheme {
  fault(data: Octets): number | undefined;
  sign(key: RsaKey, data: Octets): Octets | Promise<Octets>;
}

const upTo = (longest: number) => (data: Octets) =>
  data.length === 0 || data.length > longest ? SW.wrongLength : undefined;
const digest = (data: Octets) => (data.length === 32 ? undefined : SW.conditions);

/** By P1: what the input is and how it is signed (clients/lab/card/README.md). */
const SCHEMES: Record<number, Scheme> = {
  0x00: { fault: upTo(LONGEST_BLOCK), sign: signBlock },
  0x01: { fault: upTo(255), sign: async (key, data) => signBlock(key, await sha256(data)) },
  0x02: { fault: digest, sign: signDigest },
  0x03: { fault: upTo(255), sign: async (key, data) => signDigest(key, await sha256(data)) },
  0x04: { fault: digest, sign: signPss },
  0x05: { fault: upTo(255), sign: async (key, data) => signPss(key, await sha256(data)) },
};

function keyOf(chip: Chip, p2: number): CardKey | number {
  const { application } = chip.state;
  if (!application) return SW.noCurrentFile;
  if (p2 === 0) return application.unnamedKey ?? SW.wrongParameters;
  const file = namedFile(chip, p2);
  if (file === null) return p2 === 0x80 ? SW.noCurrentFile : SW.referenceNotFound;
  return application.keys.get(file) ?? SW.notAllowed;
}

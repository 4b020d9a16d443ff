import { ascii, concat, digestInfo, fromHex, type Octets } from '#schema/contract/card.ts';
import { encodeCommand } from '#clients/card/apdu/command.ts';
import { JPKI_AID } from '#clients/card/applets/jpki.ts';
import { SURFACE_AID } from '#clients/card/applets/surface.ts';
import { COMMON_AID, TEXT_AID } from '../applications/applications.ts';
import type { ReferenceId } from '../profile.ts';
import { Weighted, type Random } from './random.ts';
import type { World } from './world.ts';

/** Makes one command. */
export type Move = (world: World) => Octets;

const AIDS = [JPKI_AID, JPKI_AID, JPKI_AID, SURFACE_AID, TEXT_AID, COMMON_AID];
const FILES = [
  0x01, 0x02, 0x03, 0x04, 0x05, 0x06, 0x08, 0x0a, 0x0b, 0x11, 0x12, 0x13, 0x14, 0x15, 0x17, 0x18, 0x1a, 0x1b,
  0x1d,
];
const PIN_FILES: readonly (readonly [file: number, id: ReferenceId])[] = [
  [0x18, 'userPin'],
  [0x18, 'userPin'],
  [0x1b, 'signaturePassword'],
  [0x11, 'birthKey'],
  [0x11, 'textPin'],
  [0x12, 'matchingNumberB'],
  [0x15, 'textMatchingNumberB'],
];

type Parts = Omit<Parameters<typeof encodeCommand>[0], 'name' | 'cla'> & { cla?: number };
const command = (parts: Parts): Octets => encodeCommand({ name: '', cla: 0, ...parts });
const withLe = (le: number | undefined) => (le === undefined ? {} : { le });
const anyLe = (random: Random) => random.one([undefined, 1, 4, 16, 255, 256]);

const selectApplication: Move = ({ random }) => {
  const aid = random.one(AIDS);
  const data = random.below(8) === 0 ? aid.slice(0, random.below(11)) : aid;
  return command({ ins: 0xa4, p1: 4, p2: 0x0c, data });
};

const selectFile: Move = ({ random }) =>
  command({ ins: 0xa4, p1: 2, p2: 0x0c, data: Uint8Array.of(0, random.one(FILES)) });

const readBinary: Move = ({ random }) => {
  const short = random.below(2) === 0;
  const p1 = short ? 0x80 | random.one(FILES) : random.below(8);
  return command({ ins: 0xb0, p1, p2: random.below(256), ...withLe(anyLe(random)) });
};

const readExtended: Move = ({ random }) =>
  concat(Uint8Array.of(0, 0xb0, 0x80 | random.one(FILES), 0, 0), random.bytes(2));

const readRecord: Move = ({ random }) =>
  command({ ins: 0xb2, p1: random.below(3), p2: random.one([0x04, 0x0c, 0x00]), ...withLe(anyLe(random)) });

const askTries: Move = ({ random }) => command({ ins: 0x20, p1: 0, p2: 0x80 | random.one(PIN_FILES)[0] });

const presentRight: Move = ({ random, secrets }) => {
  const [file, id] = random.one(PIN_FILES);
  return command({ ins: 0x20, p1: 0, p2: 0x80 | file, data: secrets[id] ?? random.bytes(4) });
};

const presentWrong: Move = ({ random }) => {
  const data = ascii(random.text(1 + random.below(17), '0123456789ABC'));
  return command({ ins: 0x20, p1: 0, p2: random.one([0x80, 0x98, 0x9b, 0x91, 0x92]), data });
};

const changeReference: Move = ({ random }) => {
  const [file] = random.one(PIN_FILES);
  const digits = ascii(random.text(4, '0123456789'));
  const password = ascii(`${random.text(1 + random.below(8), 'ABCXYZ')}${random.text(5, '0123456789')}`);
  return command({ ins: 0x24, p1: 1, p2: 0x80 | file, data: random.one([digits, password]) });
};

const challenge: Move = ({ random }) => command({ ins: 0x84, p1: 0, p2: 0, ...withLe(anyLe(random)) });

const getData: Move = ({ random }) => {
  const [p2, length] = random.one([
    [1, 16],
    [2, 32],
    [3, 16],
  ] as const);
  return command({ ins: 0xca, p1: 0xdf, p2, data: random.bytes(length), le: 256 });
};

const sign: Move = ({ random }) => {
  const data = random.one([digestInfo(random.bytes(32)), random.bytes(1 + random.below(255))]);
  const p2 = random.one([0x80, 0x97, 0x9a, 0x00]);
  return command({ cla: 0x80, ins: 0x2a, p1: random.below(7), p2, data, le: 256 });
};

const anything: Move = ({ random }) => random.bytes(random.below(40));

const anyHeader: Move = ({ random }) => {
  const header = Uint8Array.of(
    random.one([0x00, 0x80, 0x0c, 0x08, random.below(256)]),
    random.one([0x20, 0x24, 0x2a, 0x2c, 0x82, 0x84, 0x86, 0xa4, 0xb0, 0xb2, 0xca, random.below(256)]),
    random.below(256),
    random.below(256),
  );
  return concat(header, random.bytes(random.below(20)));
};

const masterFile: Move = ({ random }) => fromHex(random.one(['00A40000', '00A40000023F00', '00A4000C']));

/** In proportion to what they cost: a signature takes a thousand times what reading does. */
export const PLAIN_MOVES = new Weighted<Move>([
  [120, selectApplication],
  [80, selectFile],
  [180, readBinary],
  [20, readExtended],
  [20, readRecord],
  [60, askTries],
  [120, presentRight],
  [20, presentWrong],
  [30, changeReference],
  [40, challenge],
  [8, getData],
  [3, sign],
  [80, anything],
  [120, anyHeader],
  [10, masterFile],
]);

/** Changes a command a little: a byte, its end, or what stands after it. */
export function damaged(apdu: Octets, random: Random): Octets {
  switch (random.below(4)) {
    case 0:
      return apdu.slice(0, random.below(apdu.length + 1));
    case 1:
      return concat(apdu, random.bytes(1 + random.below(4)));
    default: {
      const changed = apdu.slice();
      if (changed.length > 0) changed[random.below(changed.length)]! ^= 1 << random.below(8);
      return changed;
    }
  }
}

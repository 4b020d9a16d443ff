import { sameOctets, type Octets } from '#schema/contract/card.ts';
import { parseCommand, type CardCommand } from '../apdu.ts';
import { REFERENCE_IDS, type ReferenceId } from '../profile.ts';
import type { Access } from './access.ts';
import { type WatchedStore, writeOf } from './watched-store.ts';
import { holds, type Secrets } from './world.ts';

/** One APDU and what came of it. */
export interface Exchange {
  apdu: Uint8Array;
  answer: Uint8Array;
  secrets: Secrets;
  /** The new password of a reset, when the move was one. */
  password: Octets | null;
  /** The status word inside secure messaging, where the terminal can open it. */
  inside: number | null;
  /** The power was cut in a write of this one. */
  torn: boolean;
}

/** What exchanges are held against. */
export interface Grounds {
  store: WatchedStore;
  access: Access;
  /** Everything that files of the card say: short secrets may stand in it by chance. */
  published: Octets;
}

/** What an exchange must not have done; empty when all is well. Brings `secrets` and `access` up to date. */
export function faultsOf(exchange: Exchange, { store, access, published }: Grounds): string[] {
  const command = parseCommand(exchange.apdu);
  const { faults, did, id } = memoryFaults(exchange, command, store);
  const { answer } = exchange;
  return [
    ...answerFaults(exchange, command),
    ...leaks(exchange, command, published),
    ...faults,
    ...access.faultsOf({ command, answer, did, id }),
  ];
}

function answerFaults({ answer, apdu, torn }: Exchange, command: CardCommand | undefined): string[] {
  if (torn) return answer.length > 0 ? ['an answer without power'] : [];
  if (answer.length < 2) return ['no answer'];
  const length = answer.length - 2;
  const sw = wordOf(answer);
  const faults: [boolean, string][] = [
    [!command && sw !== 0x6700, 'malformed command taken'],
    [length > 0 && sw !== 0x9000, 'data with a refusal'],
    [length > (apdu[0] === 0x0c ? 256 : (command?.le ?? 0)), 'more data than was asked for'],
    [(sw & 0xf000) !== 0x6000 && sw !== 0x9000, 'no status word'],
  ];
  return faults.filter(([found]) => found).map(([, fault]) => fault);
}

/** Instructions whose answers are random or look so: four digits occur in them by chance. */
const RANDOM_LOOKING = new Set([0x2a, 0x84, 0x86, 0xca]);
const SHORT = 6;

function leaks({ answer, secrets }: Exchange, command: CardCommand | undefined, published: Octets): string[] {
  if (answer.length <= 2) return [];
  const random = command?.cla === 0x0c || (command !== undefined && RANDOM_LOOKING.has(command.ins));
  return REFERENCE_IDS.filter((id) => {
    const secret = secrets[id];
    if (!secret || !holds(answer, secret)) return false;
    return secret.length >= SHORT || !(random || holds(published, secret));
  }).map((id) => `${id} in an answer`);
}

interface MemoryFaults {
  faults: string[];
  /** What was written, e.g. `spend restore`. */
  did: string;
  id: ReferenceId | null;
}

function memoryFaults(
  exchange: Exchange,
  command: CardCommand | undefined,
  store: WatchedStore,
): MemoryFaults {
  const { before, saves, after } = store.take();
  const writes = saves.map((save, at) => writeOf(at === 0 ? before : saves[at - 1]!, save));
  const did = writes.map(({ kind }) => kind).join(' ');
  const [id = null] = writes.map((write) => write.id);
  const expected = expectedWrites(exchange, command, id);
  learn(exchange, command, id, did);
  const told = wordOf(exchange.answer);
  const wrongCount = did === 'spend' && !exchange.torn && told !== (0x63c0 | after.references[id!].tries);
  const faults: [boolean, string][] = [
    [writes.some((write) => write.id !== id), `several references changed: ${did}`],
    [!expected.includes(did), `memory did "${did}", not "${expected.join('" or "')}"`],
    [wrongCount, 'another counter told than kept'],
  ];
  return { faults: faults.filter(([found]) => found).map(([, fault]) => fault), did, id };
}

/** The writes that command and answer allow. A torn command may have done the first part of them. */
function expectedWrites(
  exchange: Exchange,
  command: CardCommand | undefined,
  id: ReferenceId | null,
): string[] {
  const kind = command && command.data.length > 0 ? (command.cla << 8) | command.ins : 0;
  if (kind === 0x0c2c) return done(exchange, exchange.inside === 0x9000, 'reset');
  const known = id ? exchange.secrets[id] : null;
  const right = known ? sameOctets(known, command!.data) : null;
  if (kind === 0x0024) return done(exchange, answeredOk(exchange), right ? 'restore' : 'change');
  return kind === 0x0020 ? verifyWrites(exchange, right) : [''];
}

const answeredOk = ({ answer }: Exchange): boolean => wordOf(answer) === 0x9000;

/** Counted before it is compared, and given back only when it was right. `right` is null when nobody knows. */
function verifyWrites(exchange: Exchange, right: boolean | null): string[] {
  if (exchange.torn) return right === false ? ['', 'spend'] : ['', 'spend', 'spend restore'];
  if (answeredOk(exchange)) return right === false ? ['a refusal'] : ['spend restore'];
  const counted = (wordOf(exchange.answer) & 0xfff0) === 0x63c0;
  return [counted && right !== true ? 'spend' : ''];
}

function done({ torn }: Exchange, done: boolean, write: string): string[] {
  if (torn) return ['', write];
  return [done ? write : ''];
}

/** After a changed secret, the new one is right. */
function learn(
  exchange: Exchange,
  command: CardCommand | undefined,
  id: ReferenceId | null,
  did: string,
): void {
  if (did === 'change' && id && command) exchange.secrets[id] = command.data;
  if (did === 'reset') exchange.secrets.signaturePassword = exchange.password;
}

const wordOf = (answer: Uint8Array): number => ((answer.at(-2) ?? 0) << 8) | (answer.at(-1) ?? 0);

import { KIOSK_STATES } from '#schema/contract/kiosk.ts';
import type { KiosksMoved, KioskSeen } from '#schema/contract/operator-acts.ts';
import { clockOf, minute, oneOf, placeOf, required } from '../arguments.ts';
import {
  everyKiosk,
  issueCode,
  issueCodes,
  listKiosks,
  moveKiosks,
  setHours,
  wordsOf,
  type Move,
} from '../commands/kiosk.ts';
import { instantInWords } from '../commands/times.ts';
import { Refusal } from '../exit.ts';
import { WAYS_ON, type OperatorService } from '../service.ts';
import { sayRows, type Command, type Given } from './command.ts';
import { csvLine, placesIn } from './csv.ts';

export const KIOSKS: Record<string, Command> = {
  'kiosk code': async (given, label) => {
    const code = await issueCode(await given.operator(), required(label, 'a label'), placeOf(given.options));
    given.say(given.options.json ? JSON.stringify({ label, code }) : code);
  },
  'kiosk codes': async (given, file) => {
    const places = placesIn(await given.read(required(file, 'a CSV file, or -')));
    const { json } = given.options;
    if (!json) given.say('label,chain,store,prefecture,code');
    for await (const coded of issueCodes(await given.operator(), places)) {
      const { label, chain, store, prefecture, code } = coded;
      given.say(json ? JSON.stringify(coded) : csvLine([label, chain, store, prefecture, code]));
    }
  },
  'kiosk confirm': moving('confirmKiosks'),
  'kiosk suspend': moving('suspendKiosks'),
  'kiosk resume': moving('resumeKiosks'),
  'kiosk revoke': moving('revokeKiosks'),
  'kiosk label': async (given, ...shown) => {
    const label = required(given.options.label, '--label');
    const kiosk = { shown: joined(shown), label, ...placeOf(given.options) };
    refuse(sayMoved(given, await (await given.operator()).ask('labelKiosks', { kiosks: [kiosk] })));
  },
  'kiosk hours': async (given, opens, ...words) => {
    const hours = opens === 'none' ? null : { opensAt: minute(opens), closesAt: minute(words.shift()) };
    const operator = await given.operator();
    const { chain, from } = given.options;
    const shown = chain === undefined ? await shownIn(given, from, words) : await inChain(operator, chain);
    const refused: string[] = [];
    for await (const some of setHours(operator, shown, hours)) refused.push(...sayMoved(given, some));
    refuse(refused);
  },
  'kiosk list': async (given, search) => {
    const { state } = given.options;
    const filter = {
      ...(search === undefined ? {} : { search }),
      ...(state === undefined ? {} : { state: oneOf(KIOSK_STATES, state, 'a state') }),
    };
    const operator = await given.operator();
    if (!given.options.json) return sayRows(given, (await everyKiosk(operator, filter)).map(readable));
    for await (const kiosk of listKiosks(operator, filter)) given.say(JSON.stringify(kiosk));
  },
};

function moving(call: Move): Command {
  return async (given, ...words) => {
    const shown = await shownIn(given, given.options.from, words);
    const moved = moveKiosks(await given.operator(), call, shown);
    const refused: string[] = [];
    for await (const some of moved) refused.push(...sayMoved(given, some));
    refuse(refused);
  };
}

const shownIn = async (given: Given, from: string | undefined, words: readonly string[]): Promise<string[]> =>
  from === undefined ? [joined(words)] : linesIn(await given.read(from));

/** Thumbprints of a chain's kiosks. Throws `Refusal` where it has none. */
async function inChain(operator: OperatorService, chain: string): Promise<string[]> {
  const found = (await everyKiosk(operator, { search: chain })).filter((kiosk) => kiosk.chain === chain);
  if (found.length === 0)
    throw new Refusal(`no kiosk is of the chain ${chain}: kiosk list says which there are`);
  return found.map(({ thumbprint }) => thumbprint);
}

const joined = (words: readonly string[]): string =>
  required(words.join(' ') || undefined, 'the check words or the thumbprint');

const linesIn = (text: string): string[] =>
  text
    .split('\n')
    .map((line) => line.trim())
    .filter((line) => line !== '');

/** Says what was done; answers what is to be said of what was not. */
function sayMoved(given: Given, { done, refused }: KiosksMoved): string[] {
  if (given.options.json) for (const one of [...done, ...refused]) given.say(JSON.stringify(one));
  else for (const { label, thumbprint } of done) given.say(`done  ${label}  ${thumbprint}`);
  return refused.map(({ shown, code }) => `${shown}: ${WAYS_ON[code]}`);
}

function refuse(refused: readonly string[]): void {
  if (refused.length > 0) throw new Refusal(refused.join('\n'));
}

const readable = ({ id: _, enrolledAt, lastSeenAt, thumbprint, ...kiosk }: KioskSeen) => ({
  label: kiosk.label,
  chain: kiosk.chain,
  store: kiosk.store,
  prefecture: kiosk.prefecture,
  state: kiosk.state,
  hours: kiosk.opensAt === null ? '' : `${clockOf(kiosk.opensAt)}-${clockOf(kiosk.closesAt!)}`,
  words: wordsOf(thumbprint),
  thumbprint,
  enrolled: instantInWords(enrolledAt),
  seen: lastSeenAt === null ? 'never' : instantInWords(lastSeenAt),
  page: kiosk.page,
  reader: kiosk.reader,
  printer: kiosk.printer,
  waiting: kiosk.waiting,
});

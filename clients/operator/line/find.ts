import * as v from 'valibot';
import type { VisitStory } from '#schema/contract/operator-acts.ts';
import { SupportNumber, Uuid } from '#schema/contract/primitives.ts';
import { required } from '../arguments.ts';
import { logLinesIn, type LogLine } from '../commands/log-lines.ts';
import { happenedIn } from '../commands/story.ts';
import { instantInWords } from '../commands/times.ts';
import { Misuse, Refusal } from '../exit.ts';
import type { OperatorService } from '../service.ts';
import type { Command, Given } from './command.ts';

export const FIND: Record<string, Command> = {
  visit: async (given, ...words) => {
    // As it is read out: in groups, in small letters.
    const number = required(words.join('') || undefined, 'the number')
      .replaceAll(/[\s-]/g, '')
      .toUpperCase();
    if (!v.is(SupportNumber, number))
      throw new Misuse(
        'not a support number: eight letters of ACDEFHJKMNPRTWXY, and none that looks like another',
      );
    await tell(given, [number], await linesOf(given));
  },
  request: async (given, id) => {
    const asked = required(id, 'the id').toLowerCase();
    if (!v.is(Uuid, asked))
      throw new Misuse('not the id of a request or of a reservation (visit takes the number)');
    const lines = await linesOf(given);
    const own = lines.filter(({ requestId }) => requestId === asked);
    const numbers = own.flatMap(({ support }) => support ?? []);
    await tell(given, own.length > 0 ? numbers : [asked], lines, own);
  },
};

/** Says what happened to whatever has these names: stories, `own` lines, and those of its numbers. Throws `Refusal` for nothing. */
async function tell(
  given: Given,
  names: readonly string[],
  lines: readonly LogLine[],
  own: readonly LogLine[] = [],
): Promise<void> {
  const stories = names.length > 0 ? await storiesOf(await given.operator(), names) : [];
  const numbers = new Set<string | null>([...names, ...stories.flatMap(numbersIn)]);
  const belongs = (line: LogLine) =>
    own.includes(line) || (line.support !== null && numbers.has(line.support));
  const happened = happenedIn(stories, lines.filter(belongs));
  if (happened.length === 0) throw new Refusal(given.options.logs === undefined ? WITHOUT_LOGS : NOWHERE);
  for (const one of happened)
    given.say(
      given.options.json
        ? JSON.stringify(one)
        : [instantInWords(one.at), one.from.padEnd(5), one.what, ...one.more].join('  '),
    );
}

const storiesOf = (operator: OperatorService, names: readonly string[]): Promise<VisitStory[]> =>
  Promise.all([...new Set(names)].map((of) => operator.ask('findVisit', { of })));

const numbersIn = ({ reservations, redemptions }: VisitStory) =>
  [...reservations, ...redemptions].map(({ support }) => support);

async function linesOf({ options: { logs }, read }: Given): Promise<LogLine[]> {
  return logs === undefined ? [] : logLinesIn(await read(logs));
}

const WITHOUT_LOGS =
  'the database knows nothing of it: no reservation was made, or its 30 days are over. Requests stand in the log alone: export its lines from Cloudflare (Workers Logs), and say --logs FILE';
const NOWHERE =
  'neither the database nor these lines know it: was it read correctly, is it this environment, and does the export reach back that far?';

import { CLOSURE_REASONS, SCOPES, type ClosureReason, type Scope } from '#schema/contract/calendar.ts';
import type { Asked, PlannedClosure } from '#schema/contract/operator-acts.ts';
import { instant, midnight, noteOf, oneOf, required, whole, type Options } from '../arguments.ts';
import { describeClosure, endClosure, inWords, planClosure } from '../commands/closures.ts';
import { Misuse } from '../exit.ts';
import { sayRows, type Command, type Given } from './command.ts';

export const CLOSURES: Record<string, Command> = {
  'closures plan': (given, from, until, scope) =>
    plan(
      given,
      { from: instant(from), until: instant(until), scope: scopeIn(scope) },
      orderedBy(given.options),
    ),
  'closures days': (given, first, last) => {
    const span = { from: midnight(first), until: midnight(last ?? first) + 86_400, scope: 'kiosk' } as const;
    return plan(given, span, { cuts: false, reason: 'closed-day', note: noteOf(given.options) });
  },
  'closures end': async (given, id) =>
    sayEnded(given, (await endClosure(await given.operator(), required(id, 'the id'))).ended),
  'closures list': async (given) => {
    const { closures, yearly } = await (await given.operator()).ask('listClosures', {});
    if (closures.length === 0 && !given.options.json) given.say('none planned');
    sayClosures(given, closures);
    if (yearly.length > 0) given.aside(`closed days of every year, by CLOSED_DAYS: ${yearly.join(', ')}`);
  },
  'close now': async (given, scope) => {
    const hours = whole(given.options.hours, 'hours, 1 to 72', 1);
    const asked = { seconds: hours * 3_600, scope: scopeIn(scope), ...orderedBy(given.options, 'emergency') };
    const { now: _, ...closure } = await (await given.operator()).ask('closeNow', asked);
    sayClosures(given, [closure]);
    given.aside('open now ends it');
  },
  'open now': async (given, scope) =>
    sayEnded(given, (await (await given.operator()).ask('openNow', { scope: scopeIn(scope) })).ended),
};

async function plan(given: Given, span: Asked<'weighClosure'>, ordered: ReturnType<typeof orderedBy>) {
  const { yes, force } = given.options;
  const operator = await given.operator();
  // A span that is none is the service's to refuse, with its reason.
  if (span.from < span.until) given.aside(inWords(await operator.ask('weighClosure', span)));
  if (!yes && !(await given.agree('plan it?'))) throw new Misuse('not planned: agree to it, or say --yes');
  sayClosures(given, [await planClosure(operator, { ...span, ...ordered, force })]);
}

const scopeIn = (text: string | undefined): Scope => oneOf(SCOPES, text ?? 'both', 'a scope');

function orderedBy(options: Options, otherwise: ClosureReason = 'maintenance') {
  const { cuts, reason = cuts ? 'emergency' : otherwise } = options;
  return { cuts, reason: oneOf(CLOSURE_REASONS, reason, 'a reason'), note: noteOf(options) };
}

function sayClosures(given: Given, closures: readonly PlannedClosure[]): void {
  if (given.options.json) sayRows(given, closures as never);
  else for (const closure of closures) given.say(describeClosure(closure));
}

function sayEnded(given: Given, closures: readonly PlannedClosure[]): void {
  if (!given.options.json) given.say('ended');
  sayClosures(given, closures);
}

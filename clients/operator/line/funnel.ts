import type { FunnelStep } from '#schema/contract/service-day.ts';
import { oneOf } from '../arguments.ts';
import { sayRows, type Command } from './command.ts';

/** People are counted in tens, so that nobody is one of few. */
const tens = (count: number): string => (count === 0 ? 'fewer than 10' : `about ${count}`);

const refusedIn = ({ refused }: FunnelStep): string =>
  refused.map(({ code, count }) => `${code} ${tens(count)}`).join(', ') || 'nothing ten times';

export const FUNNEL: Record<string, Command> = {
  funnel: async (given, day = 'today') => {
    const which = oneOf(['today', 'yesterday'] as const, day, 'a day');
    const steps = (await (await given.operator()).ask('readDay', {}))[which];
    if (given.options.json) sayRows(given, steps as never);
    else
      sayRows(
        given,
        steps.map((step) => ({ call: step.call, done: tens(step.done), refused: refusedIn(step) })),
      );
  },
};

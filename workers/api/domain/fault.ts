/** What can go wrong on our side. Each has its line in workers/README.md, "Faults". */
export const FAULT_CAUSES = [
  'd1-overloaded',
  'd1-network',
  'd1-timeout',
  'd1-constraint',
  'd1-other',
  'matcher-timeout',
  'matcher-rpc',
  'bug',
] as const;
export type FaultCause = (typeof FAULT_CAUSES)[number];

/** A fault as the log may have it. `stack` names functions, innermost first: never a message, which can hold a caller's text. */
export type Fault = Readonly<{ cause: FaultCause; stack: string }>;

/** The matcher gave no answer in time. */
export class MatcherLate extends Error {}

/** What was thrown by the database, or by ourselves. */
export const faultOf = (error: unknown): Fault => ({ cause: causeOf(error), stack: functionsIn(error) });

/** What a call of the matcher threw. */
export const matcherFault = (error: unknown): Fault => ({
  cause: error instanceof MatcherLate ? 'matcher-timeout' : 'matcher-rpc',
  stack: functionsIn(error),
});

/** In the words of D1 and SQLite, the first that fits; messages are looked at here and go no further. */
const D1_SAYS: readonly [RegExp, FaultCause][] = [
  [/constraint failed|SQLITE_CONSTRAINT/, 'd1-constraint'],
  [/overloaded|too many requests queued|queued for too long/i, 'd1-overloaded'],
  [/time(d )?[- ]?out|CPU time limit/i, 'd1-timeout'],
  [/network|connection|transient|storage caused object to be reset|code was updated/i, 'd1-network'],
];

function causeOf(error: unknown): FaultCause {
  const said = messagesOf(error).join('\n');
  if (!/\bD1_|\bD1 |\bSQLITE_|^Failed query/m.test(said)) return 'bug';
  return D1_SAYS.find(([words]) => words.test(said))?.[1] ?? 'd1-other';
}

/** Of an error and of those it wraps. */
function messagesOf(error: unknown): string[] {
  return error instanceof Error ? [error.message, ...messagesOf(error.cause)] : [];
}

const LONGEST = 8;

/** Reads frames only behind the message, so that a message with lines like frames is not taken for one. */
function functionsIn(error: unknown): string {
  if (!(error instanceof Error) || error.stack === undefined) return '';
  const { message, stack } = error;
  const start = stack.indexOf(message);
  const frames = start < 0 ? '' : stack.slice(start + message.length);
  const names = frames.matchAll(/^ +at (?:async )?(?:new )?([\w$.]{1,60})(?: \[as [\w$.]+\])? \(/gm);
  return Array.from(names, ([, name]) => name!)
    .slice(0, LONGEST)
    .join(' < ');
}

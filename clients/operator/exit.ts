/** Exit statuses, so that whoever runs a command by night can tell why it failed. */
const EXIT = { fault: 1, usage: 2, outage: 3, alarm: 4, login: 5, refused: 6 } as const;

/** Said to the operator as it stands; anything else that is thrown is a fault of ours. */
export class Refusal extends Error {
  readonly exit: number = EXIT.refused;
}

/** What was asked cannot be read. */
export class Misuse extends Refusal {
  override readonly exit = EXIT.usage;
}

/** The service, or the way to it, is not there. */
export class Outage extends Refusal {
  override readonly exit = EXIT.outage;
}

/** What was looked at is not as it ought to be. */
export class Alarm extends Refusal {
  override readonly exit = EXIT.alarm;
}

/** Nobody is logged in, or not somebody who may. */
export class NotLoggedIn extends Refusal {
  override readonly exit = EXIT.login;
}

/** What to end with after this was thrown. */
export function exitOf(error: unknown): number {
  if (error instanceof Refusal) return error.exit;
  return error instanceof RangeError ? EXIT.refused : EXIT.fault;
}

/** A service whose database can be put back. What differs between a deployment and a copy on this machine is behind it. */
export interface Restorable {
  /** Plans a closure of both steps from now on; answers its id. */
  close(): Promise<string>;
  open(closure: string): Promise<void>;
  /** Has every call refused. Resolves once none that was let in before can still write. */
  pause(): Promise<void>;
  resume(): Promise<void>;
  /** How far the trail is sealed, and how many events are not. */
  trail(): Promise<{ sealed: number; unsealed: number }>;
  /** Lets the service seal, or take up its trail after a restore; resolves when it may have done so. */
  turn(): Promise<void>;
  /** Names the database as it is now. */
  bookmark(): Promise<string>;
  /** Puts the database back. The service goes on beside it. */
  putBack(to: string): Promise<void>;
  say(line: string): void;
}

/** Turns to wait for. */
const TURNS = 200;

/**
 * Puts the database back to an earlier copy and has the service take up again what its trail tells since. Everything is
 * in the trail before the copy takes the database's place, for nobody is answered in between. Throws `RangeError` when
 * the service does not seal or does not follow; it stays paused then, and the same command goes on.
 *
 * @param to a bookmark or an instant, as the database takes it
 */
export async function restore(service: Restorable, to: string): Promise<void> {
  const closure = await service.close();
  service.say('both steps are closed');
  await service.pause();
  service.say('nobody is answered any more');
  await until(service, ({ unsealed }) => unsealed === 0, 'the trail is not being sealed');
  const before = await service.trail();
  service.say(
    `sealed up to event ${before.sealed}; as it is now, the database is ${await service.bookmark()}`,
  );
  await service.putBack(to);
  service.say(`the database was put back to ${to}`);
  const followed = ({ sealed, unsealed }: { sealed: number; unsealed: number }) =>
    sealed >= before.sealed && unsealed === 0;
  await until(service, followed, 'the service does not take up its trail');
  service.say('what the trail tells since was taken up again');
  await service.resume();
  await service.open(closure);
  service.say('open again: run audit verify now');
}

async function until(
  service: Restorable,
  holds: (trail: { sealed: number; unsealed: number }) => boolean,
  otherwise: string,
): Promise<void> {
  for (let turn = 0; turn < TURNS; turn++) {
    if (holds(await service.trail())) return;
    await service.turn();
  }
  throw new RangeError(`${otherwise}: the service stays paused; look at its log and run this again`);
}

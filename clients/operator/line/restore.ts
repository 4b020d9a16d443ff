import { required } from '../arguments.ts';
import { deployed } from '../commands/restore-deployed.ts';
import { restore } from '../commands/restore.ts';
import { Misuse } from '../exit.ts';
import type { Command } from './command.ts';

export const RESTORE: Record<string, Command> = {
  restore: async (given, to) => {
    const env = required(given.options.env, '--env: only a deployed database has Time Travel');
    const place = required(to, 'an instant or a bookmark');
    if (!given.options.yes && !(await given.agree(`Put the database of ${env} back to ${place}?`)))
      throw new Misuse('not agreed to: say --yes where nobody can be asked');
    await restore(deployed(await given.operator(), given.database(), env, given.say), place);
  },
};

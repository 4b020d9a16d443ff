import { required } from '../arguments.ts';
import { deploy } from '../commands/deploy.ts';
import { rotate } from '../commands/rotate.ts';
import { makeRings, secretsWith } from '../commands/secrets.ts';
import { createRings } from '../rotation/ring-file.ts';
import { putSecret } from '../wrangler.ts';
import type { Command } from './command.ts';

const machine = () => Math.floor(Date.now() / 1_000);

export const KEYS: Record<string, Command> = {
  secrets: async (given) => {
    const rings = await makeRings(machine());
    await createRings(required(given.options.ring, '--ring FILE'), rings);
    given.say(JSON.stringify(secretsWith(rings), null, 2));
  },
  rotate: async (given, ring = '', move = '', subject?: string) => {
    const { put, env: named, ring: kept, 'cards-know': cardsKnow } = given.options;
    const env = put ? required(named, '--env, to know where to put it') : null;
    const file = required(kept, '--ring FILE');
    const turned = await rotate({ ring, move, subject, file, cardsKnow, now: machine() });
    // The value alone goes to standard output, so that it can be piped.
    for (const line of turned.said) given.aside(line);
    if (env === null) given.say(turned.value);
    else given.aside(await putSecret(turned.secret, turned.value, env));
  },
  deploy: async (given) => deploy(required(given.options.env, '--env'), given.options['dry-run'], given.say),
};

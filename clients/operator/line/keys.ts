import { RINGS } from '#schema/contract/published-keys.ts';
import { required } from '../arguments.ts';
import { rotate } from '../commands/rotate.ts';
import { initSecrets } from '../commands/init-secrets.ts';
import { readRings } from '../rotation/ring-file.ts';
import { RULES } from '../rotation/ring.ts';
import { describeRing } from '../rotation/words.ts';
import { putSecret, runWrangler } from '../wrangler.ts';
import type { Command } from './command.ts';

const machine = () => Math.floor(Date.now() / 1_000);

export const KEYS: Record<string, Command> = {
  'secrets init': async (given) => {
    const { put, offline, ring, escrow, authority, revocation } = given.options;
    const env = required(given.options.env, '--env: secrets are those of one environment');
    const [kept, file] = [required(ring, '--ring FILE'), required(escrow, '--escrow FILE')];
    const account = offline && !put ? null : runWrangler;
    const making = { env, ring: kept, escrow: file, authority, revocation, account, now: machine() };
    const made = await initSecrets(making);
    given.say(`made: ${made.join(', ')}`);
    if (put) given.aside(await runWrangler(['secret', 'bulk', file, '--env', env]));
    else given.say(`npx wrangler secret bulk ${file} --env ${env}`);
    if (authority === undefined)
      given.say(`npm run kaijo -- rotate authority publish FILE --ring ${kept} --put --env ${env}`);
    if (revocation === undefined) given.say(`npx wrangler secret put REVOCATION --env ${env}`);
    given.aside(`then lay ${file} where two people together can reach it, and delete it here`);
  },
  'secrets show': async (given) => {
    const rings = await readRings(required(given.options.ring, '--ring FILE'));
    for (const name of RINGS) {
      given.say(`${name}  ${RULES[name].secret}`);
      for (const line of describeRing(rings[name], machine())) given.say(`  ${line}`);
    }
    given.say('CARD_PEPPER is no ring: it is made once and never replaced');
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
};

import { RINGS } from '#schema/contract/published-keys.ts';
import { required } from '../arguments.ts';
import { deploy } from '../commands/deploy.ts';
import { rotate } from '../commands/rotate.ts';
import { initSecrets } from '../commands/init-secrets.ts';
import { readRings } from '../rotation/ring-file.ts';
import { RULES } from '../rotation/ring.ts';
import { describeRing } from '../rotation/words.ts';
import { putSecret, runWrangler } from '../wrangler.ts';
import { describeFinding, type Finding } from '../doctor/finding.ts';
import { Alarm } from '../exit.ts';
import { sayRows, type Command, type Given } from './command.ts';

/** Loaded when it is needed: wrangler as a library takes a second to come. */
async function findings({ options }: Given, account: boolean): Promise<Finding[]> {
  const { examine } = await import('../doctor/doctor.ts');
  return examine(required(options.env, '--env'), {
    rights: options.rights,
    ring: options.ring,
    account,
    now: machine(),
  });
}

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
  doctor: async (given) => {
    const { offline, json } = given.options;
    const found = await findings(given, !offline);
    if (json) sayRows(given, found as never);
    else for (const line of found.flatMap(describeFinding)) given.say(line);
    if (found.some(({ weight }) => weight === 'broken')) throw new Alarm('this cannot be deployed as it is');
    given.aside('nothing is broken');
  },
  deploy: async (given) => {
    const { 'dry-run': pretend } = given.options;
    const broken = (await findings(given, !pretend)).filter(({ weight }) => weight === 'broken');
    for (const line of broken.flatMap(describeFinding)) given.aside(line);
    if (broken.length > 0) throw new Alarm('nothing was deployed: doctor says what mends it');
    await deploy(required(given.options.env, '--env'), pretend, given.say);
  },
};

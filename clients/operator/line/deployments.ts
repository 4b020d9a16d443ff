import { oneOf, required } from '../arguments.ts';
import { deploy, rehearse, workersOf } from '../commands/deploy.ts';
import type { Rising } from '../commands/gradual.ts';
import { faultOfHealth } from '../commands/health.ts';
import { describeWay, rollBack, wayBack } from '../commands/roll-back.ts';
import { describeFinding, type Finding } from '../doctor/finding.ts';
import { Alarm, Misuse } from '../exit.ts';
import { runWrangler } from '../wrangler.ts';
import { sayRows, type Command, type Given } from './command.ts';

/** Loaded when it is needed: wrangler as a library takes a second to come. */
const doctor = () => import('../doctor/doctor.ts');

async function findings({ options }: Given, account: boolean): Promise<Finding[]> {
  const { rights, ring } = options;
  const now = Math.floor(Date.now() / 1_000);
  return (await doctor()).examine(required(options.env, '--env'), { rights, ring, account, now });
}

const wait = (seconds: number) => new Promise<void>((done) => setTimeout(done, 1_000 * seconds));

/** Versions go up by and by where a service answers; the first ones, and with `--at-once`, all of them at once. */
async function risingOf({ options, say, aside }: Given, env: string): Promise<Rising | null> {
  if (options['at-once']) return null;
  const { configurationOf } = await doctor();
  const origin = String((await configurationOf(env)).api.vars['ISSUER']);
  const answers = await fetch(`${origin}/healthz`).catch(() => null);
  if (!answers) {
    aside(`nothing answers at ${origin} yet: this is the first deployment, and goes up at once`);
    return null;
  }
  const { api } = workersOf(env);
  return {
    wrangler: runWrangler,
    wait,
    say,
    faultOf: (worker, version) =>
      faultOfHealth({
        origin,
        ...(worker === api.name ? { api: { worker, version } } : {}),
        wait: () => wait(5),
      }),
  };
}

export const DEPLOYMENTS: Record<string, Command> = {
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
    const env = required(given.options.env, '--env');
    const common = { env, wrangler: runWrangler, say: given.say };
    if (pretend) await rehearse(common);
    else await deploy({ ...common, rising: await risingOf(given, env) });
  },
  rollback: async (given, named = 'api') => {
    const env = required(given.options.env, '--env');
    const workers = workersOf(env);
    const worker = workers[oneOf(['matcher', 'api', 'console'], named, 'a Worker')];
    const way = await wayBack(worker, runWrangler);
    for (const line of describeWay(worker.name, way)) given.aside(line);
    if (!given.options.yes && !(await given.agree('roll back?')))
      throw new Misuse('not agreed to: say --yes where nobody can be asked');
    await rollBack(worker, way, given.options.force, runWrangler);
    given.say(`${worker.name}: ${way.to}`);
  },
};

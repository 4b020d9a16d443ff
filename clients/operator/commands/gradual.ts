import * as v from 'valibot';
import { Alarm, Refusal } from '../exit.ts';
import type { Wrangler } from '../wrangler.ts';

/** Per cent of the traffic that a new version takes, one after another. At 0 it is asked before anybody meets it. */
export const SHARES = [0, 10, 50, 100];
/** Seconds between a share and the question whether all is well. */
export const SETTLED = 60;

/** One Worker of an environment. */
export interface Deployed {
  name: string;
  /** Which configuration and which environment, in wrangler's words. */
  target: readonly string[];
}

/** How a version goes up, and who says whether it is well. */
export interface Rising {
  wrangler: Wrangler;
  wait(seconds: number): Promise<void>;
  /** What is wrong with the service, of which this version of a Worker is to have a part; null: it is well. */
  faultOf(worker: string, version: string): Promise<string | null>;
  say(line: string): void;
}

const Standing = v.pipe(
  v.string(),
  v.parseJson(),
  v.object({ versions: v.array(v.object({ version_id: v.string(), percentage: v.number() })) }),
);

/** The version that has all of the traffic. Throws `Refusal` while two share it. */
export async function standing({ name, target }: Deployed, wrangler: Wrangler): Promise<string> {
  const { versions } = v.parse(Standing, await wrangler(['deployments', 'status', '--json', ...target]));
  const only = versions.find(({ percentage }) => percentage > 0);
  if (!only || only.percentage < 100)
    throw new Refusal(
      `two versions of ${name} share the traffic: npx wrangler versions deploy VERSION@100 ${target.join(' ')} ends that`,
    );
  return only.version_id;
}

/** A new version of a Worker takes the traffic by and by; where it is not well, that of before has all of it again: `Alarm`. */
export async function goUp(worker: Deployed, { wrangler, wait, faultOf, say }: Rising): Promise<void> {
  const { name, target } = worker;
  const before = await standing(worker, wrangler);
  const made = /Version ID: ([\w-]+)/.exec(await wrangler(['versions', 'upload', ...target]))?.[1];
  if (made === undefined) throw new Error(`wrangler did not say which version of ${name} it made`);
  const deploy = (...specs: string[]) => wrangler(['versions', 'deploy', ...specs, '--yes', ...target]);
  for (const share of SHARES) {
    const rest = share === 100 ? [] : [`${before}@${100 - share}`];
    await deploy(`${made}@${share}`, ...rest);
    say(`${name}: ${made} has ${share} %`);
    await wait(SETTLED);
    const fault = await faultOf(name, made);
    if (fault === null) continue;
    await deploy(`${before}@100`);
    throw new Alarm(`${name}: ${made} is not well at ${share} %, ${fault}; ${before} has all of it again`);
  }
  // Routes and crons belong to no version.
  await wrangler(['triggers', 'deploy', ...target]);
}

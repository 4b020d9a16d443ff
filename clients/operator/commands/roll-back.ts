import * as v from 'valibot';
import { Refusal } from '../exit.ts';
import type { Wrangler } from '../wrangler.ts';
import type { Deployed } from './gradual.ts';

/** Of a deployment or a version, as wrangler lists them, as far as it is looked at. */
const Deployments = v.pipe(
  v.string(),
  v.parseJson(),
  v.array(
    v.object({
      created_on: v.string(),
      versions: v.array(v.object({ version_id: v.string(), percentage: v.number() })),
    }),
  ),
);
const Versions = v.pipe(
  v.string(),
  v.parseJson(),
  v.array(v.object({ id: v.string(), annotations: v.optional(v.record(v.string(), v.unknown())) })),
);

/** Where a roll back leads: the last version of the code of before, and whether a secret was changed since. */
export interface Way {
  from: string;
  to: string;
  /** A version has the secrets of its own time, and takes them along. */
  secretsChanged: boolean;
}

/**
 * The way back from what runs. A change of a secret is a version too, of the same code: the one before is not the code
 * of before. Throws `Refusal` where there is none.
 */
export async function wayBack({ name, target }: Deployed, wrangler: Wrangler): Promise<Way> {
  const deployments = v.parse(Deployments, await wrangler(['deployments', 'list', '--json', ...target]));
  const versions = v.parse(Versions, await wrangler(['versions', 'list', '--json', ...target]));
  const bySecret = new Set(
    versions
      .filter(({ annotations }) => annotations?.['workers/triggered_by'] === 'secret')
      .map(({ id }) => id),
  );
  const newestFirst = deployments
    .toSorted((a, b) => b.created_on.localeCompare(a.created_on))
    .flatMap(({ versions: shared }) => shared.filter(({ percentage }) => percentage === 100))
    .map(({ version_id: id }) => id);
  const ran = [...new Set(newestFirst)];
  const uploaded = ran.findIndex((id) => !bySecret.has(id));
  const [from, to] = [ran[0], ran[uploaded + 1]];
  if (uploaded < 0 || from === undefined || to === undefined)
    throw new Refusal(`there is no version of ${name} before the code that runs now`);
  return { from, to, secretsChanged: uploaded > 0 };
}

/** What a roll back means, in lines for whoever is asked. */
export const describeWay = (name: string, { from, to, secretsChanged }: Way): string[] => [
  `${name}: ${to} takes the place of ${from} at once`,
  'migrations stay: the code of before works with the tables of after; rows stay as they are',
  secretsChanged
    ? 'SECRETS were changed since, and that version has those of its own time: what newer keys made would be refused'
    : 'no secret was changed since: keys stay as they are',
];

/** Goes back. Throws `Refusal` where a secret was changed since, unless it is insisted on. */
export async function rollBack(
  { target }: Deployed,
  way: Way,
  force: boolean,
  wrangler: Wrangler,
): Promise<void> {
  if (!way.secretsChanged) {
    await wrangler(['versions', 'deploy', `${way.to}@100`, '--yes', ...target]);
    return;
  }
  if (!force)
    throw new Refusal(
      "check out the commit of before and deploy it: yesterday's code with today's secrets; or insist with --force",
    );
  await wrangler(['rollback', way.to, '--message', 'kaijo rollback', '--yes', ...target]);
}

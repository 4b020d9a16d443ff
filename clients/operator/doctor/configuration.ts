import { createHash } from 'node:crypto';
import * as v from 'valibot';
import { Operator } from '#schema/contract/operator.ts';
import { broken, care, those, type Finding } from './finding.ts';

/** A Worker's configuration as wrangler reads it, as far as it is looked at. */
export interface WorkerConfiguration {
  vars: Readonly<Record<string, unknown>>;
  routes?: readonly unknown[] | undefined;
  workers_dev?: boolean | undefined;
  preview_urls?: boolean | undefined;
  d1_databases: readonly { binding: string; database_id?: string | undefined }[];
  r2_buckets: readonly { binding: string; bucket_name?: string | undefined }[];
  ratelimits: readonly { name: string }[];
  observability?: { logs?: { invocation_logs?: boolean | undefined } | undefined } | undefined;
}

/** All that is looked at without an account. */
export interface Configuration {
  env: string;
  api: WorkerConfiguration;
  matcher: WorkerConfiguration;
  console: WorkerConfiguration;
  /** `workers/api/anchors.json`. */
  anchors: readonly { name: string; der: string }[];
  /** What is known about the rights to the model that people are told apart by. */
  provenance: string;
  /** Who says that these rights are cleared, and by what. */
  rights: string | undefined;
  /** Are the pages built? */
  built: boolean;
  /** Unix seconds. */
  now: number;
}

const IN_API = (env: string) => `wrangler.toml, [env.${env}]`;
const IN_CONSOLE = (env: string) => `workers/console/wrangler.toml, [env.${env}]`;

/** Everything about a configuration that stands in the way of deploying it, and what mends it. */
export const findFaults = (all: Configuration): Finding[] => [
  ...storage(all),
  ...names(all),
  ...doors(all),
  ...operatorOf(all),
  ...anchorsOf(all),
  ...login(all),
  ...those(
    [
      all.env === 'production' && /high risk/i.test(all.provenance) && !all.rights,
      broken(
        `nobody says that the rights to the face model are cleared: ${all.provenance}`,
        'clear them, and say who and by what: --rights "…" (wasm/README.md, the model card)',
      ),
    ],
    [!all.built, broken('there are no pages in dist/ and workers/console/dist/', 'npm run build')],
  ),
];

const PLACEHOLDER = /^0{8}-0{4}-0{4}-0{4}-0{11}\d$/;

/** The bucket of the audit trail; empty where none is named. */
export const trailBucket = ({ r2_buckets: buckets }: WorkerConfiguration): string =>
  buckets.find(({ binding }) => binding === 'TRAIL')?.bucket_name ?? '';

const storage = ({ env, api }: Configuration): Finding[] => [
  ...those([
    trailBucket(api) === '',
    broken('the audit trail has no bucket', `[[env.${env}.r2_buckets]] with binding TRAIL in wrangler.toml`),
  ]),
  ...api.d1_databases
    .filter(({ database_id: id }) => !id || PLACEHOLDER.test(id))
    .map(({ binding }) =>
      broken(
        `database ${binding} has no id of its own`,
        `npx wrangler d1 create kaijo-${env} --location apac, and its id into ${IN_API(env)}`,
      ),
    ),
];

/** Names that are reserved for examples (RFC 2606) reach nobody. */
const EXAMPLE = /\.example(?=$|[/:"'\s}])/;

function names({ env, api, console }: Configuration): Finding[] {
  const { ISSUER, SECURITY_CONTACT } = api.vars;
  const issuer = String(ISSUER ?? '');
  const host = URL.canParse(issuer) ? new URL(issuer).host : '';
  const { routes = [] } = api;
  return those(
    [
      EXAMPLE.test(issuer) || host === '',
      broken(`ISSUER is an example: ${issuer}`, `the service's own origin in ${IN_API(env)}`),
    ],
    [
      !JSON.stringify(routes).includes(`"${host}"`),
      broken('the API has no route of the name in ISSUER', `routes in ${IN_API(env)}: pattern = "${host}"`),
    ],
    [
      EXAMPLE.test(JSON.stringify(console.routes ?? '.example')),
      broken("the console's name is an example", `routes in ${IN_CONSOLE(env)}`),
    ],
    [
      EXAMPLE.test(String(SECURITY_CONTACT)),
      broken('SECURITY_CONTACT is an example', `an address that is read, in ${IN_API(env)}`),
    ],
  );
}

function doors({ env, api, matcher, console }: Configuration): Finding[] {
  const workers = Object.entries({ api, matcher, console });
  const limiters = new Set(api.ratelimits.map(({ name }) => name));
  return [
    ...workers.flatMap(([name, { workers_dev, preview_urls, observability }]) =>
      those(
        [
          workers_dev !== false || preview_urls !== false,
          broken(
            `${name} answers at workers.dev or at preview addresses`,
            `workers_dev = false and preview_urls = false for ${name} in ${env}`,
          ),
        ],
        [
          observability?.logs?.invocation_logs !== false,
          broken(
            `Cloudflare logs each call of ${name}, with addresses`,
            `invocation_logs = false for ${name}`,
          ),
        ],
      ),
    ),
    ...['RATE_LIMITER', 'KIOSK_LIMITER']
      .filter((name) => !limiters.has(name))
      .map((name) => broken(`there is no ${name}`, `[[env.${env}.ratelimits]] in wrangler.toml`)),
  ];
}

const YEAR = 365 * 86_400;
const STORES = [
  ['ios', 'an iPhone'],
  ['android', 'Android'],
] as const;

function operatorOf({ env, api, now }: Configuration): Finding[] {
  const text = String(api.vars['OPERATOR'] ?? '');
  const way = `OPERATOR in ${IN_API(env)}`;
  const parsed = v.safeParse(v.pipe(v.string(), v.parseJson(), Operator), text);
  if (!parsed.success) return [broken('OPERATOR has not the form that people are shown', way)];
  const dated = Date.parse(parsed.output.dated) / 1_000;
  return those(
    [
      /記入してください|to be filled in/.test(text) || EXAMPLE.test(text),
      broken('OPERATOR is not filled in', way),
    ],
    ...STORES.map(([phone, name]): [boolean, Finding] => [
      parsed.output.app[phone] === null,
      care(`people with ${name} are led to no app`, way),
    ]),
    [parsed.output.telephone === null, care('people are given no telephone number', way)],
    [dated < now - YEAR, care(`nobody has looked at chains and map since ${parsed.output.dated}`, way)],
  );
}

const NEEDED = ['USER_AUTH_ROOTS', 'ATTESTATION_ROOTS', 'SURFACE_ROOTS'];

function anchorsOf({ env, api, anchors }: Configuration): Finding[] {
  const known = new Set(
    anchors.map(({ der }) => createHash('sha256').update(Buffer.from(der, 'base64')).digest('hex')),
  );
  const named = (variable: string) =>
    String(api.vars[variable] ?? '')
      .replaceAll(/[\s:]/g, '')
      .toLowerCase()
      .split(',')
      .filter((digest) => digest !== '');
  const way = `workers/README.md, "Trust anchors": api/anchors.json, and the digest in ${IN_API(env)}`;
  return [...NEEDED, 'SIGNATURE_ROOTS'].flatMap((variable) =>
    those(
      [NEEDED.includes(variable) && named(variable).length === 0, broken(`${variable} names no anchor`, way)],
      [
        named(variable).some((digest) => !known.has(digest)),
        broken(`${variable} names an anchor that is not there`, way),
      ],
    ),
  );
}

function login({ env, console }: Configuration): Finding[] {
  const { ACCESS_ISSUER, ACCESS_AUDIENCE } = console.vars;
  return those([
    !/^https:\/\/[\w-]+\.cloudflareaccess\.com$/.test(String(ACCESS_ISSUER)) ||
      !/^[0-9a-f]{64}$/.test(String(ACCESS_AUDIENCE)),
    broken(
      'the console does not know its Access application',
      `workers/README.md, "Operators": ${IN_CONSOLE(env)}`,
    ),
  ]);
}

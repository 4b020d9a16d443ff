import * as v from 'valibot';
import { Actor } from '#schema/contract/operator-acts.ts';

/** Where Cloudflare Access says who somebody is. */
const Access = v.strictObject({
  /** The team's domain: `iss` of its tokens, and where its keys are. */
  ACCESS_ISSUER: v.pipe(
    v.string(),
    v.check((url) => URL.canParse(url) && new URL(url).origin === url && url.startsWith('https:')),
  ),
  /** The application's audience tag: 64 hexadecimal digits. */
  ACCESS_AUDIENCE: v.pipe(v.string(), v.regex(/^[0-9a-f]{64}$/)),
});

/** On a developer's machine there is no Access: everybody there is this actor. */
const Local = v.strictObject({ LOCAL_ACTOR: Actor });

export type Login = v.InferOutput<typeof Access> | v.InferOutput<typeof Local>;

const NAMES = ['ACCESS_ISSUER', 'ACCESS_AUDIENCE', 'LOCAL_ACTOR'] as const;

/** How people log in: by Access, or as the local actor; never by both. Throws a sentence that shows no value. */
export function readLogin(env: Readonly<Record<string, unknown>>): Login {
  const present = NAMES.filter((name) => env[name] !== undefined);
  const parsed = v.safeParse(
    v.union([Access, Local]),
    Object.fromEntries(present.map((name) => [name, env[name]])),
  );
  if (parsed.success) return parsed.output;
  throw new Error(
    'The console cannot start: it needs ACCESS_ISSUER (an https origin) and ACCESS_AUDIENCE (64 hexadecimal digits), or LOCAL_ACTOR alone. See workers/README.md, "Operators".',
  );
}

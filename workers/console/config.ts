import * as v from 'valibot';

/** Where Cloudflare Access says who somebody is. */
const Access = v.object({
  /** The team's domain: `iss` of its tokens, and where its keys are. */
  ACCESS_ISSUER: v.pipe(
    v.string(),
    v.check((url) => URL.canParse(url) && new URL(url).origin === url && url.startsWith('https:')),
  ),
  /** The application's audience tag: 64 hexadecimal digits. */
  ACCESS_AUDIENCE: v.pipe(v.string(), v.regex(/^[0-9a-f]{64}$/)),
});
export type Access = v.InferOutput<typeof Access>;

/** How people log in: there is no other way than Access. Throws a sentence that shows no value. */
export function readAccess(env: Readonly<Record<string, unknown>>): Access {
  const parsed = v.safeParse(Access, env);
  if (parsed.success) return parsed.output;
  throw new Error(
    'The console cannot start: it needs ACCESS_ISSUER (an https origin) and ACCESS_AUDIENCE (64 hexadecimal digits). See workers/README.md, "Operators".',
  );
}

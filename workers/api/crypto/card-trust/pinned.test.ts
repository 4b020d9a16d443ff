import { beforeAll, describe, expect, it } from 'vitest';
import { createAuthority } from '#clients/lab/card/issuer/authority.ts';
import { NOW, OPERATOR } from '#clients/lab/people/cast.ts';
import { labEnvironment, pinned } from '#clients/lab/people/lab.ts';
import { makeSecrets } from '#clients/operator/commands/secrets.ts';
import { readConfig, type Env } from '../../config.ts';
import { KEYS_TAKE } from '../../test/card-trust/lab.ts';
import { pinnedBy, type TrustAnchor } from './pinned.ts';

const BASE = 'https://revocation.test';

let environment: Record<string, string>;
let anchors: TrustAnchor[];
let roots: Awaited<ReturnType<typeof pinned>>;
beforeAll(async () => {
  const authority = await createAuthority(NOW);
  const local = await labEnvironment({ authority, secrets: await makeSecrets() }, BASE);
  const vars = {
    ISSUER: 'https://kaijo.test',
    CONSENT_VERSION: '1',
    SECURITY_CONTACT: 'mailto:security@kaijo.test',
    KIOSK_OPENS: '06:30',
    KIOSK_CLOSES: '23:00',
    CLOSED_DAYS: '',
    KIOSK_MINIMUM_PAGE: '0.1.0',
    OPERATOR: JSON.stringify(OPERATOR),
  };
  environment = { ...vars, ...local };
  anchors = JSON.parse(local['ANCHORS']!) as TrustAnchor[];
  roots = await pinned(authority, BASE);
}, KEYS_TAKE);

const configWith = (changed: Record<string, string>) =>
  readConfig({ ...environment, ...changed } as unknown as Env);
const faultOf = async (changed: Record<string, string>, bundled = anchors): Promise<string | null> => {
  try {
    await pinnedBy(configWith(changed), bundled);
    return null;
  } catch (error) {
    return /Kaijo cannot start: (.*)\. See workers/.exec((error as Error).message)?.[1] ?? String(error);
  }
};

describe('trust anchors', () => {
  it('are found by the digests that the environment names, each for its purpose', async () => {
    const config = await pinnedBy(configWith({}), anchors);
    expect(config.USER_AUTH_ROOTS).toEqual(roots.USER_AUTH_ROOTS);
    expect(config.SIGNATURE_ROOTS).toEqual(roots.SIGNATURE_ROOTS);
    expect(config.SURFACE_ROOTS).toEqual(roots.SURFACE_ROOTS);
    expect(config.ATTESTATION_ROOTS).toEqual(roots.ATTESTATION_ROOTS);
  });

  it('may be named as OpenSSL writes a digest, and only some of those that are there', async () => {
    const [first, second] = environment['USER_AUTH_ROOTS']!.split(',') as [string, string];
    const colons = second.toUpperCase().replaceAll(/..(?!$)/g, '$&:');
    const both = await pinnedBy(configWith({ USER_AUTH_ROOTS: `${first}, ${colons}` }), anchors);
    expect(both.USER_AUTH_ROOTS).toEqual(roots.USER_AUTH_ROOTS);
    const one = await pinnedBy(configWith({ USER_AUTH_ROOTS: second, SIGNATURE_ROOTS: '' }), anchors);
    expect(one.USER_AUTH_ROOTS).toEqual(roots.USER_AUTH_ROOTS.slice(1));
    expect(one.SIGNATURE_ROOTS).toEqual([]);
  });

  it('that were changed, or are missing, stop the start', async () => {
    const changed = anchors.map(({ name, der }) => ({ name, der: der.replace(/^MII/, 'MIJ') }));
    expect(await faultOf({}, changed)).toBe('USER_AUTH_ROOTS[0] is the digest of no anchor that is there');
    expect(await faultOf({}, [])).toContain('USER_AUTH_ROOTS[0]');
    expect(await faultOf({}, [{ name: 'none', der: '%' }])).toBe('anchor 0 in anchors.json is not base64');
    expect(await faultOf({ SURFACE_ROOTS: '00'.repeat(32) })).toContain('SURFACE_ROOTS[0]');
  });

  it.each([
    ['', 'USER_AUTH_ROOTS must name an anchor'],
    ['abc', 'USER_AUTH_ROOTS must be SHA-256 digests, hexadecimal, with commas between them'],
  ])('named as %j stop the start', async (USER_AUTH_ROOTS, fault) => {
    expect(await faultOf({ USER_AUTH_ROOTS })).toBe(fault);
  });

  it('take little of the 5 KB that a variable may have: a dozen roots fit', async () => {
    const twelve = Array.from({ length: 12 }, () => environment['USER_AUTH_ROOTS']!.split(',')[0]!).join(',');
    expect(twelve.length).toBeLessThan(1_024);
    expect(await faultOf({ USER_AUTH_ROOTS: twelve })).toBeNull();
    const { ANCHORS: _, ...deployed } = environment;
    for (const value of Object.values(deployed)) expect(value.length).toBeLessThan(5_120);
  });
});

import { beforeAll, describe, expect, it } from 'vitest';
import { issueServiceRoot } from '#clients/lab/card/issuer/authority.ts';
import type { CertificateAuthority } from '#clients/lab/card/issuer/certificate.ts';
import { generateRsa } from '#clients/lab/card/issuer/keys.ts';
import { NOW } from '#clients/lab/people/cast.ts';
import { fromBase64url } from '#schema/contract/bytes.ts';
import { altered, selfSigned } from '../../test/card-trust/altered.ts';
import { KEYS_TAKE } from '../../test/card-trust/lab.ts';
import { parseCertificate } from './certificate.ts';
import { isSignedBy, keyIn, modulusOf } from './public-keys.ts';

let root: CertificateAuthority;
beforeAll(async () => {
  const validity = { notBefore: NOW - 86_400, notAfter: NOW + 86_400 };
  root = await issueServiceRoot('user authentication', await generateRsa(), validity);
}, KEYS_TAKE);
const read = (der: string) => parseCertificate(fromBase64url(der));

describe('a key in a certificate', () => {
  it('is of the kind that is asked for, or is not read', async () => {
    const rsa = read(root.certificate);
    expect(modulusOf((await keyIn(rsa, 'RSA'))!)).toBe(2_048);
    expect(await keyIn(rsa, 'P-256')).toBeNull();
    const curve = read(await selfSigned(root.certificate, { name: 'ECDSA', namedCurve: 'P-384' }, 'SHA-256'));
    expect(modulusOf((await keyIn(curve, 'P-384'))!)).toBe(0);
    expect(await keyIn(curve, 'P-256')).toBeNull();
    expect(await keyIn(curve, 'RSA')).toBeNull();
  });
});

describe('a signature over a certificate', () => {
  it('is made by the key, with the algorithm it says', async () => {
    const rsa = read(root.certificate);
    const key = (await keyIn(rsa, 'RSA'))!;
    expect(await isSignedBy(rsa, 'sha256WithRsa', key)).toBe(true);
    expect(await isSignedBy(rsa, 'ecdsaWithSha256', key)).toBe(false);
    const longer = read(await altered(root.certificate, root.key, () => {}, 'SHA-512'));
    expect(await isSignedBy(longer, 'sha256WithRsa', key)).toBe(false);
  });

  it.each(['P-256', 'P-384'] as const)('may be by a key on %s', async (kind) => {
    const curve = read(await selfSigned(root.certificate, { name: 'ECDSA', namedCurve: kind }, 'SHA-256'));
    const key = (await keyIn(curve, kind))!;
    expect(await isSignedBy(curve, 'ecdsaWithSha256', key)).toBe(true);
    expect(await isSignedBy(curve, 'sha256WithRsa', key)).toBe(false);
  });
});

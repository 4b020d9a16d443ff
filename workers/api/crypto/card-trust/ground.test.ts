import { beforeAll, describe, expect, it } from 'vitest';
import { keyIdOf } from '#clients/lab/card/issuer/certificate.ts';
import { toBase64url } from '#schema/contract/bytes.ts';
import { toHex } from '#schema/contract/card.ts';
import { readConfig, type Env } from '../../config.ts';
import { altered, withoutExtension } from '../../test/card-trust/altered.ts';
import { KEYS_TAKE, openTrustLab, type TrustLab } from '../../test/card-trust/lab.ts';

let lab: TrustLab;
beforeAll(async () => {
  lab = await openTrustLab();
}, KEYS_TAKE);

describe('the start', () => {
  it('fails for a root that cannot be read, or is none, and names it', async () => {
    const [older, root] = lab.config.USER_AUTH_ROOTS as [string, string];
    const { certificate, key } = lab.authority.attestation;
    const { auth } = (await lab.card()).profile.certificates;
    await expect(lab.trust({ USER_AUTH_ROOTS: [older, root.slice(0, -4)] })).rejects.toThrow(
      'USER_AUTH_ROOTS[1] is not a certificate. See workers/README.md',
    );
    await expect(lab.trust({ USER_AUTH_ROOTS: [auth] })).rejects.toThrow(
      'is not the certificate of an authority',
    );
    const unnamed = await altered(certificate, key, withoutExtension('2.5.29.14'));
    await expect(lab.trust({ ATTESTATION_ROOTS: [unnamed] })).rejects.toThrow('ATTESTATION_ROOTS[0] is not');
    await expect(lab.trust({ SURFACE_ROOTS: [toBase64url(new Uint8Array(9))] })).rejects.toThrow(
      'SURFACE_ROOTS[0] is not the SubjectPublicKeyInfo of an RSA key',
    );
  });

  it('fails when nobody says what a root has revoked', async () => {
    const keyId = toHex(await keyIdOf(lab.authority.attestation.key));
    const { [keyId]: _, ...REVOCATION } = lab.config.REVOCATION;
    await expect(lab.trust({ REVOCATION })).rejects.toThrow(`REVOCATION has no source for the root ${keyId}`);
  });
});

describe('REVOCATION', () => {
  const ADDRESS = 'must be an https address, or http to 127.0.0.1, [::1] or localhost';
  const fault = (value: unknown) => {
    const text = typeof value === 'string' ? value : JSON.stringify(value);
    try {
      readConfig({ REVOCATION: text } as Env);
    } catch (error) {
      return /REVOCATION ([^;]*?)(;|\. See)/.exec((error as Error).message)?.[1];
    }
    throw new Error('an environment without secrets was accepted');
  };

  it.each<[unknown, string | undefined]>([
    [{ ab12: { ocsp: 'https://ocsp.example/', crl: 'https://crl.example/1.crl' } }, undefined],
    [{ ab12: { crl: 'http://127.0.0.1:8787/lab/crl/0.crl' } }, undefined],
    [{ ab12: { crl: 'http://[::1]/0.crl' } }, undefined],
    [{ ab12: { crl: 'http://localhost/0.crl' } }, undefined],
    [{ ab12: { crl: 'http://crl.example/0.crl' } }, ADDRESS],
    [{ ab12: { crl: 'http://127.0.0.1.example/0.crl' } }, ADDRESS],
    [{ ab12: { ocsp: 'ldap://crl.example' } }, ADDRESS],
    [{ ab12: { ocsp: 'not an address' } }, ADDRESS],
    [{ ab12: {} }, 'must name ocsp, crl or both'],
    [{ Root: { crl: 'https://crl.example/' } }, 'must be named by key identifiers, hexadecimal'],
    ['{', 'must be JSON'],
  ])('%j', (value, expected) => {
    expect(fault(value)).toBe(expected);
  });
});

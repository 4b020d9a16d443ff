import { X509Certificate } from 'node:crypto';
import { fromBER, type Constructed, type ObjectIdentifier, type Sequence, type Utf8String } from 'asn1js';
import { Certificate } from 'pkijs';
import { beforeAll, describe, expect, it } from 'vitest';
import { fromBase64url } from '#schema/contract/bytes.ts';
import { readCardId, readValidity } from '#clients/card/applets/certificate.ts';
import { HOLDER, NOW } from '#clients/lab/people/cast.ts';
import { openLab, type Lab } from '#clients/lab/people/lab.ts';
import type { PersonalisedCard } from '../profile.ts';
import { trustAnchors, type Authority } from './authority.ts';
import { issueUnder } from './certificate.ts';
import { keyUsage, USAGE } from './extensions.ts';
import { distinguishedName } from './names.ts';

const YEAR = 365 * 24 * 3600;
let lab: Lab;
let made: PersonalisedCard;
let authority: Authority;
beforeAll(async () => {
  lab = await openLab();
  authority = lab.authority;
  made = await lab.issue();
});

const node = (der: string) => new X509Certificate(fromBase64url(der));
const pkijs = (der: string) => Certificate.fromBER(fromBase64url(der));
const critical = (der: string) =>
  (pkijs(der).extensions ?? []).filter((extension) => extension.critical).map(({ extnID }) => extnID);
const extension = (der: string, oid: string) =>
  pkijs(der).extensions?.find(({ extnID }) => extnID === oid)?.parsedValue;
const [KEY_USAGE, BASIC, POLICIES] = ['2.5.29.15', '2.5.29.19', '2.5.29.32'];
const usageOf = (der: string) =>
  node(der).toLegacyObject() && extension(der, KEY_USAGE)!.valueBlock.valueHexView[0];

describe('roots', () => {
  it('are two generations of one name, both valid, each with its own key', () => {
    for (const roots of [authority.userAuthentication, authority.signature]) {
      const [older, newer] = roots.map(({ certificate }) => node(certificate));
      expect(older!.subject).toBe(newer!.subject);
      expect(older!.subject).toContain('O=JPKI-LAB');
      expect(older!.verify(older!.publicKey)).toBe(true);
      expect(newer!.verify(newer!.publicKey)).toBe(true);
      expect(newer!.verify(older!.publicKey)).toBe(false);
      for (const { certificate } of roots) {
        const { notBefore, notAfter } = readValidity(fromBase64url(certificate));
        expect(notBefore).toBeLessThan(NOW);
        expect(notAfter).toBeGreaterThan(NOW + 3 * YEAR);
      }
    }
  });

  it('say that they are authorities, for certificates and lists', () => {
    const { certificate } = authority.userAuthentication[0]!;
    expect(node(certificate).ca).toBe(true);
    expect(critical(certificate)).toEqual([KEY_USAGE, BASIC]);
    expect(usageOf(certificate)).toBe(0x06);
    expect(node(certificate).publicKey.asymmetricKeyDetails).toMatchObject({ modulusLength: 2048 });
    expect(pkijs(certificate).signatureAlgorithm.algorithmId).toBe('1.2.840.113549.1.1.11');
  });

  it('are what a back end pins, and nothing private is in it', async () => {
    const anchors = await trustAnchors(authority);
    expect(Object.values(anchors).map((list) => list.length)).toEqual([2, 2, 1, 1]);
    for (const der of [...anchors.authRoots, ...anchors.signRoots, ...anchors.attestationRoots])
      expect(node(der).ca).toBe(true);
    expect(JSON.stringify(anchors)).not.toContain('"d"');
  });
});

describe('the user authentication certificate', () => {
  it('has the profile, under the newer root', () => {
    const { auth, authCa } = made.profile.certificates;
    expect(authCa).toBe(authority.userAuthentication[1]!.certificate);
    expect(node(auth).verify(node(authCa).publicKey)).toBe(true);
    expect(node(auth).checkIssued(node(authCa))).toBe(true);
    expect(node(auth).ca).toBe(false);
    expect(critical(auth)).toEqual([KEY_USAGE, POLICIES]);
    expect(usageOf(auth)).toBe(USAGE.digitalSignature);
    const [policy] = extension(auth, POLICIES)!.certificatePolicies;
    expect(policy.policyIdentifier).toBe('1.2.392.200149.8.5.1.3.30');
    const aki = extension(auth, '2.5.29.35')!.keyIdentifier.valueBlock.valueHexView;
    const ski = extension(authCa, '2.5.29.14')!.valueBlock.valueHexView;
    expect(Buffer.from(aki).equals(Buffer.from(ski))).toBe(true);
  });

  it('names nobody', () => {
    const text = Buffer.from(fromBase64url(made.profile.certificates.auth)).toString('utf8');
    for (const fact of [HOLDER.name, HOLDER.address, HOLDER.birthDate, HOLDER.city])
      expect(text).not.toContain(fact);
    expect(node(made.profile.certificates.auth).subject).toMatch(/^C=JP\nCN=[0-9a-f]{32}$/);
  });
});

describe('the signature certificate', () => {
  it('has the profile, and the particulars as UTF-8', () => {
    const { signature, signatureCa } = made.profile.certificates;
    expect(node(signature!).verify(node(signatureCa).publicKey)).toBe(true);
    expect(usageOf(signature!)).toBe(USAGE.digitalSignature | USAGE.nonRepudiation);
    expect(extension(signature!, POLICIES)!.certificatePolicies[0].policyIdentifier).toBe(
      '1.2.392.200149.8.5.1.1.20',
    );
    expect(node(signature!).subject).toContain(`L=${HOLDER.prefecture}`);
    const particulars = Object.fromEntries(otherNamesOf(signature!));
    expect(particulars).toEqual({
      '1.2.392.200149.8.5.5.1': HOLDER.name,
      '1.2.392.200149.8.5.5.4': '419900401',
      '1.2.392.200149.8.5.5.3': HOLDER.sex,
      '1.2.392.200149.8.5.5.5': HOLDER.address,
    });
  });
});

/** Object identifiers and texts of the otherNames in a certificate (RFC 5280 §4.2.1.6). */
function otherNamesOf(der: string): [string, string][] {
  const { extnValue } = pkijs(der).extensions!.find(({ extnID }) => extnID === '2.5.29.17')!;
  const names = (fromBER(extnValue.valueBlock.valueHexView).result as Sequence).valueBlock.value;
  return names.map((name) => {
    expect(name.idBlock).toMatchObject({ tagClass: 3, tagNumber: 0 });
    const [oid, wrapped] = (name as Constructed).valueBlock.value;
    const text = (wrapped as Constructed).valueBlock.value[0] as Utf8String;
    return [(oid as ObjectIdentifier).valueBlock.toString(), text.valueBlock.value];
  });
}

describe('the card certificate', () => {
  it('certifies the attestation key under the card id', () => {
    const { card } = made.profile.certificates;
    expect(node(card).verify(node(authority.attestation.certificate).publicKey)).toBe(true);
    expect(node(card).publicKey.asymmetricKeyType).toBe('ec');
    expect(readCardId(fromBase64url(card))).toEqual(fromBase64url(made.profile.cardId));
  });
});

describe('variants', () => {
  it('can be expired, of the older generation, or without a signature certificate', async () => {
    const validity = { notBefore: NOW - 2 * YEAR, notAfter: NOW - YEAR };
    const odd = await lab.issue({ variant: { validity, generation: 0, withoutSignatureCertificate: true } });
    const { auth, signature } = odd.profile.certificates;
    expect(readValidity(fromBase64url(auth))).toEqual(validity);
    expect(node(auth).verify(node(authority.userAuthentication[0]!.certificate).publicKey)).toBe(true);
    expect(signature).toBeNull();
    expect(odd.profile.keys.signature).toBeNull();
  });

  it('write dates beyond 2049 in the other form', async () => {
    const validity = { notBefore: NOW, notAfter: Date.UTC(2051, 0, 2) / 1000 };
    const der = await issueUnder(authority.attestation, {
      subject: distinguishedName(['commonName', 'far']),
      publicKey: made.profile.keys.attestation,
      validity,
      extensions: [keyUsage(USAGE.digitalSignature)],
    });
    expect(node(der).validTo).toBe('Jan  2 00:00:00 2051 GMT');
    expect(readValidity(fromBase64url(der))).toEqual(validity);
  });
});

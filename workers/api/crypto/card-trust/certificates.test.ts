import { BitString, Boolean as Asn1Boolean, Integer, ObjectIdentifier, Sequence } from 'asn1js';
import { BasicConstraints, Certificate, ExtKeyUsage, type AlgorithmIdentifier } from 'pkijs';
import { beforeAll, describe, expect, it } from 'vitest';
import type { Authority } from '#clients/lab/card/issuer/authority.ts';
import { issueRoot, keyIdOf } from '#clients/lab/card/issuer/certificate.ts';
import { certificateAuthority, keyUsage, USAGE } from '#clients/lab/card/issuer/extensions.ts';
import { generateP256 } from '#clients/lab/card/issuer/keys.ts';
import { distinguishedName } from '#clients/lab/card/issuer/names.ts';
import type { PersonalisedCard } from '#clients/lab/card/profile.ts';
import { fromBase64url, toBase64url } from '#schema/contract/bytes.ts';
import { concat, fromHex, toHex } from '#schema/contract/card.ts';
import { subjectKeyId } from './extensions.ts';
import {
  altered,
  holding,
  named,
  spellings,
  withAlgorithms,
  withAuthorityKey,
  withDates,
  withExtension,
  withKey,
  withKeyUsage,
  withOuterSha512,
  withoutExtension,
  withUnknownExtension,
  type Change,
} from '../../test/card-trust/altered.ts';
import { CHALLENGE, checkOf, step2Of } from '../../test/card-trust/evidence.ts';
import { NOW } from '#clients/lab/people/cast.ts';
import { KEYS_TAKE, openTrustLab, type TrustLab } from '../../test/card-trust/lab.ts';

const OID = {
  basicConstraints: '2.5.29.19',
  policies: '2.5.29.32',
  authorityKey: '2.5.29.35',
  extendedKeyUsage: '2.5.29.37',
  keyUsage: '2.5.29.15',
};
const DAY = 24 * 3600;

let lab: TrustLab;
let authority: Authority;
let card: PersonalisedCard;
beforeAll(async () => {
  lab = await openTrustLab();
  ({ authority } = lab);
  card = await lab.card();
}, KEYS_TAKE);

type Slot = 'auth' | 'card';
const rootOf = (slot: Slot) => (slot === 'auth' ? authority.userAuthentication[1]! : authority.attestation);
const present = async (made: PersonalisedCard, config = {}, now = NOW) =>
  (await lab.trust(config)).step2(await step2Of(made), CHALLENGE, now);

/** The refusal of a card whose certificate its own authority issued with a change. */
async function refusalOf(slot: Slot, change: Change, hash?: 'SHA-512'): Promise<string> {
  const certificate = await altered(card.profile.certificates[slot], rootOf(slot).key, change, hash);
  return checkOf(await present(holding(card, { [slot]: certificate })));
}

const policies = (oid: string) =>
  withExtension(
    OID.policies,
    new Sequence({ value: [new Sequence({ value: [new ObjectIdentifier({ value: oid })] })] }).toBER(),
  );
const withSerial =
  (hex: string): Change =>
  (it) =>
    (it.serialNumber = new Integer({ valueHex: fromHex(hex).buffer }));
const twice =
  (index: number): Change =>
  ({ extensions }) =>
    extensions!.push(extensions!.at(index)!);
const berOf = (hex: string) => fromHex(hex).buffer;
const authorityFlag = (value: BasicConstraints) =>
  withExtension(OID.basicConstraints, value.toSchema().toBER());

describe.each([
  ['auth', 'auth-certificate'],
  ['card', 'card-certificate'],
] as const)('the %s certificate', (slot, name) => {
  it.each<[string, string, Change]>([
    ['of another version', 'version', (it) => (it.version = 1)],
    ['with a critical extension that nobody knows', 'critical-extension', withUnknownExtension(true)],
    ['with serial number zero', 'serial', withSerial('00')],
    ['with a negative serial number', 'serial', withSerial('f0')],
    ['with a serial number of 21 octets', 'serial', withSerial(`40${'11'.repeat(20)}`)],
    ['with an extension twice', 'extension-twice', twice(0)],
    ['with its last extension twice', 'extension-twice', twice(-1)],
    ['with key usage in BER', 'key-usage', withExtension(OID.keyUsage, berOf('03810207 80'))],
    [
      'with an authority flag in BER',
      'is-authority',
      withExtension(OID.basicConstraints, berOf('3080 0000')),
    ],
    ['of an authority', 'is-authority', authorityFlag(new BasicConstraints({ cA: true }))],
    [
      'whose authority flag cannot be read',
      'is-authority',
      withExtension(OID.basicConstraints, new BitString({ valueHex: new ArrayBuffer(1) }).toBER()),
    ],
    ['without key usage', 'key-usage', withoutExtension('2.5.29.15')],
    ['that may only encipher', 'key-usage', withKeyUsage(0x20)],
    ['that may also sign certificates', 'key-usage', withKeyUsage(0x84)],
    ['that may also sign lists', 'key-usage', withKeyUsage(0x82)],
    ['that is over', 'not-after', withDates(NOW - 9 * DAY, NOW - 1)],
    ['that has not begun', 'not-before', withDates(NOW + 1, NOW + 9 * DAY)],
    ['that names no authority key', 'unknown-authority', withoutExtension(OID.authorityKey)],
    ['from an issuer of another name', 'issuer-name', (it) => (it.issuer = named('Somebody'))],
  ])('%s is refused', async (_, check, change) => {
    expect(await refusalOf(slot, change)).toBe(`${name}-${check}`);
  });

  it('is accepted in its first and last second, and with an unknown extension that is not critical', async () => {
    const change = async (...changes: Change[]) =>
      refusalOf(slot, (it) => changes.forEach((apply) => void apply(it)));
    expect(await change(withDates(NOW, NOW + DAY))).toBe('accepted');
    expect(await change(withDates(NOW - DAY, NOW))).toBe('accepted');
    expect(
      await change(withUnknownExtension(false), authorityFlag(new BasicConstraints({ cA: false }))),
    ).toBe('accepted');
  });

  it('may have a serial number of twenty octets, which the lab has issued to nobody', async () => {
    expect(await refusalOf(slot, withSerial(`40${'11'.repeat(19)}`))).toBe(`${name}-revocation-unknown`);
  });

  it('that says its algorithm in two ways, or with parameters, is refused', async () => {
    const written = async (inner: AlgorithmIdentifier, outer = inner) => {
      const certificate = await withAlgorithms(
        card.profile.certificates[slot],
        rootOf(slot).key,
        inner,
        outer,
      );
      return checkOf(await present(holding(card, { [slot]: certificate })));
    };
    const { plain, withNull, withNumber } = spellings(slot === 'auth' ? 'rsa' : 'ecdsa');
    expect(await written(plain)).toBe('accepted');
    expect(await written(withNull)).toBe(slot === 'auth' ? 'accepted' : `${name}-algorithm-parameters`);
    expect(await written(withNumber)).toBe(`${name}-algorithm-parameters`);
    expect(await written(plain, withNull)).toBe(`${name}-outer-algorithm`);
  });

  it('in BER is refused, whatever its signature says', async () => {
    const der = fromBase64url(card.profile.certificates[slot]);
    const claim = await step2Of(card);
    const field = slot === 'auth' ? 'authCertificate' : 'cardCertificate';
    const trust = await lab.trust();
    const check = async (bytes: Uint8Array) =>
      checkOf(await trust.step2({ ...claim, [field]: toBase64url(bytes) }, CHALLENGE, NOW));
    // The same value: its outermost length written with a byte too many, and not at all.
    const longer = concat(Uint8Array.of(0x30, 0x83, 0), der.slice(2));
    expect(await check(longer)).toBe('certificate-der');
    expect(await check(concat(Uint8Array.of(0x30, 0x80), der.slice(4), new Uint8Array(2)))).toBe(
      'certificate-der',
    );
  });

  it('signed by another algorithm is refused', async () => {
    expect(await refusalOf(slot, () => {}, 'SHA-512')).toBe(`${name}-algorithm`);
    const outer = await withOuterSha512(card.profile.certificates[slot], rootOf(slot).key);
    expect(checkOf(await present(holding(card, { [slot]: outer })))).toBe(`${name}-outer-algorithm`);
  });

  it('of a root that is not pinned is refused', async () => {
    const generation = authority.userAuthentication[0]!.certificate;
    const roots = [slot === 'auth' ? generation : await otherAttestationRoot()];
    const REVOCATION = { ...lab.config.REVOCATION, ...sourceFor(roots) };
    const config = { [slot === 'auth' ? 'USER_AUTH_ROOTS' : 'ATTESTATION_ROOTS']: roots, REVOCATION };
    expect(checkOf(await present(card, config))).toBe(`${name}-unknown-authority`);
  });

  it('signed by another key under the name and key identifier of the root is refused', async () => {
    const forger = slot === 'auth' ? authority.userAuthentication[0]!.key : await generateP256();
    const forged = await altered(card.profile.certificates[slot], forger, () => {});
    expect(checkOf(await present(holding(card, { [slot]: forged })))).toBe(`${name}-signature`);
  });

  it("issued by another card's key, under that card's name, is refused", async () => {
    // What a person could do with the key in their own card.
    const forge = async (authorityKeyId: Change) => {
      const { certificates, keys } = card.profile;
      const issuer = Certificate.fromBER(fromBase64url(certificates[slot]));
      const own = slot === 'auth' ? keys.auth : keys.attestation;
      const change: Change = async (it) => {
        it.issuer = issuer.subject;
        await authorityKeyId(it);
      };
      return holding(card, { [slot]: await altered(certificates[slot], own, change) });
    };
    const ownKey = slot === 'auth' ? card.profile.keys.auth : card.profile.keys.attestation;
    const honest = await forge(withAuthorityKey(await keyIdOf(ownKey)));
    expect(checkOf(await present(honest))).toBe(`${name}-unknown-authority`);
    expect(checkOf(await present(await forge(() => {})))).toBe(`${name}-issuer-name`);
  });

  it('under a root that is over, or has not begun, is refused', async () => {
    const variable = slot === 'auth' ? 'USER_AUTH_ROOTS' : 'ATTESTATION_ROOTS';
    const { certificate, key } = rootOf(slot);
    const under = async (change: Change) =>
      checkOf(await present(card, { [variable]: [await altered(certificate, key, change)] }));
    expect(await under(withDates(NOW - DAY, NOW - 1))).toBe(`${name}-authority-not-after`);
    expect(await under(withDates(NOW + 1, NOW + DAY))).toBe(`${name}-authority-not-before`);
  });

  it('with anything behind it, cut off or no certificate at all is refused', async () => {
    const claim = await step2Of(card);
    const field = slot === 'auth' ? 'authCertificate' : 'cardCertificate';
    const trust = await lab.trust();
    const check = async (bytes: Uint8Array) =>
      checkOf(await trust.step2({ ...claim, [field]: toBase64url(bytes) }, CHALLENGE, NOW));
    const der = fromBase64url(claim[field]);
    expect(await check(concat(der, Uint8Array.of(0)))).toBe('certificate-length');
    expect(await check(concat(der, der))).toBe('certificate-length');
    expect(await check(der.slice(0, -1))).toBe('certificate-length');
    expect(await check(new Uint8Array(64).fill(0xff))).toBe('certificate-length');
    expect(await check(new Uint8Array())).toMatch(/^(certificate-length|evidence-)/);
    expect(await check(new Uint8Array(new Asn1Boolean({ value: true }).toBER()))).toMatch(/^evidence-/);
  });
});

describe('what only one of the two has', () => {
  const purposes = (critical: boolean, ...keyPurposes: string[]) =>
    withExtension(OID.extendedKeyUsage, new ExtKeyUsage({ keyPurposes }).toSchema().toBER(), critical);
  const CLIENT = '1.3.6.1.5.5.7.3.2';
  const EMAIL = '1.3.6.1.5.5.7.3.4';

  it('the purpose: none, or with client authentication among them, critical or not', async () => {
    for (const critical of [false, true]) {
      expect(await refusalOf('auth', purposes(critical, CLIENT))).toBe('accepted');
      expect(await refusalOf('auth', purposes(critical, EMAIL, CLIENT))).toBe('accepted');
      expect(await refusalOf('auth', purposes(critical, EMAIL))).toBe('auth-certificate-purpose');
    }
    const unreadable = withExtension(
      OID.extendedKeyUsage,
      new BitString({ valueHex: new ArrayBuffer(1) }).toBER(),
    );
    expect(await refusalOf('auth', unreadable)).toBe('auth-certificate-purpose');
    // Nothing here would obey one in a card certificate.
    expect(await refusalOf('card', purposes(true, CLIENT))).toBe('card-certificate-critical-extension');
    expect(await refusalOf('card', purposes(false, EMAIL))).toBe('accepted');
  });

  it.each([
    ['of a signature certificate', policies('1.2.392.200149.8.5.1.1.20')],
    ['of the official test environment', policies('1.2.392.200149.8.5.1.0.30')],
    ['missing', withoutExtension(OID.policies)],
  ])('the policy: %s is refused', async (_, change) => {
    expect(await refusalOf('auth', change)).toBe('auth-certificate-policy');
  });

  it('the size of the RSA key, and the curve', async () => {
    const rsa = { name: 'RSASSA-PKCS1-v1_5', hash: 'SHA-256', publicExponent: Uint8Array.of(1, 0, 1) };
    const short = await crypto.subtle.generateKey({ ...rsa, modulusLength: 1_024 }, true, ['sign', 'verify']);
    expect(await refusalOf('auth', withKey(short.publicKey))).toBe('auth-certificate-key');
    const curve = { name: 'ECDSA', namedCurve: 'P-384' };
    const other = await crypto.subtle.generateKey(curve, true, ['sign', 'verify']);
    expect(await refusalOf('card', withKey(other.publicKey))).toBe('card-certificate-key');
  });

  it('the card id: a certificate of another card, of none or of two is refused', async () => {
    const name = 'card-certificate-card-id';
    const cardId = toHex(fromBase64url(card.profile.cardId));
    const organisation = distinguishedName(['organisation', cardId]);
    expect(await refusalOf('card', (it) => (it.subject = named('00'.repeat(16))))).toBe(name);
    expect(await refusalOf('card', (it) => (it.subject = organisation))).toBe(name);
    const twice: Change = (it) => (it.subject = named(...Array.from({ length: 2 }, () => cardId)));
    expect(await refusalOf('card', twice)).toBe(name);
    expect(await refusalOf('card', (it) => (it.subject = named('no card id')))).toBe('evidence-RangeError');
  });
});

const otherAttestationRoot = async () => {
  const validity = { notBefore: NOW - DAY, notAfter: NOW + DAY };
  const extensions = [keyUsage(USAGE.certificateAndCrlSigning), certificateAuthority()];
  const publicKey = await generateP256();
  return (await issueRoot({ subject: named('Others'), publicKey, validity, extensions })).certificate;
};

/** Every pinned root needs a source of revocations, or the start fails. */
const sourceFor = (roots: readonly string[]) =>
  Object.fromEntries(
    roots.map((root) => [
      subjectKeyId(Certificate.fromBER(fromBase64url(root)))!,
      { crl: 'http://127.0.0.1/other.crl' },
    ]),
  );

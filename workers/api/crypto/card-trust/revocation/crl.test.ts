import { Integer, Utf8String } from 'asn1js';
import { CertificateRevocationList, Extensions, Time } from 'pkijs';
import { beforeAll, describe, expect, it } from 'vitest';
import { issueCrl } from '#clients/lab/card/issuer/crl.ts';
import type { OcspSigner } from '#clients/lab/card/issuer/ocsp.ts';
import { revoke, type RevokedCertificate } from '#clients/lab/card/issuer/revocation.ts';
import type { PersonalisedCard } from '#clients/lab/card/profile.ts';
import { concat, fromHex, type Octets } from '#schema/contract/card.ts';
import { altered, named } from '../../../test/card-trust/altered.ts';
import {
  alteredCrl,
  criticalExtension,
  crlWithOuterSha512,
  withBitTurned,
} from '../../../test/card-trust/answers.ts';
import { NOW } from '#clients/lab/people/cast.ts';
import { KEYS_TAKE, openTrustLab, type TrustLab } from '../../../test/card-trust/lab.ts';
import { lister, revocationWith, subjectOf, verdictOf } from '../../../test/card-trust/subject.ts';
import type { Certified } from '../anchors.ts';
import { readCrl } from './crl.ts';

let lab: TrustLab;
let card: PersonalisedCard;
let subject: Certified;
let own: OcspSigner;
let older: OcspSigner;
beforeAll(async () => {
  lab = await openTrustLab();
  card = await lab.card();
  subject = await subjectOf(lab, card.profile.certificates.auth);
  const [old, young] = lab.authority.userAuthentication.map((authority) => ({ authority }));
  [older, own] = [old!, young!];
}, KEYS_TAKE);

type Wire = (der: Octets) => Octets | Promise<Octets>;
const verdict = (change: Wire, from: () => OcspSigner = () => own, list = revokedOther()) =>
  verdictOf(
    revocationWith(lab, { crl: async () => change(await lister(from(), list)()) }).revocation,
    subject,
  );
const failed = (why: string) => `auth-certificate-revocation (crl: ${why})`;
const resigned =
  (change: Parameters<typeof alteredCrl>[2]): Wire =>
  (der) =>
    alteredCrl(der, { key: own.authority.key }, change);

/** Somebody else's certificate is on the list. */
const revokedOther = (): RevokedCertificate[] => [
  { authority: keyIdOfRoot(), serial: '4000000000000001', reason: 'superseded', at: NOW - 9 },
];
const keyIdOfRoot = () => revoke([], card.profile.certificates.auth, 'unspecified', NOW)[0]!.authority;

describe('a revocation list', () => {
  it('without the certificate lets it through, with entries or without any', async () => {
    expect(await verdict((der) => der)).toBe('good');
    expect(
      await verdict(
        (der) => der,
        () => own,
        [],
      ),
    ).toBe('good');
  });

  it('with the certificate does not, from the moment it was revoked', async () => {
    const list: RevokedCertificate[] = [
      ...revokedOther(),
      ...revoke([], card.profile.certificates.auth, 'superseded', NOW),
    ];
    expect(
      await verdict(
        (der) => der,
        () => own,
        list,
      ),
    ).toBe('auth-certificate-revoked');
    const early = revocationWith(lab, { crl: lister(own, list, () => NOW - 1) });
    expect(await verdictOf(early.revocation, subject, NOW - 1)).toBe('good');
  });

  it('finds serial numbers that begin with a zero', async () => {
    const serial = new Integer({ valueHex: fromHex('00ff010203040506').buffer });
    const { key } = own.authority;
    const foundling = await altered(card.profile.certificates.auth, key, (it) => (it.serialNumber = serial));
    const list = revoke([], foundling, 'keyCompromise', NOW - 9);
    const { revocation } = revocationWith(lab, { crl: lister(own, list) });
    expect(await verdictOf(revocation, await subjectOf(lab, foundling))).toBe('auth-certificate-revoked');
  });

  it.each<[string, string, Wire]>([
    ['changed', 'crl-signature', (der) => withBitTurned(der, 120)],
    ['signed by nobody', 'crl-signature', (der) => withBitTurned(der, der.length - 9)],
    ['of another issuer name', 'crl-signature', resigned((it) => (it.issuer = named('Somebody')))],
    [
      'that names no authority key',
      'crl-authority-key',
      resigned((it) => it.crlExtensions!.extensions.splice(0, 1)),
    ],
    ['without extensions', 'crl-authority-key', resigned((it) => delete it.crlExtensions)],
    [
      'of changes only',
      'crl-critical-extension',
      resigned((it) => it.crlExtensions!.extensions.push(criticalExtension('2.5.29.27'))),
    ],
    [
      'of a part of the certificates',
      'crl-critical-extension',
      resigned((it) => it.crlExtensions!.extensions.push(criticalExtension('2.5.29.28'))),
    ],
    [
      'with an entry of another issuer',
      'crl-entry-critical-extension',
      resigned(
        (it) =>
          (it.revokedCertificates![0]!.crlEntryExtensions = new Extensions({
            extensions: [criticalExtension('2.5.29.29')],
          })),
      ),
    ],
    [
      'with an entry that begins with no number',
      'crl-entry',
      resigned(
        (it) => (it.revokedCertificates![0]!.userCertificate = new Utf8String({ value: '7' }) as never),
      ),
    ],
    ['from the future', 'crl-this-update', resigned((it) => (it.thisUpdate = at(NOW + 61)))],
    ['that does not say when it ends', 'crl-no-next-update', resigned((it) => delete it.nextUpdate)],
    ['that is over', 'crl-next-update', resigned((it) => (it.nextUpdate = at(NOW)))],
    ['with bytes behind it', 'RangeError', (der) => concat(der, Uint8Array.of(0))],
    ['cut off', 'RangeError', (der) => der.slice(0, -1)],
    ['that is a web page', 'RangeError', () => new TextEncoder().encode('<html>Not here</html>')],
    ['with nothing in it', 'crl-form', () => Uint8Array.of(0x30, 0)],
    ['of another form', 'crl-form', () => Uint8Array.of(0x30, 2, 5, 0)],
    ['that is empty', 'RangeError', () => new Uint8Array()],
  ])('%s is not believed', async (_, why, change) => {
    expect(await verdict(change)).toBe(failed(why));
  });

  it('signed with another algorithm is not believed', async () => {
    const { key } = own.authority;
    expect(await verdict((der) => alteredCrl(der, { key, hash: 'SHA-512' }))).toBe(failed('crl-algorithm'));
    expect(await verdict((der) => crlWithOuterSha512(der, key))).toBe(failed('crl-outer-algorithm'));
  });

  it('of the other generation, which has the same name, is not believed', async () => {
    expect(
      await verdict(
        (der) => der,
        () => older,
      ),
    ).toBe(failed('crl-authority-key'));
    const forged: Wire = (der) => alteredCrl(der, { key: older.authority.key });
    expect(await verdict(forged)).toBe(failed('crl-signature'));
  });

  it('of fifteen hundred entries is read, which the library alone refuses', async () => {
    const [entry] = revokedOther();
    const list = Array.from({ length: 1_500 }, (_, index) => ({
      ...entry!,
      serial: `40${index.toString(16).padStart(14, '0')}`,
    }));
    const whole = await issueCrl(own.authority, list, NOW);
    expect(() => CertificateRevocationList.fromBER(whole)).toThrow('Data is not correct');
    const { serials } = await readCrl(whole, subject, NOW);
    expect(serials.size).toBe(1_500);
    expect(serials.has('40000000000005db')).toBe(true);
  });
});

const at = (instant: number) => new Time({ type: 0, value: new Date(instant * 1_000) });

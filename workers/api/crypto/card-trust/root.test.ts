import { Integer } from 'asn1js';
import { beforeAll, describe, expect, it } from 'vitest';
import type { CertificateAuthority } from '#clients/lab/card/issuer/certificate.ts';
import { issueServiceRoot } from '#clients/lab/card/issuer/authority.ts';
import { generateRsa } from '#clients/lab/card/issuer/keys.ts';
import { NOW } from '#clients/lab/people/cast.ts';
import { fromBase64url, toBase64url } from '#schema/contract/bytes.ts';
import { fromHex } from '#schema/contract/card.ts';
import {
  altered,
  named,
  selfSigned,
  spellings,
  withAlgorithms,
  withAuthorityKey,
  withDates,
  withExtension,
  withKeyUsage,
  withoutExtension,
  withUnknownExtension,
  type Change,
} from '../../test/card-trust/altered.ts';
import { withBitTurned } from '../../test/card-trust/answers.ts';
import { KEYS_TAKE } from '../../test/card-trust/lab.ts';
import { readAnchors } from './anchors.ts';

const validity = { notBefore: NOW - 86_400, notAfter: NOW + 86_400 };

let root: CertificateAuthority;
beforeAll(async () => {
  root = await issueServiceRoot('user authentication', await generateRsa(), validity);
}, KEYS_TAKE);

/** What the start says of a root; null when it takes it. */
async function faultOf(certificate: string, hasList = false): Promise<string | null> {
  try {
    await readAnchors([certificate], 'USER_AUTH_ROOTS', () => hasList);
    return null;
  } catch (error) {
    return /USER_AUTH_ROOTS\[0\] (.*)\. See workers/.exec((error as Error).message)?.[1] ?? String(error);
  }
}
const changed = async (...changes: Change[]) =>
  faultOf(await altered(root.certificate, root.key, (it) => changes.forEach((change) => void change(it))));

const NOT_SIGNED = 'is not signed by its own key';
const NOT_STRONG = 'has a key that is neither RSA of 2048 bits or more nor P-256 or P-384';
const NO_ALGORITHM = 'is signed by no algorithm that is good enough';

describe('a root that is pinned', () => {
  // Key, dates and serial numbers as the authentication roots of 2015 and 2023 have them.
  it.each([
    ['2015', '01', Date.UTC(2015, 9, 20), Date.UTC(2025, 9, 19)],
    ['2019', '0133c349', Date.UTC(2019, 8, 14), Date.UTC(2029, 8, 14)],
    ['2023', '06d18006', Date.UTC(2023, 6, 16), Date.UTC(2033, 6, 15)],
  ])('may be of the form of the real generation of %s', async (_, serial, from, until) => {
    const change: Change = (it) => {
      it.serialNumber = new Integer({ valueHex: fromHex(serial).buffer });
      withDates(from / 1_000, until / 1_000)(it);
      withoutExtension('2.5.29.35')(it);
    };
    const generation = await altered(root.certificate, root.key, change);
    const { withNull } = spellings('rsa');
    expect(await faultOf(await withAlgorithms(generation, root.key, withNull, withNull), true)).toBeNull();
  });

  it.each([
    ['RSA of 2048 bits', { name: 'RSASSA-PKCS1-v1_5', modulusLength: 2_048 }, 'SHA-256', null],
    ['RSA of 4096 bits', { name: 'RSASSA-PKCS1-v1_5', modulusLength: 4_096 }, 'SHA-512', null],
    ['P-256', { name: 'ECDSA', namedCurve: 'P-256' }, 'SHA-256', null],
    ['P-384', { name: 'ECDSA', namedCurve: 'P-384' }, 'SHA-384', null],
    ['RSA of 512 bits', { name: 'RSASSA-PKCS1-v1_5', modulusLength: 512 }, 'SHA-256', NOT_STRONG],
    ['RSA of 1024 bits', { name: 'RSASSA-PKCS1-v1_5', modulusLength: 1_024 }, 'SHA-256', NOT_STRONG],
    ['P-521', { name: 'ECDSA', namedCurve: 'P-521' }, 'SHA-512', NOT_STRONG],
    ['a good key and SHA-1', { name: 'RSASSA-PKCS1-v1_5', modulusLength: 2_048 }, 'SHA-1', NO_ALGORITHM],
  ])(
    'of %s, by %j and %s: %s',
    async (_, key, hash, fault) => {
      expect(await faultOf(await selfSigned(root.certificate, key, hash))).toBe(fault);
    },
    KEYS_TAKE,
  );

  it('has signed itself', async () => {
    const other = await generateRsa();
    expect(await faultOf(await altered(root.certificate, other, () => {}))).toBe(NOT_SIGNED);
    const der = fromBase64url(root.certificate);
    const broken = toBase64url(withBitTurned(der, der.length - 9));
    expect(await faultOf(broken)).toBe(NOT_SIGNED);
    expect(await changed((it) => (it.issuer = named('Somebody')))).toBe(NOT_SIGNED);
    expect(await changed(withAuthorityKey(new Uint8Array(20)))).toBe(NOT_SIGNED);
  });

  it('says one algorithm, in one way', async () => {
    const { plain, withNull, withNumber } = spellings('rsa');
    const written = async (...words: [typeof plain, typeof plain]) =>
      faultOf(await withAlgorithms(root.certificate, root.key, ...words));
    expect(await written(plain, plain)).toBeNull();
    expect(await written(plain, withNull)).toBe(NO_ALGORITHM);
    expect(await written(withNumber, withNumber)).toBe(NO_ALGORITHM);
  });

  it('may sign certificates, and lists where a list is pinned', async () => {
    const signing = async (bits: number, hasList: boolean) =>
      faultOf(await altered(root.certificate, root.key, withKeyUsage(bits)), hasList);
    expect(await signing(0x02, false)).toBe('is for a key that may not sign certificates');
    expect(await signing(0x04, false)).toBeNull();
    expect(await signing(0x04, true)).toBe('is for a key that may not sign its lists');
    expect(await changed(withoutExtension('2.5.29.15'))).toBe('is for a key that may not sign certificates');
  });

  it.each<[string, string, Change]>([
    ['of version 1', 'has no proper version or serial number', (it) => (it.version = 0)],
    [
      'with serial number zero',
      'has no proper version or serial number',
      (it) => (it.serialNumber = new Integer({ value: 0 })),
    ],
    [
      'with an extension twice',
      'has two extensions of one kind',
      (it) => it.extensions!.push(it.extensions![0]!),
    ],
    [
      'with a critical extension that nobody knows',
      'has a critical extension that is not understood',
      withUnknownExtension(true),
    ],
    [
      'with critical constraints on names, which nothing here would obey',
      'has a critical extension that is not understood',
      withExtension('2.5.29.30', Uint8Array.of(0x30, 0).buffer),
    ],
    ['that ends before it begins', 'ends before it begins', withDates(NOW, NOW - 1)],
  ])('%s stops the start', async (_, fault, change) => {
    expect(await changed(change)).toBe(fault);
  });

  it('may have run out: its generation stays pinned for late receipts, and what it issued is refused', async () => {
    expect(await changed(withDates(NOW - 900, NOW - 800))).toBeNull();
  });
});

import { describe, expect, it } from 'vitest';
import { fromBase64url } from '#schema/contract/bytes.ts';
import type { Octets } from '#schema/contract/card.ts';
import made from '../../../test/card-trust/openssl.json' with { type: 'json' };
import { certified, type Certified, readAnchors } from '../anchors.ts';
import { USER_AUTHENTICATION } from '../profile.ts';
import { readCrl } from './crl.ts';
import { ocspQuestion, readOcsp } from './ocsp.ts';

// What OpenSSL 3.0.19 signed for one authority and two certificates of the laboratory (`openssl ca -gencrl`,
// `openssl ocsp -index`): a second opinion on formats that this project otherwise both writes and reads.

const subject = async (der: string): Promise<Certified> =>
  certified(await readAnchors([made.root], 'USER_AUTH_ROOTS'), der, USER_AUTHENTICATION);
const read = async (der: string, about: string) => {
  const asked = await subject(about);
  return (await readOcsp(fromBase64url(der), await ocspQuestion(asked), asked, made.now)).status;
};

describe('what OpenSSL wrote', () => {
  it('as OCSP answers is understood, signed by the authority or by its delegate, named or by key', async () => {
    const { good, revoked, delegatedGood, delegatedRevoked } = made.ocsp;
    expect(await read(good, made.good)).toBe('good');
    expect(await read(revoked, made.revoked)).toBe('revoked');
    expect(await read(delegatedGood, made.good)).toBe('good');
    expect(await read(delegatedRevoked, made.revoked)).toBe('revoked');
  });

  it('about one certificate says nothing of the other', async () => {
    await expect(read(made.ocsp.good, made.revoked)).rejects.toThrow('ocsp-certificate');
  });

  it('as a revocation list is understood', async () => {
    const list: Octets = fromBase64url(made.crl);
    const { serials, until } = await readCrl(list, await subject(made.good), made.now);
    const { serialNumber } = (await subject(made.revoked)).certificate;
    expect([...serials]).toEqual([Buffer.from(serialNumber.valueBlock.valueHexView).toString('hex')]);
    expect(until).toBeGreaterThan(made.now);
  });
});

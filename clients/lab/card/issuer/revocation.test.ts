import {
  BasicOCSPResponse,
  Certificate,
  CertID,
  CertificateRevocationList,
  OCSPRequest,
  OCSPResponse,
  Request,
} from 'pkijs';
import { beforeAll, describe, expect, it } from 'vitest';
import { fromBase64url } from '#schema/contract/bytes.ts';
import { toHex, type Octets } from '#schema/contract/card.ts';
import { NOW } from '#clients/lab/people/cast.ts';
import { createAuthority, type Authority } from './authority.ts';
import { keyIdOf, type CertificateAuthority } from './certificate.ts';
import { issueCrl } from './crl.ts';
import { issueUserAuthentication, issueOcspResponder } from './end-entity.ts';
import { answerOcsp } from './ocsp.ts';
import { revocationSources, serveRevocation } from './revocation-service.ts';
import { revoke, revokingAuthorities } from './revocation.ts';

const VALIDITY = { notBefore: NOW - 60, notAfter: NOW + 86_400 };
const BASE = 'http://127.0.0.1/lab';

let authority: Authority;
let older: CertificateAuthority;
let young: CertificateAuthority;
let certificate: string;
beforeAll(async () => {
  authority = await createAuthority(NOW);
  [older, young] = authority.userAuthentication as [CertificateAuthority, CertificateAuthority];
  // Any key will do: nothing is signed with it.
  const key = authority.surfaceRoot;
  certificate = await issueUserAuthentication(young, { key, opaqueId: 'somebody', validity: VALIDITY });
}, 60_000);

const parsed = (der: string) => Certificate.fromBER(fromBase64url(der));
const serialHex = () => toHex(parsed(certificate).serialNumber.valueBlock.valueHexView);

describe('revoking', () => {
  it('puts authority and serial number on the list, once', async () => {
    const list = revoke([], certificate, 'keyCompromise', NOW);
    const keyId = toHex(await keyIdOf(young.key));
    expect(list).toEqual([{ authority: keyId, serial: serialHex(), reason: 'keyCompromise', at: NOW }]);
    expect(revoke(list, certificate, 'superseded', NOW + 9)).toBe(list);
  });
});

describe('a revocation list', () => {
  const crl = async (issuer: CertificateAuthority, now = NOW) =>
    CertificateRevocationList.fromBER(
      await issueCrl(issuer, revoke([], certificate, 'keyCompromise', NOW), now),
    );

  it('is signed, numbered and dated, and holds what its own authority revoked by then', async () => {
    const list = await crl(young);
    expect(await list.verify({ issuerCertificate: parsed(young.certificate) })).toBe(true);
    expect(list.isCertificateRevoked(parsed(certificate))).toBe(true);
    expect(list.thisUpdate.value.getTime()).toBe(NOW * 1_000);
    expect(list.nextUpdate!.value.getTime()).toBe((NOW + 86_400) * 1_000);
    expect(list.crlExtensions!.extensions.map(({ extnID }) => extnID)).toEqual(['2.5.29.35', '2.5.29.20']);
    const [entry] = list.revokedCertificates!;
    // Reason 1, key compromise.
    expect(toHex(entry!.crlEntryExtensions!.extensions[0]!.extnValue.valueBlock.valueHexView)).toBe('0a0101');
  });

  it('of the other generation, or from before, has no entries and so no field for them', async () => {
    expect((await crl(older)).revokedCertificates).toBeUndefined();
    expect((await crl(young, NOW - 1)).revokedCertificates).toBeUndefined();
  });
});

describe('the OCSP responder', () => {
  async function requestFor(hashAlgorithm: string, issuer = young, count = 1): Promise<Octets> {
    const issuerCertificate = parsed(issuer.certificate);
    const id = await CertID.create(parsed(certificate), { hashAlgorithm, issuerCertificate });
    const request = new OCSPRequest();
    request.tbsRequest.requestList = Array.from({ length: count }, () => new Request({ reqCert: id }));
    return new Uint8Array(request.toSchema(true).toBER());
  }
  const read = (der: Octets) => {
    const { responseStatus, responseBytes } = OCSPResponse.fromBER(der);
    const basic =
      responseBytes && BasicOCSPResponse.fromBER(responseBytes.response.valueBlock.valueHexView as Octets);
    return { status: responseStatus.valueBlock.valueDec, basic: basic! };
  };

  it.each(['SHA-1', 'SHA-256'])('answers for names hashed with %s, as the library reads it', async (hash) => {
    const responder = await issueOcspResponder(young, VALIDITY);
    const list = revoke([], certificate, 'superseded', NOW);
    const ask = async (now: number) =>
      read(await answerOcsp([{ authority: young, responder }], list, await requestFor(hash), now)).basic;
    const [before, after] = [await ask(NOW - 1), await ask(NOW)];
    const statusIn = async (basic: BasicOCSPResponse) =>
      basic.getCertificateStatus(parsed(certificate), parsed(young.certificate));
    expect(await statusIn(before)).toEqual({ isForCertificate: true, status: 0 });
    expect(await statusIn(after)).toEqual({ isForCertificate: true, status: 1 });
    // Private in the library's types, and the one way to have it judge a delegated responder.
    const judge = after as unknown as { verifyResponseSignature(by: Certificate): Promise<boolean> };
    expect(await judge.verifyResponseSignature(parsed(responder.certificate))).toBe(true);
  });

  it('takes bytes from wherever they lie', async () => {
    const request = Buffer.concat([Buffer.alloc(7), await requestFor('SHA-1')]).subarray(7);
    expect(read(await answerOcsp([{ authority: young }], [], request, NOW)).status).toBe(0);
  });

  it('answers every question of one request', async () => {
    const request = await requestFor('SHA-1', young, 3);
    const { basic } = read(await answerOcsp([{ authority: young }], [], request, NOW));
    expect(basic.tbsResponseData.responses).toHaveLength(3);
  });

  it('refuses what it cannot read, and questions for another authority', async () => {
    const ask = async (request: Uint8Array) =>
      read(await answerOcsp([{ authority: young }], [], request, NOW)).status;
    expect(await ask(new Uint8Array(9))).toBe(1);
    expect(await ask(new Uint8Array())).toBe(1);
    expect(await ask(await requestFor('SHA-1', older))).toBe(6);
    expect(await ask(await requestFor('SHA-512'))).toBe(6);
  });
});

describe('the service', () => {
  it('serves an address for each authority that it names, and nothing else', async () => {
    const sources = await revocationSources(authority, BASE);
    expect(Object.keys(sources)).toHaveLength(revokingAuthorities(authority).length);
    const get = (url: string, method = 'GET') =>
      serveRevocation(authority, [], new globalThis.Request(url, { method }), NOW);
    for (const [keyId, { crl }] of Object.entries(sources)) {
      const list = CertificateRevocationList.fromBER(await (await get(crl))!.arrayBuffer());
      const [identifier] = list.crlExtensions!.extensions;
      expect(toHex(identifier!.extnValue.valueBlock.valueHexView)).toContain(keyId);
    }
    expect(await get(`${BASE}/crl/5.crl`)).toBeNull();
    expect(await get(`${BASE}/crl/0.crl`, 'POST')).toBeNull();
    expect(await get(`${BASE}/ocsp`)).toBeNull();
    expect((await get(`${BASE}/ocsp`, 'POST'))!.headers.get('content-type')).toBe(
      'application/ocsp-response',
    );
  });
});

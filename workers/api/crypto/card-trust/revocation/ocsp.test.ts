import { Integer, Null, OctetString } from 'asn1js';
import { CertID, Extension, OCSPResponse } from 'pkijs';
import { beforeAll, describe, expect, it } from 'vitest';
import { keyIdOf } from '#clients/lab/card/issuer/certificate.ts';
import { revoke, type RevocationReason } from '#clients/lab/card/issuer/revocation.ts';
import { fromHex, concat, type Octets } from '#schema/contract/card.ts';
import { altered, named, type Change } from '../../../test/card-trust/altered.ts';
import {
  alteredOcsp,
  certificateOf,
  criticalExtension,
  single,
  withBitTurned,
  type Resigning,
} from '../../../test/card-trust/answers.ts';
import { NOW } from '#clients/lab/people/cast.ts';
import { KEYS_TAKE } from '../../../test/card-trust/lab.ts';
import { asItCame, failed, openOcspLab, type OcspLab, type Wire } from '../../../test/card-trust/ocsp.ts';
import { responder, revocationWith, subjectOf, verdictOf } from '../../../test/card-trust/subject.ts';

const NONCE = '1.3.6.1.5.5.7.48.1.2';

let at: OcspLab;
beforeAll(async () => {
  at = await openOcspLab();
}, KEYS_TAKE);

/** The answer changed, and signed again by the authority. */
const resigned =
  (change: Parameters<typeof alteredOcsp>[2], signing: Partial<Resigning> = {}): Wire =>
  (der) =>
    alteredOcsp(der, { key: at.own.authority.key, ...signing }, change);

describe('an OCSP answer', () => {
  it('of the authority itself, or of its delegate, is believed', async () => {
    expect(await at.verdict(asItCame)).toBe('good');
    expect(await at.verdict(asItCame, at.delegated)).toBe('good');
  });

  it.each<[RevocationReason, string]>([
    ['unspecified', 'auth-certificate-revoked'],
    ['keyCompromise', 'auth-certificate-revoked'],
    ['certificateHold', 'auth-certificate-on-hold'],
  ])('that says revoked (%s) is believed', async (reason, check) => {
    const list = revoke([], at.card.profile.certificates.auth, reason, NOW - 5);
    const { revocation } = revocationWith(at.lab, { ocsp: responder(at.own, list) });
    expect(await verdictOf(revocation, at.subject)).toBe(check);
  });

  it('that does not know the certificate lets nobody through', async () => {
    const serial = new Integer({ valueHex: fromHex('00ff').buffer });
    const change: Change = (it) => (it.serialNumber = serial);
    const foundling = await altered(at.card.profile.certificates.auth, at.own.authority.key, change);
    const { revocation } = revocationWith(at.lab, { ocsp: responder(at.own) });
    expect(await verdictOf(revocation, await subjectOf(at.lab, foundling))).toBe(
      'auth-certificate-revocation-unknown',
    );
  });

  it.each<[string, string, Wire]>([
    [
      'was changed',
      'ocsp-signature',
      // The last digit of the time it was produced at, which nothing else looks at.
      (der) => withBitTurned(der, Buffer.from(der).indexOf(Uint8Array.of(0x18, 0x0f)) + 15),
    ],
    [
      'has no signature',
      'ocsp-signature',
      resigned((it) => (it.signature.valueBlock.valueHexView = new Uint8Array(256)), { key: null }),
    ],
    ['is signed with another algorithm', 'ocsp-algorithm', resigned(() => {}, { hash: 'SHA-512' })],
    [
      'names a signer that is not there',
      'ocsp-responder-unknown',
      resigned((it) => (it.tbsResponseData.responderID = named('Somebody'))),
    ],
    [
      'names its signer in no known way',
      'ocsp-responder-unknown',
      resigned((it) => (it.tbsResponseData.responderID = new OctetString({ valueHex: new ArrayBuffer(20) }))),
    ],
    [
      'repeats another nonce',
      'ocsp-nonce',
      resigned(
        (it) =>
          (it.tbsResponseData.responseExtensions = [
            nonce(new OctetString({ valueHex: new ArrayBuffer(32) }).toBER()),
          ]),
      ),
    ],
    [
      'has a nonce of another form',
      'ocsp-nonce-form',
      resigned((it) => (it.tbsResponseData.responseExtensions = [nonce(new Null().toBER())])),
    ],
    [
      'has a critical extension',
      'ocsp-critical-extension',
      resigned((it) => it.tbsResponseData.responseExtensions!.push(criticalExtension())),
    ],
    [
      'has a critical extension in its one answer',
      'ocsp-critical-extension',
      resigned(single((it) => (it.singleExtensions = [criticalExtension()]))),
    ],
    [
      'is about another certificate',
      'ocsp-certificate',
      resigned(single((it) => (it.certID.serialNumber = new Integer({ value: 7 })))),
    ],
    ['is about nothing', 'TypeError', resigned((it) => (it.tbsResponseData.responses = []))],
    [
      'says two things',
      'ocsp-certificate',
      resigned((it) => it.tbsResponseData.responses.push(it.tbsResponseData.responses[0]!)),
    ],
    ['is from the future', 'ocsp-this-update', resigned(single((it) => (it.thisUpdate = date(NOW + 61))))],
    ['does not say when it ends', 'ocsp-no-next-update', resigned(single((it) => delete it.nextUpdate))],
    ['is over', 'ocsp-next-update', resigned(single((it) => (it.nextUpdate = date(NOW))))],
    ['has bytes behind it', 'ocsp-length', (der) => concat(der, Uint8Array.of(0))],
    ['is cut off', 'ocsp-length', (der) => der.slice(0, -1)],
    ['is empty', 'ocsp-length', () => new Uint8Array()],
    ['is a web page', 'ocsp-length', () => new TextEncoder().encode('<html>Not here</html>')],
  ])('that %s is not believed', async (_, why, change) => {
    expect(await at.verdict(change)).toBe(failed(why));
  });

  it('may leave the nonce out, and be a minute ahead', async () => {
    expect(await at.verdict(resigned((it) => delete it.tbsResponseData.responseExtensions))).toBe('good');
    expect(await at.verdict(resigned(single((it) => (it.thisUpdate = date(NOW + 60)))))).toBe('good');
  });

  it('of the other generation, which has the same name, is not believed', async () => {
    const { responderID } = { responderID: certificateOf(at.own.authority.certificate).subject };
    const change = resigned((it) => (it.tbsResponseData.responderID = responderID), {
      key: at.older.authority.key,
    });
    expect(await at.verdict(change)).toBe(failed('ocsp-signature'));
    expect(await at.verdict(asItCame, at.older)).toBe(failed('ocsp-response-status'));
  });

  it('about the same serial number of the other generation is not believed', async () => {
    const other = certificateOf(at.older.authority.certificate);
    const certificate = at.subject.certificate;
    const certID = await CertID.create(certificate, { hashAlgorithm: 'SHA-1', issuerCertificate: other });
    expect(await at.verdict(resigned(single((it) => (it.certID = certID))))).toBe(failed('ocsp-certificate'));
  });

  it('that is no basic response, or hides something behind it, is not believed', async () => {
    const outer =
      (change: (response: OCSPResponse) => void): Wire =>
      (der) => {
        const response = OCSPResponse.fromBER(der);
        change(response);
        return new Uint8Array(response.toSchema().toBER());
      };
    const other = outer(({ responseBytes }) => (responseBytes!.responseType = '1.3.6.1.5.5.7.48.1.99'));
    expect(await at.verdict(other)).toBe(failed('ocsp-response-type'));
    const longer = outer(({ responseBytes }) => {
      const bytes = responseBytes!.response.valueBlock.valueHexView;
      responseBytes!.response = new OctetString({
        valueHex: concat(bytes, Uint8Array.of(0)).buffer,
      });
    });
    expect(await at.verdict(longer)).toBe(failed('ocsp-basic-length'));
  });
});

describe('the question', () => {
  it('goes out by POST with a fresh nonce, and names serial number and issuer only', async () => {
    const bodies: Octets[] = [];
    const { revocation } = revocationWith(at.lab, {
      ocsp: async (request) => {
        expect([request.method, request.redirect]).toEqual(['POST', 'manual']);
        expect(request.headers.get('content-type')).toBe('application/ocsp-request');
        bodies.push(new Uint8Array(await request.clone().arrayBuffer()));
        return new Response(null, { status: 503 });
      },
    });
    await verdictOf(revocation, at.subject);
    await verdictOf(revocation, at.subject, NOW + 10);
    const [first, second] = bodies.map((body) => Buffer.from(body).toString('hex')) as [string, string];
    expect(first).not.toBe(second);
    expect(first).toContain(Buffer.from(await keyIdOf(at.own.authority.key)).toString('hex'));
    expect(first.length).toBeLessThan(300);
  });
});

const date = (instant: number) => new Date(instant * 1_000);
const nonce = (value: ArrayBuffer) => new Extension({ extnID: NONCE, extnValue: value });

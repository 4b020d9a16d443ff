import { Integer, Null, OctetString } from 'asn1js';
import { CertID, Extension } from 'pkijs';
import { beforeAll, describe, expect, it } from 'vitest';
import { keyIdOf } from '#clients/card/virtual/issuer/certificate.ts';
import { issueOcspResponder } from '#clients/card/virtual/issuer/ocsp-responder.ts';
import type { OcspSigner } from '#clients/card/virtual/issuer/ocsp.ts';
import type { PrivateJwk } from '#clients/card/virtual/issuer/keys.ts';
import { revoke, type RevocationReason } from '#clients/card/virtual/issuer/revocation.ts';
import type { PersonalisedCard } from '#clients/card/virtual/profile.ts';
import { fromHex, concat, type Octets } from '#schema/contract/card.ts';
import {
  altered,
  named,
  withDates,
  withExtension,
  withKeyUsage,
  withoutExtension,
  type Change,
} from '../../../test/card-trust/altered.ts';
import {
  alteredOcsp,
  certificateOf,
  criticalExtension,
  single,
  withBitTurned,
  type Resigning,
} from '../../../test/card-trust/answers.ts';
import { KEYS_TAKE, NOW, openTrustLab, type TrustLab } from '../../../test/card-trust/lab.ts';
import { responder, revocationWith, subjectOf, verdictOf } from '../../../test/card-trust/subject.ts';
import type { Certified } from '../certified.ts';

const NONCE = '1.3.6.1.5.5.7.48.1.2';
const DAY = 24 * 3600;

let lab: TrustLab;
let card: PersonalisedCard;
let subject: Certified;
let own: OcspSigner;
let older: OcspSigner;
let delegated: Required<OcspSigner>;
beforeAll(async () => {
  lab = await openTrustLab();
  card = await lab.card();
  subject = await subjectOf(lab, card.profile.certificates.auth);
  const [old, young] = lab.authority.userAuthentication.map((authority) => ({ authority }));
  [older, own] = [old!, young!];
  const validity = { notBefore: NOW - DAY, notAfter: NOW + DAY };
  delegated = { ...own, responder: await issueOcspResponder(own.authority, validity) };
}, KEYS_TAKE);

type Wire = (der: Octets) => Octets | Promise<Octets>;
/** The verdict when the responder's answer is changed on its way. */
const verdict = (change: Wire, from: () => OcspSigner = () => own) =>
  verdictOf(
    revocationWith(lab, { ocsp: async (request) => change(await responder(from())(request)) }).revocation,
    subject,
  );
const failed = (why: string) => `auth-certificate-revocation (ocsp: ${why})`;

/** The answer changed, and signed again by the authority. */
const resigned =
  (change: Parameters<typeof alteredOcsp>[2], signing: Partial<Resigning> = {}): Wire =>
  (der) =>
    alteredOcsp(der, { key: own.authority.key, ...signing }, change);

describe('an OCSP answer', () => {
  it('of the authority itself, or of its delegate, is believed', async () => {
    expect(await verdict((der) => der)).toBe('good');
    expect(
      await verdict(
        (der) => der,
        () => delegated,
      ),
    ).toBe('good');
  });

  it.each<RevocationReason>(['unspecified', 'keyCompromise', 'certificateHold'])(
    'that says revoked (%s) is believed',
    async (reason) => {
      const list = revoke([], card.profile.certificates.auth, reason, NOW - 5);
      const { revocation } = revocationWith(lab, { ocsp: responder(own, list) });
      expect(await verdictOf(revocation, subject)).toBe('auth-certificate-revoked');
    },
  );

  it('that does not know the certificate lets nobody through', async () => {
    const serial = new Integer({ valueHex: fromHex('00ff').buffer });
    const change: Change = (it) => (it.serialNumber = serial);
    const foundling = await altered(card.profile.certificates.auth, own.authority.key, change);
    const { revocation } = revocationWith(lab, { ocsp: responder(own) });
    expect(await verdictOf(revocation, await subjectOf(lab, foundling))).toBe(
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
    ['is from the future', 'ocsp-this-update', resigned(single((it) => (it.thisUpdate = at(NOW + 61))))],
    ['does not say when it ends', 'ocsp-no-next-update', resigned(single((it) => delete it.nextUpdate))],
    ['is over', 'ocsp-next-update', resigned(single((it) => (it.nextUpdate = at(NOW))))],
    ['has bytes behind it', 'ocsp-length', (der) => concat(der, Uint8Array.of(0))],
    ['is cut off', 'ocsp-length', (der) => der.slice(0, -1)],
    ['is empty', 'ocsp-length', () => new Uint8Array()],
    ['is a web page', 'ocsp-length', () => new TextEncoder().encode('<html>Not here</html>')],
  ])('that %s is not believed', async (_, why, change) => {
    expect(await verdict(change)).toBe(failed(why));
  });

  it('may leave the nonce out, and be a minute ahead', async () => {
    expect(await verdict(resigned((it) => delete it.tbsResponseData.responseExtensions))).toBe('good');
    expect(await verdict(resigned(single((it) => (it.thisUpdate = at(NOW + 60)))))).toBe('good');
  });

  it('of the other generation, which has the same name, is not believed', async () => {
    const { responderID } = { responderID: certificateOf(own.authority.certificate).subject };
    const change = resigned((it) => (it.tbsResponseData.responderID = responderID), {
      key: older.authority.key,
    });
    expect(await verdict(change)).toBe(failed('ocsp-signature'));
    expect(
      await verdict(
        (der) => der,
        () => older,
      ),
    ).toBe(failed('ocsp-response-status'));
  });

  it('about the same serial number of the other generation is not believed', async () => {
    const other = certificateOf(older.authority.certificate);
    const certificate = subject.certificate;
    const certID = await CertID.create(certificate, { hashAlgorithm: 'SHA-1', issuerCertificate: other });
    expect(await verdict(resigned(single((it) => (it.certID = certID))))).toBe(failed('ocsp-certificate'));
  });

  it('that is no basic response, or hides something behind it, is not believed', async () => {
    const { OCSPResponse } = await import('pkijs');
    const outer =
      (change: (response: InstanceType<typeof OCSPResponse>) => void): Wire =>
      (der) => {
        const response = OCSPResponse.fromBER(der);
        change(response);
        return new Uint8Array(response.toSchema().toBER());
      };
    const other = outer(({ responseBytes }) => (responseBytes!.responseType = '1.3.6.1.5.5.7.48.1.99'));
    expect(await verdict(other)).toBe(failed('ocsp-response-type'));
    const longer = outer(({ responseBytes }) => {
      const bytes = responseBytes!.response.valueBlock.valueHexView;
      responseBytes!.response = new OctetString({
        valueHex: concat(bytes, Uint8Array.of(0)).buffer,
      });
    });
    expect(await verdict(longer)).toBe(failed('ocsp-basic-length'));
  });
});

describe('a delegated responder', () => {
  /** The verdict on an answer by a responder whose certificate `key` (default: the authority) issued with a change. */
  const by = async (change: Change, key: PrivateJwk = own.authority.key) => {
    const { certificate, key: responderKey } = delegated.responder;
    const changed = await altered(certificate, key, change);
    return verdict(
      (der) => der,
      () => ({ ...own, responder: { certificate: changed, key: responderKey } }),
    );
  };

  it.each<[string, string, Change]>([
    ['not made for OCSP', 'purpose', withoutExtension('2.5.29.37')],
    ['that may not sign', 'key-usage', withKeyUsage(0x20)],
    ['that is over', 'not-after', withDates(NOW - DAY, NOW - 1)],
    ['that has not begun', 'not-before', withDates(NOW + 1, NOW + DAY)],
    ['that would itself have to be checked', 'no-check', withoutExtension('1.3.6.1.5.5.7.48.1.5')],
    ['that names no authority key', 'authority-key', withoutExtension('2.5.29.35')],
    ['from an issuer of another name', 'issuer-name', (it) => (it.issuer = named('Somebody'))],
    [
      'with an unknown critical extension',
      'critical-extension',
      withExtension('1.2.3.4', new Null().toBER()),
    ],
  ])('%s is not believed', async (_, check, change) => {
    expect(await by(change)).toBe(failed(`ocsp-responder-${check}`));
  });

  it('of the other generation is not believed, whatever it says', async () => {
    const { key } = older.authority;
    expect(await by(() => {}, key)).toBe(failed('ocsp-responder-signature'));
    const validity = { notBefore: NOW - DAY, notAfter: NOW + DAY };
    const foreign = { ...own, responder: await issueOcspResponder(older.authority, validity) };
    expect(
      await verdict(
        (der) => der,
        () => foreign,
      ),
    ).toBe(failed('ocsp-responder-authority-key'));
  });

  it("that is a person's card is not believed", async () => {
    const { certificates, keys } = card.profile;
    const person = { ...own, responder: { certificate: certificates.auth, key: keys.auth } };
    expect(
      await verdict(
        (der) => der,
        () => person,
      ),
    ).toBe(failed('ocsp-responder-purpose'));
  });

  it('behind a heap of certificates is not looked for', async () => {
    const heap = Array.from({ length: 4 }, () => certificateOf(older.authority.certificate));
    const change: Wire = (der) =>
      alteredOcsp(der, { key: null }, (basic) => (basic.certs = [...heap, ...basic.certs!]));
    expect(await verdict(change, () => delegated)).toBe(failed('ocsp-responder-unknown'));
  });
});

describe('the question', () => {
  it('goes out by POST with a fresh nonce, and names serial number and issuer only', async () => {
    const bodies: Octets[] = [];
    const { revocation } = revocationWith(lab, {
      ocsp: async (request) => {
        expect([request.method, request.redirect]).toEqual(['POST', 'manual']);
        expect(request.headers.get('content-type')).toBe('application/ocsp-request');
        bodies.push(new Uint8Array(await request.clone().arrayBuffer()));
        return new Response(null, { status: 503 });
      },
    });
    await verdictOf(revocation, subject);
    await verdictOf(revocation, subject, NOW + 10);
    const [first, second] = bodies.map((body) => Buffer.from(body).toString('hex')) as [string, string];
    expect(first).not.toBe(second);
    expect(first).toContain(Buffer.from(await keyIdOf(own.authority.key)).toString('hex'));
    expect(first.length).toBeLessThan(300);
  });
});

const at = (instant: number) => new Date(instant * 1_000);
const nonce = (value: ArrayBuffer) => new Extension({ extnID: NONCE, extnValue: value });

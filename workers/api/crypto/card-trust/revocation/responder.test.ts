import { Null } from 'asn1js';
import { beforeAll, describe, expect, it } from 'vitest';
import type { PrivateJwk } from '#clients/lab/card/issuer/keys.ts';
import { issueOcspResponder } from '#clients/lab/card/issuer/end-entity.ts';
import {
  altered,
  named,
  withDates,
  withExtension,
  withKeyUsage,
  withoutExtension,
  type Change,
} from '../../../test/card-trust/altered.ts';
import { alteredOcsp, certificateOf } from '../../../test/card-trust/answers.ts';
import { NOW } from '#clients/lab/people/cast.ts';
import { KEYS_TAKE } from '../../../test/card-trust/lab.ts';
import { asItCame, failed, openOcspLab, type OcspLab, type Wire } from '../../../test/card-trust/ocsp.ts';

const DAY = 24 * 3600;

let at: OcspLab;
beforeAll(async () => {
  at = await openOcspLab();
}, KEYS_TAKE);

describe('a delegated responder', () => {
  /** The verdict on an answer by a responder whose certificate `key` (default: the authority) issued with a change. */
  const by = async (change: Change, key: PrivateJwk = at.own.authority.key) => {
    const { certificate, key: responderKey } = at.delegated.responder;
    const changed = await altered(certificate, key, change);
    return at.verdict(asItCame, { ...at.own, responder: { certificate: changed, key: responderKey } });
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
    const { key } = at.older.authority;
    expect(await by(() => {}, key)).toBe(failed('ocsp-responder-signature'));
    const validity = { notBefore: NOW - DAY, notAfter: NOW + DAY };
    const foreign = { ...at.own, responder: await issueOcspResponder(at.older.authority, validity) };
    expect(await at.verdict(asItCame, foreign)).toBe(failed('ocsp-responder-authority-key'));
  });

  it("that is a person's card is not believed", async () => {
    const { certificates, keys } = at.card.profile;
    const person = { ...at.own, responder: { certificate: certificates.auth, key: keys.auth } };
    expect(await at.verdict(asItCame, person)).toBe(failed('ocsp-responder-purpose'));
  });

  it('behind a heap of certificates is not looked for', async () => {
    const heap = Array.from({ length: 4 }, () => certificateOf(at.older.authority.certificate));
    const change: Wire = (der) =>
      alteredOcsp(der, { key: null }, (basic) => (basic.certs = [...heap, ...basic.certs!]));
    expect(await at.verdict(change, at.delegated)).toBe(failed('ocsp-responder-unknown'));
  });
});

import { Integer, OctetString } from 'asn1js';
import { Extension, Extensions, Time, type CertificateRevocationList } from 'pkijs';
import { beforeAll, describe, expect, it } from 'vitest';
import { issueCrl } from '#clients/lab/card/issuer/crl.ts';
import { revoke, type RevocationReason } from '#clients/lab/card/issuer/revocation.ts';
import { NOW } from '#clients/lab/people/cast.ts';
import { alteredCrl, alteredOcsp, single } from '../../../test/card-trust/answers.ts';
import { KEYS_TAKE } from '../../../test/card-trust/lab.ts';
import { failed, openOcspLab, type OcspLab } from '../../../test/card-trust/ocsp.ts';
import { lister, responder, revocationWith, verdictOf } from '../../../test/card-trust/subject.ts';
import { LONGEST_AGE } from './source.ts';

let at: OcspLab;
beforeAll(async () => {
  at = await openOcspLab();
}, KEYS_TAKE);

const DAY = 86_400;
const KINDS = { delta: '2.5.29.27', 'of a part': '2.5.29.28', 'of another issuer': '2.5.29.29' } as const;
const extension = (extnID: string, critical: boolean) =>
  new Extension({ extnID, critical, extnValue: new Integer({ value: 1 }).toBER() });
const failedList = (why: string) => `auth-certificate-revocation (crl: ${why})`;

/** The verdict on a certificate that the authority has revoked, by a list that says something else of itself. */
async function byList(change: (list: CertificateRevocationList) => unknown, ages = {}, now = NOW) {
  const revoked = revoke([], at.card.profile.certificates.auth, 'keyCompromise', NOW - 9);
  const crl = async () => alteredCrl(await lister(at.own, revoked)(), { key: at.own.authority.key }, change);
  return verdictOf(revocationWith(at.lab, { crl }, ages).revocation, at.subject, now);
}

describe.each(Object.entries(KINDS))('a list that is no whole one (%s)', (_, id) => {
  it.each([
    [true, 'crl-critical-extension'],
    [false, 'crl-not-whole'],
  ])('and says so itself is not believed (critical: %s)', async (critical, why) => {
    const emptied = (list: CertificateRevocationList) => {
      delete list.revokedCertificates;
      list.crlExtensions!.extensions.push(extension(id, critical));
    };
    expect(await byList(emptied)).toBe(failedList(why));
  });

  it.each([
    [true, 'crl-entry-critical-extension'],
    [false, 'crl-entry-not-whole'],
  ])('and says so in an entry is not believed (critical: %s)', async (critical, why) => {
    const marked = ({ revokedCertificates }: CertificateRevocationList) =>
      (revokedCertificates![0]!.crlEntryExtensions = new Extensions({
        extensions: [extension(id, critical)],
      }));
    expect(await byList(marked)).toBe(failedList(why));
  });
});

describe('a list', () => {
  it('with an extension twice is not believed', async () => {
    const number = ({ crlExtensions }: CertificateRevocationList) =>
      crlExtensions!.extensions.push(crlExtensions!.extensions.at(-1)!);
    expect(await byList(number)).toBe(failedList('crl-extension-twice'));
    const reason = ({ revokedCertificates }: CertificateRevocationList) => {
      const { extensions } = revokedCertificates![0]!.crlEntryExtensions!;
      extensions.push(extensions[0]!);
    };
    expect(await byList(reason)).toBe(failedList('crl-entry-extension-twice'));
  });

  it('that ends in years is believed for a week, or for as long as the setting says', async () => {
    const old = (age: number) => (list: CertificateRevocationList) => {
      list.thisUpdate = time(NOW - age);
      list.nextUpdate = time(NOW + 3_000 * DAY);
    };
    expect(await byList(old(LONGEST_AGE - 1))).toBe('auth-certificate-revoked');
    expect(await byList(old(LONGEST_AGE))).toBe(failedList('crl-age'));
    expect(await byList(old(400 * DAY))).toBe(failedList('crl-age'));
    expect(await byList(old(30 * DAY), { crlMaxAge: 31 * DAY })).toBe('auth-certificate-revoked');
    expect(await byList(old(600), { crlMaxAge: 600 })).toBe(failedList('crl-age'));
  });

  it('that is kept serves no longer than that while its source is dead', async () => {
    let dead = false;
    const whole = await issueCrl(at.own.authority, [], NOW);
    const long = await alteredCrl(
      whole,
      { key: at.own.authority.key },
      (it) => (it.nextUpdate = time(NOW + 90 * DAY)),
    );
    const crl = async () => (dead ? new Response(null, { status: 503 }) : long);
    const { revocation } = revocationWith(at.lab, { crl });
    expect(await verdictOf(revocation, at.subject)).toBe('good');
    dead = true;
    expect(await verdictOf(revocation, at.subject, NOW + LONGEST_AGE - 1)).toBe('good');
    expect(await verdictOf(revocation, at.subject, NOW + LONGEST_AGE + 9)).toBe(failedList('crl-status-503'));
  });

  it(
    'of fifty thousand entries takes ten times one of five thousand, not a hundred times',
    async () => {
      const [entry] = revoke([], at.card.profile.certificates.auth, 'superseded', NOW - 9);
      const serial = (index: number) => `40${index.toString(16).padStart(14, '0')}`;
      const timeOf = async (length: number): Promise<number> => {
        const list = Array.from({ length }, (_, index) => ({ ...entry!, serial: serial(index) }));
        const crl = await issueCrl(at.own.authority, list, NOW);
        const { revocation } = revocationWith(at.lab, { crl: async () => crl });
        const from = performance.now();
        expect(await verdictOf(revocation, at.subject)).toBe('good');
        return performance.now() - from;
      };
      await timeOf(5_000);
      expect((await timeOf(50_000)) / (await timeOf(5_000))).toBeLessThan(40);
    },
    KEYS_TAKE,
  );
});

describe('an OCSP answer that ends in years', () => {
  const old = (age: number, ages = {}, nonce: 'repeated' | 'left out' = 'left out') =>
    verdictOf(
      revocationWith(
        at.lab,
        {
          ocsp: async (request) =>
            alteredOcsp(await responder(at.own)(request), { key: at.own.authority.key }, (basic) => {
              if (nonce === 'left out') delete basic.tbsResponseData.responseExtensions;
              single((answer) => {
                answer.thisUpdate = new Date((NOW - age) * 1_000);
                answer.nextUpdate = new Date((NOW + 3_000 * DAY) * 1_000);
              })(basic);
            }),
        },
        ages,
      ).revocation,
      at.subject,
    );

  it('is believed for a week, or for as long as the setting says, unless it repeats the nonce', async () => {
    expect(await old(LONGEST_AGE - 1)).toBe('good');
    expect(await old(LONGEST_AGE)).toBe(failed('ocsp-age'));
    expect(await old(400 * DAY)).toBe(failed('ocsp-age'));
    expect(await old(30 * DAY, { ocspMaxAge: 31 * DAY })).toBe('good');
    expect(await old(400 * DAY, {}, 'repeated')).toBe('good');
  });

  it('may not have an extension twice', async () => {
    const twice = at.verdict((der) =>
      alteredOcsp(der, { key: at.own.authority.key }, ({ tbsResponseData }) => {
        const { responseExtensions } = tbsResponseData;
        responseExtensions!.push(responseExtensions![0]!);
      }),
    );
    expect(await twice).toBe(failed('ocsp-extension-twice'));
    const value = new OctetString({ valueHex: new ArrayBuffer(4) }).toBER();
    const other = new Extension({ extnID: '1.3.6.1.5.5.7.48.1.6', extnValue: value });
    const inside = at.verdict((der) =>
      alteredOcsp(
        der,
        { key: at.own.authority.key },
        single((answer) => (answer.singleExtensions = [other, other])),
      ),
    );
    expect(await inside).toBe(failed('ocsp-extension-twice'));
  });
});

describe('a certificate on hold', () => {
  it.each<[RevocationReason, string]>([
    ['certificateHold', 'auth-certificate-on-hold'],
    ['superseded', 'auth-certificate-revoked'],
    ['unspecified', 'auth-certificate-revoked'],
  ])('is told from a revoked one, by either source (%s)', async (reason, check) => {
    const list = revoke([], at.card.profile.certificates.auth, reason, NOW - 9);
    for (const source of [{ ocsp: responder(at.own, list) }, { crl: lister(at.own, list) }])
      expect(await verdictOf(revocationWith(at.lab, source).revocation, at.subject)).toBe(check);
  });

  it('and listed a second time with another reason is revoked', async () => {
    for (const reasons of [
      ['certificateHold', 'superseded'],
      ['superseded', 'certificateHold'],
    ] as const) {
      const list = reasons.flatMap((reason) =>
        revoke([], at.card.profile.certificates.auth, reason, NOW - 9),
      );
      const { revocation } = revocationWith(at.lab, { crl: lister(at.own, list) });
      expect(await verdictOf(revocation, at.subject)).toBe('auth-certificate-revoked');
    }
  });
});

const time = (instant: number) => new Time({ type: 0, value: new Date(instant * 1_000) });

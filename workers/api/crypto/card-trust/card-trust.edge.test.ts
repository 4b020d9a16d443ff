import { beforeAll, describe, expect, inject, it } from 'vitest';
import { issueOcspResponder } from '#clients/lab/card/issuer/end-entity.ts';
import { answerOcsp } from '#clients/lab/card/issuer/ocsp.ts';
import { serveRevocation } from '#clients/lab/card/issuer/revocation-service.ts';
import type { RevocationList } from '#clients/lab/card/issuer/revocation.ts';
import type { PersonalisedCard } from '#clients/lab/card/profile.ts';
import { readConfig, type Env } from '../../config.ts';
import { altered, withUnknownExtension } from '../../test/card-trust/altered.ts';
import { checkOf } from '../../test/card-trust/evidence.ts';
import { randomPoint, TestCard } from '../../test/card.ts';
import { NOW } from '#clients/lab/people/cast.ts';
import type { TrustConfig } from './ground.ts';
import { createCardTrust } from './index.ts';
import { pinnedBy, type TrustAnchor } from './pinned.ts';
import type { Fetch } from './revocation/download.ts';

// What Node cannot show: the same checks on workerd's WebCrypto, streams and fetch. Every check by itself is tested in
// the files beside this one.

const lab = inject('lab');
const OPENED = {
  audience: 'https://kaijo.test',
  nonce: 'bm9uY2Vub25jZW5vbmNlbm9uY2Vub25jZW5vbmNlMTI',
  support: 'ACDEFHJK',
};
const CHALLENGE = { ...OPENED, token: 'header.claims.signature' };

let config: TrustConfig;
beforeAll(async () => {
  const environment = readConfig({ ...lab.environment, DB: {}, MATCHER: {} } as unknown as Env);
  config = await pinnedBy(environment, JSON.parse(lab.environment['ANCHORS']!) as TrustAnchor[]);
});

const serving =
  (list: RevocationList, reached: (url: string) => boolean = () => true): Fetch =>
  async (url, init) => {
    if (!reached(url)) throw new TypeError('no network');
    return (await serveRevocation(lab.authority, list, new Request(url, init), NOW))!;
  };

/** The check that refuses a card in STEP 1, and the one in STEP 2. */
async function checks(made: PersonalisedCard, fetch: Fetch = serving([])): Promise<[string, string]> {
  const trust = await createCardTrust(config, fetch);
  const card = await TestCard.of(made);
  const { evidence, photo } = await card.evidence({ ...OPENED, session: CHALLENGE.token, expiresAt: 0 });
  const redemption = { ...OPENED, redemption: CHALLENGE.token, expiresAt: 0 };
  const claim = await card.claim(redemption, await randomPoint());
  return [
    checkOf(await trust.step1(evidence, photo, CHALLENGE, NOW)),
    checkOf(await trust.step2(claim, CHALLENGE, NOW)),
  ];
}

const both = (check: string) => [check, check];

describe('card evidence inside workerd', () => {
  it('of a good card is accepted', async () => {
    expect(await checks(lab.cards[0]!)).toEqual(both('accepted'));
  });

  it('of an expired card, and of a card of others, is refused', async () => {
    expect(await checks(lab.expired)).toEqual(both('auth-certificate-not-after'));
    // The photo is looked at first in STEP 1.
    expect(await checks(lab.foreign)).toEqual(['surface-issuer', 'auth-certificate-unknown-authority']);
  });

  it('with an unknown critical extension is refused', async () => {
    const { profile, memory } = lab.cards[0]!;
    const { key } = lab.authority.userAuthentication.at(-1)!;
    const auth = await altered(profile.certificates.auth, key, withUnknownExtension(true));
    const card = { memory, profile: { ...profile, certificates: { ...profile.certificates, auth } } };
    expect(await checks(card)).toEqual(both('auth-certificate-critical-extension'));
  });

  it('that is no certificate is refused, not thrown at', async () => {
    const trust = await createCardTrust(config, serving([]));
    const card = await TestCard.of(lab.cards[0]!);
    const claim = await card.claim(
      { ...OPENED, redemption: CHALLENGE.token, expiresAt: 0 },
      await randomPoint(),
    );
    for (const authCertificate of ['', 'AAAA', 'MIIB', '_'.repeat(4_000)]) {
      expect((await trust.step2({ ...claim, authCertificate }, CHALLENGE, NOW)).ok).toBe(false);
    }
  });
});

describe('revocation inside workerd', () => {
  const { card, list } = lab.revoked;

  it('is seen by OCSP, and by the list when OCSP is out of reach', async () => {
    expect(await checks(card, serving(list))).toEqual(both('auth-certificate-revoked'));
    const listOnly = serving(list, (url) => url.endsWith('.crl'));
    expect(await checks(card, listOnly)).toEqual(both('auth-certificate-revoked'));
    expect(await checks(lab.cards[0]!, listOnly)).toEqual(both('accepted'));
  });

  it('that nobody can tell of lets nobody through', async () => {
    const why = 'auth-certificate-revocation (ocsp: TypeError, crl: TypeError)';
    expect(
      await checks(
        card,
        serving(list, () => false),
      ),
    ).toEqual([why, 'auth-certificate-revocation (ocsp: resting, crl: resting)']);
  });

  it('is told by a delegated responder, ECDSA as well as RSA', async () => {
    const validity = { notBefore: NOW - 60, notAfter: NOW + 60 };
    const signers = await Promise.all(
      [lab.authority.userAuthentication.at(-1)!, lab.authority.attestation].map(async (authority) => ({
        authority,
        responder: await issueOcspResponder(authority, validity),
      })),
    );
    const delegated: Fetch = async (_, init) =>
      new Response(await answerOcsp(signers, list, new Uint8Array(init.body as Uint8Array), NOW));
    expect(await checks(lab.cards[0]!, delegated)).toEqual(both('accepted'));
    expect(await checks(card, delegated)).toEqual(both('auth-certificate-revoked'));
  });

  it('answers that are too large or never end are cut off', async () => {
    const silence = () => new ReadableStream({ pull: () => new Promise(() => {}) });
    const flood: Fetch = async (url) =>
      new Response(url.endsWith('.crl') ? silence() : new Uint8Array(20_000));
    const [first] = await checks(card, flood);
    expect(first).toBe('auth-certificate-revocation (ocsp: ocsp-too-large, crl: TimeoutError)');
  });
});

import { Primitive } from 'asn1js';
import { beforeAll, describe, expect, it } from 'vitest';
import { CRL_LIFE } from '#clients/lab/card/issuer/crl.ts';
import { OCSP_LIFE, type OcspSigner } from '#clients/lab/card/issuer/ocsp.ts';
import { revoke } from '#clients/lab/card/issuer/revocation.ts';
import type { PersonalisedCard } from '#clients/lab/card/profile.ts';
import { alteredOcsp, single } from '../../../test/card-trust/answers.ts';
import { CHALLENGE, checkOf, flipped, step1Of, step2Of } from '../../../test/card-trust/evidence.ts';
import { NOW } from '#clients/lab/people/cast.ts';
import { KEYS_TAKE, openTrustLab, type TrustLab } from '../../../test/card-trust/lab.ts';
import {
  lister,
  responder,
  revocationWith,
  subjectOf,
  verdictOf,
  type Answering,
} from '../../../test/card-trust/subject.ts';
import type { Certified } from '../anchors.ts';

let now = NOW;
let lab: TrustLab;
let card: PersonalisedCard;
let subject: Certified;
let own: OcspSigner;
beforeAll(async () => {
  lab = await openTrustLab(() => now);
  card = await lab.card();
  subject = await subjectOf(lab, card.profile.certificates.auth);
  own = { authority: lab.authority.userAuthentication[1]! };
}, KEYS_TAKE);

const good = { ocsp: () => responder(own), crl: () => lister(own) };
const dead: Answering = () => Promise.reject(new TypeError('no network'));
const status =
  (code: number): Answering =>
  async () =>
    new Response(null, { status: code, headers: { location: 'http://127.0.0.1/elsewhere' } });
const silent: Answering = () => new Promise(() => {});
const endless: Answering = async () =>
  new Response(new ReadableStream({ pull: () => new Promise(() => {}) }));
/** More than either source may say; it ends, so that without the limit a test fails and not the machine. */
const flood: Answering = async () => new Response(new Uint8Array(3 * 1_024 * 1_024));

describe('two sources', () => {
  it('are asked one after the other: OCSP, and the list only when OCSP does not answer', async () => {
    const both = revocationWith(lab, { ocsp: good.ocsp(), crl: good.crl() });
    expect(await verdictOf(both.revocation, subject)).toBe('good');
    expect(both.asked).toEqual(['ocsp']);
    const half = revocationWith(lab, { ocsp: dead, crl: good.crl() });
    expect(await verdictOf(half.revocation, subject)).toBe('good');
    expect(half.asked).toEqual(['ocsp', 'crl']);
  });

  it('revoke by either', async () => {
    const list = revoke([], card.profile.certificates.auth, 'superseded', NOW);
    const byList = revocationWith(lab, { ocsp: dead, crl: lister(own, list) });
    expect(await verdictOf(byList.revocation, subject)).toBe('auth-certificate-revoked');
    const byOcsp = revocationWith(lab, { ocsp: responder(own, list), crl: good.crl() });
    expect(await verdictOf(byOcsp.revocation, subject)).toBe('auth-certificate-revoked');
  });

  it('that both fail let nobody through', async () => {
    const { revocation } = revocationWith(lab, { ocsp: dead, crl: status(500) });
    await expect(revocation.requireUnrevoked(subject, NOW)).rejects.toMatchObject({
      failure: {
        code: 'revocation-unavailable',
        check: 'auth-certificate-revocation (ocsp: TypeError, crl: crl-status-500)',
      },
    });
  });

  it.each<[string, Answering, string]>([
    ['that sends elsewhere is not followed', status(302), 'status-302'],
    ['that has nothing is no answer', status(404), 'status-404'],
    ['that says too much is cut off', flood, 'too-large'],
    ['that never answers is given up', silent, 'TimeoutError'],
    ['that stops in the middle is given up', endless, 'TimeoutError'],
  ])('a responder %s', async (_, ocsp, why) => {
    const { revocation, asked } = revocationWith(lab, { ocsp });
    const name = why === 'TimeoutError' ? why : `ocsp-${why}`;
    expect(await verdictOf(revocation, subject)).toBe(`auth-certificate-revocation (ocsp: ${name})`);
    expect(asked).toEqual(['ocsp']);
  });

  it('a list that says too much is cut off', async () => {
    const { revocation } = revocationWith(lab, { crl: flood });
    expect(await verdictOf(revocation, subject)).toBe('auth-certificate-revocation (crl: crl-too-large)');
  });
});

describe('answers', () => {
  it('are asked for once while they hold, each certificate for itself', async () => {
    const { revocation, asked } = revocationWith(lab, { ocsp: responder(own) });
    for (let time = 0; time < 5; time += 1)
      expect(await verdictOf(revocation, subject, NOW + time)).toBe('good');
    expect(asked).toHaveLength(1);
    const another = await subjectOf(lab, (await lab.card()).profile.certificates.auth);
    expect(await verdictOf(revocation, another)).toBe('good');
    expect(asked).toHaveLength(2);
  });

  it('that have ended are asked for again, and a revocation is seen then', async () => {
    const list = revoke([], card.profile.certificates.auth, 'superseded', NOW + 1);
    let clock = NOW;
    const { revocation } = revocationWith(lab, { ocsp: responder(own, list, () => clock) });
    expect(await verdictOf(revocation, subject, clock)).toBe('good');
    clock += OCSP_LIFE;
    expect(await verdictOf(revocation, subject, clock)).toBe('auth-certificate-revoked');
  });

  it('of one list serve every certificate of the authority, and a day without the authority', async () => {
    const { revocation, asked } = revocationWith(lab, { crl: firstOnly(lister(own)) });
    const another = await subjectOf(lab, (await lab.card()).profile.certificates.auth);
    expect(await verdictOf(revocation, subject)).toBe('good');
    expect(await verdictOf(revocation, another)).toBe('good');
    expect(asked).toHaveLength(1);
    expect(await verdictOf(revocation, another, NOW + CRL_LIFE - 1)).toBe('good');
    expect(await verdictOf(revocation, another, NOW + CRL_LIFE)).toMatch(/^auth-certificate-revocation \(/);
  });

  it('that do not know a certificate are not kept', async () => {
    const unknown = single(
      (it) => (it.certStatus = new Primitive({ idBlock: { tagClass: 3, tagNumber: 2 } })),
    );
    let known = false;
    const { revocation } = revocationWith(lab, {
      ocsp: async (request) => {
        const answer = await responder(own)(request);
        return known ? answer : alteredOcsp(answer, { key: own.authority.key }, unknown);
      },
    });
    expect(await verdictOf(revocation, subject)).toBe('auth-certificate-revocation-unknown');
    known = true;
    expect(await verdictOf(revocation, subject)).toBe('good');
  });
});

describe('a source that answers somebody in vain', () => {
  /** The first question gets this, the next ones a good answer. */
  const atFirst = (answering: Answering) => {
    let asked = 0;
    const ocsp: Answering = (request, init) => (asked++ === 0 ? answering : responder(own))(request, init);
    return revocationWith(lab, { ocsp }).revocation;
  };
  const next = async () => subjectOf(lab, (await lab.card()).profile.certificates.auth);

  it.each<[string, Answering, string]>([
    ['unauthorized', async () => new Uint8Array([0x30, 3, 0x0a, 1, 6]), 'ocsp-response-status'],
    ['what is no answer', async () => new Uint8Array([0x30]), 'ocsp-length'],
    ['that it has nothing there', status(404), 'ocsp-status-404'],
    ['too much', flood, 'ocsp-too-large'],
  ])('%s, goes on being asked for the others', async (_, answering, why) => {
    const revocation = atFirst(answering);
    expect(await verdictOf(revocation, subject)).toBe(`auth-certificate-revocation (ocsp: ${why})`);
    expect(await verdictOf(revocation, await next())).toBe('good');
  });

  it.each<[string, Answering]>([
    ['cannot be reached', dead],
    ['says that it is overloaded', status(503)],
    ['says that it is asked too often', status(429)],
  ])('rests when it %s', async (_, answering) => {
    const revocation = atFirst(answering);
    await verdictOf(revocation, subject);
    expect(await verdictOf(revocation, await next())).toBe('auth-certificate-revocation (ocsp: resting)');
    expect(await verdictOf(revocation, await next(), NOW + 5)).toBe('good');
  });
});

/** Answers once, and is dead from then on. */
function firstOnly(answering: Answering): Answering {
  let count = 0;
  return (request, init) => (count++ === 0 ? answering(request, init) : dead(request, init));
}

describe('a revoked card', () => {
  it.each([
    ['auth', 'auth-certificate-revoked'],
    ['card', 'card-certificate-revoked'],
  ] as const)('is refused in both steps: its %s certificate', async (slot, check) => {
    lab.list = revoke([], card.profile.certificates[slot], 'keyCompromise', NOW - 9);
    const trust = await lab.trust();
    const { evidence, photo } = await step1Of(card);
    const failure = { code: 'certificate-revoked', check };
    expect(await trust.step1(evidence, photo, CHALLENGE, NOW)).toEqual({ ok: false, failure });
    expect(await trust.step2(await step2Of(card), CHALLENGE, NOW)).toEqual({ ok: false, failure });
    lab.list = [];
  });

  it('is only asked about when its signature is good, and only at the pinned addresses', async () => {
    const trust = await lab.trust();
    lab.asked = [];
    const claim = await step2Of(card);
    const forged = { ...claim, binding: { ...claim.binding, signature: flipped(claim.binding.signature) } };
    expect(checkOf(await trust.step2(forged, CHALLENGE, NOW))).toBe('binding-signature');
    expect(lab.asked).toEqual([]);
    expect(checkOf(await trust.step2(claim, CHALLENGE, NOW))).toBe('accepted');
    expect(lab.asked).toEqual(['/ocsp', '/ocsp']);
  });
});

import { beforeAll, describe, expect, it } from 'vitest';
import { NOW, PIN } from '#clients/lab/people/cast.ts';
import { openLab } from '#clients/lab/people/lab.ts';
import { insert, secret } from '#clients/lab/people/people.ts';
import { scriptedCard } from '../test/script.ts';
import type { PersonalisedCard, ReferenceId } from '#clients/lab/card/profile.ts';
import { precheck, type Obstacle } from './precheck.ts';
import { proveStep2 } from './step2.ts';

const YEAR = 365 * 24 * 3600;
const past = { notBefore: NOW - 2 * YEAR, notAfter: NOW - 1 };
let made: Record<'ordinary' | 'lastSecond' | 'expired' | 'unsigned', PersonalisedCard>;
beforeAll(async () => {
  const { issue } = await openLab();
  made = {
    ordinary: await issue(),
    lastSecond: await issue({ variant: { validity: { ...past, notAfter: NOW } } }),
    expired: await issue({ variant: { validity: past } }),
    unsigned: await issue({ variant: { validity: past, withoutSignatureCertificate: true } }),
  };
});

/** The same card with other counters. */
function withTries(card: PersonalisedCard, tries: Partial<Record<ReferenceId, number>>): PersonalisedCard {
  const changed = structuredClone(card);
  for (const [id, left] of Object.entries(tries)) changed.memory.references[id as ReferenceId].tries = left;
  return changed;
}

describe('precheck', () => {
  const cases: [Obstacle | null, string, keyof typeof made, Partial<Record<ReferenceId, number>>][] = [
    [null, 'an ordinary card', 'ordinary', {}],
    [null, 'a blocked signature password', 'ordinary', { signaturePassword: 0 }],
    [null, 'the last second of the certificate', 'lastSecond', {}],
    ['certificate-expired', 'a second later', 'expired', {}],
    ['certificate-expired', 'an expired certificate and a blocked PIN', 'expired', { userPin: 0 }],
    ['pin-blocked', 'a blocked user PIN', 'ordinary', { userPin: 0 }],
    ['no-signature-certificate', 'everything at once: the most final', 'unsigned', { userPin: 0 }],
  ];
  it.each(cases)('says %s at %s', async (obstacle, _, kind, tries) => {
    const { card, store } = await insert(withTries(made[kind], tries));
    const before = await store.load();
    const found = await precheck(card, NOW);
    expect(found.obstacle).toBe(obstacle);
    expect(found.tries.signaturePassword).toBe(tries.signaturePassword ?? 5);
    expect(await store.load()).toEqual(before);
  });

  it('tells another card from a My Number card', async () => {
    const { card } = scriptedCard([['00 A4 04 0C 0A D392F000260100000001', '6A82', 'a bus card']]);
    await expect(precheck(card, NOW)).rejects.toMatchObject({ code: 'not-a-my-number-card' });
  });
});

describe('the user PIN in a step', () => {
  it('has its last try kept until the person says so', async () => {
    const { card } = await insert(withTries(made.ordinary, { userPin: 1 }));
    const request = { card, challenge: new Uint8Array(32), statusNonce: new Uint8Array(16) };
    await expect(proveStep2({ ...request, pin: secret(PIN) })).rejects.toMatchObject({
      code: 'pin-last-try',
    });
    const proof = await proveStep2({ ...request, pin: { ...secret(PIN), confirmLastTry: true } });
    expect(proof.authSignature).toHaveLength(256);
  });
});

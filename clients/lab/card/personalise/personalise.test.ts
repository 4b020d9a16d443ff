import { beforeAll, describe, expect, it } from 'vitest';
import { fromBase64url } from '#schema/contract/bytes.ts';
import { HOLDER, NOW, PASSWORD, PIN } from '#clients/lab/people/cast.ts';
import { labPhoto, openLab, type Lab } from '#clients/lab/people/lab.ts';
import { readValidity } from '#clients/card/applets/certificate.ts';
import type { PersonalisedCard } from '../profile.ts';
import type { Holder } from './holder.ts';
import { personalise } from './personalise.ts';

let lab: Lab;
let made: PersonalisedCard;
let photo: Uint8Array;
beforeAll(async () => {
  lab = await openLab();
  made = await lab.issue();
  photo = await labPhoto();
});

const order = (changed: object) =>
  personalise({
    authority: lab.authority,
    holder: HOLDER,
    photo,
    pin: PIN,
    signaturePassword: PASSWORD,
    now: NOW,
    ...changed,
  });
const holder = (changed: Partial<Record<keyof Holder, unknown>>) =>
  order({ holder: { ...HOLDER, ...changed } });

describe('a card as personalised', () => {
  it('is JSON, and is the same after JSON', () => {
    expect(JSON.parse(JSON.stringify(made))).toEqual(made);
  });

  it('keeps no secret: only what they are compared with', () => {
    const { memory, profile } = made;
    const text = JSON.stringify(memory);
    for (const secret of [PIN, PASSWORD, '02040120354821']) expect(text).not.toContain(secret);
    const { userPin, textPin } = memory.references;
    expect(textPin.verifier).toBe(userPin.verifier);
    expect(fromBase64url(profile.verifierKey)).toHaveLength(32);
    expect(memory.references.signaturePassword.tries).toBe(5);
    expect(memory.references.textReserved.tries).toBe(0);
  });

  it('has keys of its own: the authority signs, and stays outside', () => {
    const text = JSON.stringify(made);
    const { userAuthentication, signature, surfaceIssuer, attestation, resetAuthority } = lab.authority;
    for (const { key } of [...userAuthentication, ...signature, surfaceIssuer, attestation])
      expect(text).not.toContain(key.d);
    expect(text).not.toContain(resetAuthority.d);
  });

  it('is valid to the fifth birthday from now', async () => {
    const { notAfter } = readValidity(fromBase64url(made.profile.certificates.auth));
    expect(new Date(notAfter * 1000).toISOString()).toBe('2031-04-01T00:00:00.000Z');
  });
});

describe('an order that cannot be carried out names the field, and not what stood there', () => {
  it.each([
    [{ birthDate: '19901301' }, /birthDate/],
    [{ birthDate: '18000101' }, /birthDate/],
    [{ cardExpiry: '20350230' }, /cardExpiry/],
    [{ sex: '3' }, /sex/],
    [{ securityCode: '48211' }, /securityCode/],
    [{ municipalityCode: undefined }, /municipalityCode/],
    [{ name: '', address: 'x'.repeat(101) }, /name, address/],
  ])('%o', async (changed, message) => {
    const wrong = holder(changed);
    await expect(wrong).rejects.toThrow(message);
    await expect(holder(changed)).rejects.not.toThrow(/19901301|18000101|48211/);
  });

  it('PIN, password and photo', async () => {
    await expect(order({ pin: '12345' })).rejects.toThrow('pin is not 4 digits');
    await expect(order({ signaturePassword: 'abc123' })).rejects.toThrow(/signature password is not 6 to 16/);
    await expect(order({ photo: new Uint8Array(30_001) })).rejects.toThrow('photo is over 30 kB');
  });
});

import { beforeAll, describe, expect, it } from 'vitest';
import { readValidity } from '#clients/card/applets/certificate.ts';
import { readPhotoFile, selectSurface } from '#clients/card/applets/surface.ts';
import { proveStep1 } from '#clients/card/dialogue/step1.ts';
import { matchingNumberB } from '#clients/card/applets/matching-number.ts';
import { revokedBy } from '#clients/lab/card/issuer/revocation.ts';
import { printedOn, type Holder } from '#clients/lab/card/personalise/holder.ts';
import type { PersonalisedCard } from '#clients/lab/card/profile.ts';
import { fromBase64url } from '#schema/contract/bytes.ts';
import { readOnly, readTlvs, SURFACE_TAGS } from '#schema/contract/card.ts';
import { CAST, HOLDER, NOW, PIN, type Member } from './cast.ts';
import { openLab, type Lab } from './lab.ts';
import { insert, printed, revokedOf, secret } from './people.ts';

const SPECIAL = ['resident', 'extended', 'moved', 'fifteen', 'ninety'] as const;
type Name = (typeof SPECIAL)[number];

let lab: Lab;
let cards: Record<Name, PersonalisedCard>;
beforeAll(async () => {
  lab = await openLab();
  const photo = new Uint8Array(1_000).fill(7);
  const made = SPECIAL.map(async (name) => [name, await lab.issue({ ...CAST[name], photo })] as const);
  cards = Object.fromEntries(await Promise.all(made)) as typeof cards;
}, 60_000);

const holderOf = (name: Name): Holder => ({ ...HOLDER, ...CAST[name].holder });
const textOf = (bytes: Uint8Array) => String.fromCharCode(...bytes);

/** What the surface file of a card says, as text, under one of its tags. */
function saidOn(card: PersonalisedCard, tag: number): string {
  const objects = readTlvs(readOnly(fromBase64url(card.profile.surface.photoFile), SURFACE_TAGS.file).value);
  return textOf(objects.find((object) => object.tag === tag)!.value);
}

/** Opens the photo file with some digits. */
async function open(name: Name, digits: Uint8Array) {
  const { card } = await insert(cards[name]);
  await selectSurface(card);
  return readPhotoFile(card, { secret: digits });
}

describe('everybody special', () => {
  it.each([
    ['resident', '85061720293056', '19850617', '20290331'],
    ['extended', '85061720296190', '19850617', '20320930'],
    ['moved', '51110320314821', '19761103', '20311103'],
    ['fifteen', '23050320314821', '20110503', '20310503'],
    ['ninety', '11021420364821', '19360214', '20360214'],
  ] as const)('%s has a card that %s opens, for STEP 1 as a whole', async (name, digits, birth, until) => {
    const { holder } = CAST[name];
    expect(textOf(printed(holder).secret)).toBe(digits);
    const { card } = await insert(cards[name]);
    const challenge = new Uint8Array(32);
    const proof = await proveStep1({ card, pin: secret(PIN), challenge, matchingNumberB: printed(holder) });
    expect(proof.photo.length).toBeGreaterThan(1_000);
    expect(saidOn(cards[name], SURFACE_TAGS.birthDate)).toBe(birth);
    expect(saidOn(cards[name], SURFACE_TAGS.expiry)).toBe(until);
    expect(cards[name].profile.commonRecord.slice(20)).toBe(until);
  });
});

describe('the foreign resident', () => {
  it('has no digits by the Japanese year: they cost a try', async () => {
    const byEra = matchingNumberB(printedOn(holderOf('resident')));
    expect(textOf(byEra)).toBe('60061720293056');
    await expect(open('resident', byEra)).rejects.toMatchObject({
      code: 'pin-wrong',
      facts: { triesLeft: 9 },
    });
  });
});

describe('the resident whose stay was extended', () => {
  it('has the printed year in the digits, and the later date in the chip', async () => {
    const { holder } = CAST.extended;
    const later = printed({ ...holder, cardExpiry: holder.extendedTo });
    await expect(open('extended', later.secret)).rejects.toMatchObject({ code: 'pin-wrong' });
    await expect(open('extended', printed(holder).secret)).resolves.toBeDefined();
  });
});

describe('who moved', () => {
  it('has a revoked signature certificate and a good authentication certificate', async () => {
    const list = revokedOf(CAST.moved, cards.moved, NOW);
    const [authentication, signature] = [lab.authority.userAuthentication, lab.authority.signature];
    expect(await revokedBy(signature.at(-1)!, list, NOW)).toMatchObject([{ reason: 'affiliationChanged' }]);
    expect(await revokedBy(authentication.at(-1)!, list, NOW)).toEqual([]);
    expect(revokedOf(CAST.ninety as Member, cards.ninety, NOW)).toEqual([]);
  });
});

describe('the youngest and the oldest', () => {
  const birthday = (name: Name) => {
    const { birthDate } = holderOf(name);
    return [birthDate.slice(0, 4), birthDate.slice(4, 6), birthDate.slice(6)].map(Number);
  };
  it.each([
    ['fifteen', 15],
    ['ninety', 90],
  ] as const)('%s is %i, with certificates to a birthday', (name, age) => {
    const [year, month, day] = birthday(name) as [number, number, number];
    const today = new Date(NOW * 1_000);
    const had = Date.UTC(today.getUTCFullYear(), month - 1, day) <= today.getTime();
    expect(today.getUTCFullYear() - year - (had ? 0 : 1)).toBe(age);
    const { auth, signature } = cards[name].profile.certificates;
    const ends = [auth, signature!].map((der) => readValidity(fromBase64url(der)).notAfter * 1_000);
    const fifth = Date.UTC(today.getUTCFullYear() + (had ? 5 : 4), month - 1, day);
    expect(ends).toEqual([fifth, fifth]);
  });
});

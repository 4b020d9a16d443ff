import { beforeAll, describe, expect, it } from 'vitest';
import { fromBase64url } from '#schema/contract/bytes.ts';
import { ascii, copyOf, toHex } from '#schema/contract/card.ts';
import { Card } from '../card.ts';
import { createEphemeralKey } from '../reset/key-agreement.ts';
import { NEW_PASSWORD, PIN } from '#clients/lab/people/cast.ts';
import { openLab, type Lab } from '#clients/lab/people/lab.ts';
import { insert, printed, secret } from '#clients/lab/people/people.ts';
import { authorise } from '#clients/lab/card/issuer/reset-authority.ts';
import { unlike } from '../test/script.ts';
import { faultyTransport } from '#clients/lab/card/faults.ts';
import type { PersonalisedCard } from '#clients/lab/card/profile.ts';
import { insertCard } from '#clients/lab/card/virtual-card.ts';
import { precheck } from './precheck.ts';
import { openReset, readStatus, writePassword, proveStep2 } from './step2.ts';
import { proveStep1 } from './step1.ts';

// Every command of each dialogue, in order: nothing more is said to a card than this.

let lab: Lab;
let made: PersonalisedCard;
beforeAll(async () => {
  lab = await openLab();
  made = await lab.issue();
});

/** A card, and everything that was sent to it. */
async function overheard() {
  const sent: Uint8Array[] = [];
  const { chip } = await insert(made);
  const spy = faultyTransport(await insertCard(chip), { command: (apdu) => (sent.push(copyOf(apdu)), apdu) });
  return { card: new Card(spy), sent };
}

type Said = readonly (readonly [command: string, why: string])[];
const selectJpki: Said = [['00 A4 04 0C 0A D392F000260100000001', 'JPKI']];
const certificatesPresent: Said = [
  ['00 A4 02 0C 02 0008', 'certificates present'],
  ['00 B0 00 00 03', 'three bytes'],
];
const mark: Said = [
  ['00 A4 02 0C 02 0006', 'token information'],
  ['00 B0 00 00 A0', 'model VCARD: only then'],
  ['00 CA DF 01 10 *16 00', 'status'],
];
const userPin: Said = [
  ['00 A4 02 0C 02 0018', 'user PIN'],
  ['00 20 00 80', 'tries left'],
  [`00 20 00 80 04 ${toHex(ascii(PIN))}`, 'PIN'],
];
/** A file read to its end, in pieces of 256. */
const file = (id: string, why: string, content: string): Said => [
  [`00 A4 02 0C 02 ${id}`, why],
  ...Array.from({ length: Math.ceil(fromBase64url(content).length / 256) }, (_, at) => {
    return [`00 B0 0${at} 00 *1`, 'a piece of it'] as const;
  }),
];
const authCertificate = () => file('000A', 'authentication certificate', made.profile.certificates.auth);
const cardCertificate = () => file('001D', 'card certificate', made.profile.certificates.card);
const proof = (): Said => [
  ...selectJpki,
  ...certificatesPresent,
  ...mark,
  ...userPin,
  ...authCertificate(),
  ...cardCertificate(),
  ['00 A4 02 0C 02 0017', 'authentication key'],
  ['80 2A 00 80 33 *51 00', 'signature over the challenge'],
  ['00 CA DF 02 20 *32 00', 'binding evidence'],
];

describe('what is said to a card', () => {
  it('before anything is asked of the person', async () => {
    const { card, sent } = await overheard();
    await precheck(card, 0);
    const expected: Said = [
      ...selectJpki,
      ...certificatesPresent,
      ['00 A4 02 0C 02 0018', 'user PIN'],
      ['00 20 00 80', 'tries left'],
      ['00 A4 02 0C 02 001B', 'signature password'],
      ['00 20 00 80', 'tries left'],
      ...authCertificate(),
      ...mark,
    ];
    expect(unlike(sent, expected)).toEqual([]);
  });

  it('in STEP 1', async () => {
    const { card, sent } = await overheard();
    const challenge = new Uint8Array(32);
    const { photo } = await proveStep1({
      card,
      pin: secret(PIN),
      challenge,
      matchingNumberB: printed(),
    });
    const expected: Said = [
      ...proof(),
      ['00 A4 04 0C 0A D3921000310001010402', 'surface'],
      ['00 A4 02 0C 02 0012', '照合番号B'],
      ['00 20 00 80', 'tries left'],
      [`00 20 00 80 0E ${toHex(printed().secret)}`, 'number'],
      ['00 A4 02 0C 02 0002', 'card face'],
    ];
    expect(unlike(sent.slice(0, expected.length), expected)).toEqual([]);
    const rest = sent.slice(expected.length);
    const pieces = rest.findIndex((apdu) => apdu[1] !== 0xb0);
    expect(pieces).toBeGreaterThan(photo.length / 256);
    expect(
      unlike(rest.slice(pieces), file('0004', 'CV certificate', made.profile.surface.issuerCertificate)),
    ).toEqual([]);
  });

  it('in STEP 2 and the reset', async () => {
    const { card, sent } = await overheard();
    const key = await createEphemeralKey();
    await proveStep2({
      card,
      pin: secret(PIN),
      challenge: new Uint8Array(32),
      statusNonce: new Uint8Array(16),
    });
    const { channel, agreement } = await openReset({ card, kioskKey: key });
    const request = { agreement, kioskKey: key.publicKey, ticketHash: new Uint8Array(32) };
    await writePassword(channel, await authorise(lab.authority, request), ascii(NEW_PASSWORD));
    const expected: Said = [
      ...proof(),
      ...mark,
      [`00 86 00 00 45 7C 43 80 41 ${toHex(key.publicKey)} 00`, 'key agreement'],
      ['0C 82 00 00 F1 87 81 E1 01 *224 97 01 00 8E 08 *8 00', 'authorisation, protected'],
      ['0C 2C 02 9B 20 87 11 01 *16 97 01 00 8E 08 *8 00', 'new password, protected'],
    ];
    expect(unlike(sent, expected)).toEqual([]);
  });

  it('to settle a torn write', async () => {
    const { card, sent } = await overheard();
    await readStatus(card, new Uint8Array(16));
    const expected: Said = [
      ...selectJpki,
      ...mark.slice(0, -1),
      [`00 CA DF 01 10 ${'00'.repeat(16)} 00`, 'status for the nonce'],
      ...cardCertificate(),
    ];
    expect(unlike(sent, expected)).toEqual([]);
  });
});
